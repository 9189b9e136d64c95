/** A fault that was reported, and the department's ticket for it. */
import { useEffect, useMemo } from "preact/hooks";
import { agentName, dayAndTime } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import { Button } from "../../kit/button.tsx";
import { Fact } from "../conversations/facts.tsx";
import { useDesk } from "../desk.ts";
import { placeOf as placeOfTicket } from "../tickets/place.ts";
import { faultOf } from "./acts.ts";
import { ofFault } from "./duty.ts";
import { EntryFrame, Part, Said } from "./frame.tsx";

export function FaultPage({ id }: { id: string }) {
  const desk = useDesk();
  const open = useMemo(() => faultOf(desk, id), []);
  useEffect(() => open.start(), []);
  const fault = open.thing;
  const ticket = fault?.ticket_id;
  return (
    <EntryFrame
      open={open}
      entry={fault && ofFault(fault)}
      facts={fault && <span>{dayAndTime(fault.reported_at)}</span>}
      moves={ticket && (
        <Button small onClick={() => desk.selection.choose(placeOfTicket(ticket))}>
          {t("duty.ticket", { number: fault.number })}
        </Button>
      )}
    >
      {fault && (
        <>
          <dl class="facts">
            <Fact name={t("duty.department")}>{fault.department}</Fact>
            <Fact name={t("duty.by")}>{agentName(fault.by)}</Fact>
          </dl>
          {fault.text && (
            <Part title={t("duty.report.text")}>
              <Said words={fault.text} />
            </Part>
          )}
        </>
      )}
    </EntryFrame>
  );
}
