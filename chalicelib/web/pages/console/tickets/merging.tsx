/** The dialog in which two tickets of one customer become one. */
import { useEffect, useMemo, useRef } from "preact/hooks";
import { t } from "../../desk/i18n.ts";
import { Button } from "../../kit/button.tsx";
import { openDialog } from "../../kit/dialogs.tsx";
import { say } from "../../kit/toasts.tsx";
import { FormDialog } from "./form-dialog.tsx";
import { StateMark, TypeChip } from "./marks.tsx";
import { Merging } from "./merging.ts";
import { placeOf } from "./place.ts";
import type { Ticket } from "./rules.ts";
import type { OpenTicket } from "./work.ts";

export function merge(open: OpenTicket): void {
  openDialog<null>((close) => <Merge open={open} close={() => close(null)} />);
}

function Merge({ open, close }: { open: OpenTicket; close: () => void }) {
  const merging = useMemo(() => new Merging(open), []);
  useEffect(() => void merging.suggest(), []);
  const { others, chosen, pair } = merging;
  const act = async () => {
    const { kept, gone } = pair!;
    const refused = await merging.merge();
    if (refused) return refused;
    say(t("ticket.merge.done", { gone: gone.number, kept: kept.number }));
    open.desk.selection.choose(placeOf(kept.ticket_id));
    return null;
  };
  return (
    <FormDialog title={t("ticket.merge")} submit={t("ticket.merge.submit")} disabled={!pair} {...{ act, close }}>
      <Finding merging={merging} />
      {others.length > 0 && (
        <div class="choose-list" role="radiogroup" aria-label={t("ticket.merge.which")}>
          {others.map((each) => (
            <Choice
              key={each.ticket_id}
              ticket={each}
              isChosen={each.ticket_id === chosen?.ticket_id}
              choose={() => merging.choose(each)}
            />
          ))}
        </div>
      )}
      {pair && <Preview merging={merging} ours={open.ticket!} other={chosen!} />}
    </FormDialog>
  );
}

function Finding({ merging }: { merging: Merging }) {
  const input = useRef<HTMLInputElement>(null);
  const find = () => void merging.find(input.current!.value.trim());
  return (
    <>
      <label class="field">
        <span>{t("ticket.merge.number")}</span>
        <span class="ticket-finding">
          <input
            ref={input}
            type="search"
            maxLength={40}
            placeholder="T-000000-0000"
            onKeyDown={(event) => {
              if (event.key !== "Enter") return;
              event.preventDefault();
              find();
            }}
          />
          <Button onClick={find}>{t("ticket.merge.find")}</Button>
        </span>
      </label>
      {merging.trouble && <p class="note warning" role="alert">{merging.trouble}</p>}
    </>
  );
}

function Choice({ ticket, isChosen, choose }: { ticket: Ticket; isChosen: boolean; choose: () => void }) {
  return (
    <label class="choose-row ticket-choice">
      <input type="radio" name="other" checked={isChosen} onChange={choose} />
      <span>
        <bdi>{ticket.subject}</bdi>
        <span class="row-facts">
          <span class="ticket-number">{ticket.number}</span> <TypeChip {...ticket} /> <StateMark {...ticket} />
        </span>
      </span>
    </label>
  );
}

/** Which of the two stays, and what becomes of the other. */
function Preview({ merging, ours, other }: { merging: Merging; ours: Ticket; other: Ticket }) {
  const { kept, gone } = merging.pair!;
  return (
    <fieldset class="ticket-keeping">
      <legend>{t("ticket.merge.keep")}</legend>
      {[ours, other].map((each) => (
        <label key={each.ticket_id}>
          <input
            type="radio"
            name="kept"
            checked={each.ticket_id === kept.ticket_id}
            onChange={() => merging.keep(each === ours)}
          />{" "}
          <span class="ticket-number">{each.number}</span> <bdi>{each.subject}</bdi>
        </label>
      ))}
      <p class="note info" role="status">{t("ticket.merge.preview", { gone: gone.number, kept: kept.number })}</p>
    </fieldset>
  );
}
