/** What can be done with the tickets that are ticked, and what came of each of them. */
import { useSignal } from "@preact/signals";
import { t, tOf } from "../../desk/i18n.ts";
import type { TicketOutcome } from "../../desk/operations.ts";
import { Button, IconButton, LinkButton } from "../../kit/button.tsx";
import { Dialog, openDialog } from "../../kit/dialogs.tsx";
import { Icon } from "../../kit/icons/icon.tsx";
import { useShortcuts } from "../../kit/keys.ts";
import { type Desk, useDesk } from "../desk.ts";
import { choose } from "../people/late.ts";
import { PriorityField } from "./acts.tsx";
import { type Bulk, type Deed, MOST_TICKED } from "./bulk.ts";
import { FormDialog, typed, WordsField } from "./form-dialog.tsx";
import { placeOf } from "./place.ts";
import { LONGEST, type Priority } from "./rules.ts";
import { type Tickets, ticketsOf } from "./tickets.ts";

interface BulkProps {
  bulk: Bulk;
  /** The list as it is shown, by ids. */
  order: readonly string[];
}

export function BulkBar({ bulk, order }: BulkProps) {
  const desk = useDesk();
  const { ticks } = bulk;
  const isEmpty = ticks.count === 0;
  const end = () => {
    bulk.turn(false);
    requestAnimationFrame(() => document.querySelector<HTMLElement>(".ticket-row")?.focus());
  };
  useShortcuts(() => [
    { keys: "Ctrl+a", label: () => t("tickets.bulk.all"), run: () => ticks.set(order) },
    { keys: "Escape", label: () => t("tickets.bulk.end"), run: end },
  ], [order.join()]);
  return (
    <div class="ticket-bulk" role="group" aria-label={t("tickets.bulk")}>
      <p>
        <span role="status">{t("tickets.ticked", { count: ticks.count, most: MOST_TICKED })}</span>
        <LinkButton onClick={() => ticks.set(order)}>{t("tickets.bulk.all")}</LinkButton>
        <IconButton icon="cross" label={t("tickets.bulk.end")} onClick={end} />
      </p>
      <div>
        {desk.session.can("people.see") && (
          <Button small disabled={isEmpty} onClick={() => assign(desk, bulk)}>{t("ticket.pass")}</Button>
        )}
        <Button small disabled={isEmpty} onClick={() => setPriority(desk, bulk)}>{t("ticket.priority")}</Button>
        <Button small disabled={isEmpty} onClick={() => close(desk, bulk)}>{t("ticket.to.closed")}</Button>
      </div>
    </div>
  );
}

/** Does it, and tells what came of each. Null when it was tried. */
async function act(desk: Desk, bulk: Bulk, deed: Deed) {
  const told = await bulk.act(deed);
  if (!("results" in told)) return told;
  openDialog<null>((done) => (
    <Results
      desk={desk}
      tickets={ticketsOf(desk)}
      results={told.results}
      close={() => done(null)}
    />
  ));
  return null;
}

function assign(desk: Desk, bulk: Bulk): void {
  choose({
    kind: "pass",
    colleagues: desk.colleagues,
    agentId: desk.agentId,
    exceptIds: [],
    act: ({ agent_id, group_id, note = "" }) => act(desk, bulk, { act: "assign", agent_id, group_id, text: note }),
  });
}

function setPriority(desk: Desk, bulk: Bulk): void {
  openDialog<null>((done) => <SetPriority desk={desk} bulk={bulk} close={() => done(null)} />);
}

function SetPriority({ desk, bulk, close: done }: { desk: Desk; bulk: Bulk; close: () => void }) {
  const priority = useSignal<Priority>("urgent");
  return (
    <FormDialog
      title={t("tickets.bulk.priority", { count: bulk.ticks.count })}
      submit={t("tickets.bulk.go")}
      close={done}
      act={(form) =>
        act(desk, bulk, {
          act: "priority",
          priority: priority.value,
          summary: typed(form, "summary"),
          reason: typed(form, "reason"),
        })}
    >
      <PriorityField priority={priority.value} before="normal" onChoose={(each) => priority.value = each} />
    </FormDialog>
  );
}

function close(desk: Desk, bulk: Bulk): void {
  openDialog<null>((done) => (
    <FormDialog
      title={t("tickets.bulk.close", { count: bulk.ticks.count })}
      submit={t("ticket.to.closed")}
      close={() => done(null)}
      act={(form) => act(desk, bulk, { act: "close", text: typed(form, "text") })}
    >
      <WordsField name="text" label={t("tickets.bulk.text")} hint={t("ticket.text.hint")} limit={LONGEST.reason} />
    </FormDialog>
  ));
}

interface ResultsProps {
  desk: Desk;
  tickets: Tickets;
  results: readonly TicketOutcome[];
  close: () => void;
}

/** What did not work first. */
function Results({ desk, tickets, results, close: done }: ResultsProps) {
  const failed = results.filter(({ ticket }) => !ticket);
  const show = (id: string) => {
    done();
    desk.selection.choose(placeOf(id));
  };
  return (
    <Dialog
      title={t("tickets.bulk.done", { count: results.length - failed.length, of: results.length })}
      onClose={done}
    >
      <ul class="ticket-results" tabIndex={0} aria-label={t("tickets.bulk.results")}>
        {[...failed, ...results.filter(({ ticket }) => ticket)].map(({ ticket_id: id, ticket, code, detail }) => {
          const known = ticket ?? tickets.get(id);
          return (
            <li key={id} class={ticket ? "worked" : "failed"}>
              <Icon name={ticket ? "check" : "cross"} />
              <span>
                <LinkButton onClick={() => show(id)}>{known?.number ?? id}</LinkButton> <bdi>{known?.subject}</bdi>
                {" · "}
                {ticket ? t("tickets.bulk.worked") : tOf("ticket.failed", code ?? "", { code, detail })}
              </span>
            </li>
          );
        })}
      </ul>
      <div class="dialog-buttons">
        <Button kind="primary" autofocus onClick={done}>{t("close")}</Button>
      </div>
    </Dialog>
  );
}
