/** What is done with an inspection besides the sheet: given to somebody, compared with others', begun by hand. */
import { useSignal } from "@preact/signals";
import { agentName } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import type { AgentRef, InspectionView } from "../../desk/operations.ts";
import { Button } from "../../kit/button.tsx";
import { Dialog, openDialog } from "../../kit/dialogs.tsx";
import { WithWords } from "../conversations/moves.tsx";
import { OrderButton } from "../training/late.tsx";
import { ableFor, assignTo, calibrateWith } from "./acts.ts";
import type { OpenInspection } from "./open.ts";
import { calibrationPlace } from "./place.ts";

const LEAST = 2;
const MOST = 5;

export function Moves({ open, seen }: { open: OpenInspection; seen: InspectionView }) {
  const { desk, id } = open;
  const own = seen.agent.id === desk.agentId;
  const inspects = desk.session.can("quality.inspect");
  const decides = desk.session.can("quality.decide");
  const isOpen = !seen.scored_at && !seen.calibration_id;
  const assign = async () => {
    const able = await ableFor(id);
    if (!able) return;
    const chosen = await openDialog<string[]>((close) => (
      <Choose title={t("inspection.assign")} able={able} least={1} most={1} close={close} />
    ));
    if (chosen) await assignTo(open, chosen[0]);
  };
  const calibrate = async () => {
    const able = await ableFor(id);
    if (!able) return;
    const chosen = await openDialog<string[]>((close) => (
      <Choose title={t("calibration.make")} able={able} least={LEAST} most={MOST} close={close} />
    ));
    if (chosen) await calibrateWith(desk, seen, chosen);
  };
  if (own) return null;
  return (
    <div class="moves" role="group" aria-label={t("inspection.moves")}>
      {seen.calibration_id && (
        <WithWords
          icon="people"
          words={t("calibration.open")}
          onClick={() => desk.selection.choose(calibrationPlace(seen.calibration_id!))}
        />
      )}
      {isOpen && (inspects || decides) && (
        <WithWords
          icon="reassign"
          words={t("inspection.assign")}
          onClick={() => void assign()}
        />
      )}
      {seen.scored_at && !seen.calibration_id && desk.session.can("quality.see") && (
        <OrderButton cause="inspection" about={id} agent={seen.agent} />
      )}
      {decides && !seen.calibration_id && (
        <WithWords
          icon="people"
          words={t("calibration.make")}
          onClick={() => void calibrate()}
        />
      )}
    </div>
  );
}

interface ChooseProps {
  title: string;
  able: readonly AgentRef[];
  least: number;
  most: number;
  close: (chosen: string[] | null) => void;
}

function Choose({ title, able, least, most, close }: ChooseProps) {
  const chosen = useSignal<string[]>([]);
  const single = most === 1;
  const pick = (id: string, isChosen: boolean) => {
    const others = single ? [] : chosen.value.filter((each) => each !== id);
    chosen.value = isChosen ? [...others, id] : others;
  };
  const fits = chosen.value.length >= least && chosen.value.length <= most;
  return (
    <Dialog title={title} onClose={() => close(null)}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (fits) close(chosen.value);
        }}
      >
        <fieldset class="choices">
          <legend>{t(single ? "inspection.assign.who" : "calibration.who", { least, most })}</legend>
          {able.length < least && (
            <p class="hint">{t(single ? "inspection.nobody_able" : "calibration.too_few", { least })}</p>
          )}
          {able.map((each) => (
            <label key={each.id}>
              <input
                type={single ? "radio" : "checkbox"}
                name="inspector"
                checked={chosen.value.includes(each.id!)}
                onChange={(event) => pick(each.id!, event.currentTarget.checked)}
              />
              <span dir="auto">{agentName(each)}</span>
            </label>
          ))}
        </fieldset>
        <div class="dialog-buttons">
          <Button onClick={() => close(null)}>{t("cancel")}</Button>
          <Button submits kind="primary" disabled={!fits}>{t("inspection.confirm")}</Button>
        </div>
      </form>
    </Dialog>
  );
}
