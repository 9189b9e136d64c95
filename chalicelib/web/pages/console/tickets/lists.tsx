/** The lists of tickets, with what is late besides above them. */
import { useEffect, useLayoutEffect, useMemo } from "preact/hooks";
import { agentName, visitorName } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import { useShortcuts } from "../../kit/keys.ts";
import { VisitorMark } from "../conversations/marks.tsx";
import { useDesk } from "../desk.ts";
import { Finding } from "../lists/finding.ts";
import { Lists, Row } from "../lists/lists.tsx";
import { shownOf } from "../lists/worklists.ts";
import { Bulk } from "./bulk.ts";
import { BulkBar } from "./bulk.tsx";
import { TicketFilters } from "./filters.tsx";
import { DueMark, PriorityMark, StateMark, TypeChip } from "./marks.tsx";
import { OthersOwed } from "./others.tsx";
import { placeOf } from "./place.ts";
import type { Ticket } from "./rules.ts";
import { TickBox } from "./tick-box.tsx";
import { type Tickets, ticketsOf, type View } from "./tickets.ts";

export function TicketLists() {
  const desk = useDesk();
  const tickets = ticketsOf(desk);
  const bulk = useMemo(() => new Bulk(tickets), []);
  const finding = useMemo(() => new Finding(), []);
  const { views, view } = tickets;
  const mayTick = desk.session.can("tickets.manage");
  useEffect(() => {
    tickets.look(true);
    return () => tickets.look(false);
  }, []);
  useShortcuts(
    () =>
      mayTick
        ? [{ keys: "Alt+x", label: () => t("tickets.bulk.begin"), whileTyping: true, run: () => begin(bulk) }]
        : [],
    [mayTick],
  );
  const list = shownOf(tickets);
  const order = finding.among(list.items, wordsOf).map(({ ticket_id: id }) => id);
  // Nothing is done with what nobody sees.
  useLayoutEffect(() => bulk.ticks.keep(order), [order.join()]);
  return (
    <Lists
      name="tickets"
      label={t("tickets.label")}
      tabs={views.map((name) => ({ name, label: <TabWords tickets={tickets} view={name} /> }))}
      view={view}
      onView={(chosen) => {
        bulk.ticks.set([]);
        tickets.choose(chosen);
      }}
      picture="ticket"
      filters={<TicketFilters tickets={tickets} tick={mayTick ? () => begin(bulk) : null} />}
      hint={
        <>
          {view === "late" && <OthersOwed />}
          {bulk.isOn && <BulkBar bulk={bulk} order={order} />}
        </>
      }
      list={list}
      placeOf={({ ticket_id: id }) => placeOf(id)}
      wordsOf={wordsOf}
      finding={finding}
      row={(ticket) => <TickableRow ticket={ticket} tickets={tickets} bulk={bulk} order={order} />}
    />
  );
}

/** What a ticket is found by. */
const wordsOf = ({ subject, number, customer }: Ticket): string => [subject, number, customer.name].join("\n");

/** Turns the boxes on, or off; the first one has the focus then. */
function begin(bulk: Bulk): void {
  bulk.turn(!bulk.isOn);
  requestAnimationFrame(() => document.querySelector<HTMLElement>("#tickets [data-tick]")?.focus());
}

/** What it is called, with how many there are as far as that is known. */
function TabWords({ tickets, view }: { tickets: Tickets; view: View }) {
  const known = tickets.countOf(view);
  return (
    <>
      <span>{t(`tickets.${view}`)}</span>
      {known && known.count > 0 && (
        <span class={view === "late" ? "count ticket-late-count" : "count"}>{known.count}{known.more && "+"}</span>
      )}
    </>
  );
}

interface RowProps {
  ticket: Ticket;
  tickets: Tickets;
}

interface TickableProps extends RowProps {
  bulk: Bulk;
  order: readonly string[];
}

function TickableRow({ ticket, tickets, bulk, order }: TickableProps) {
  if (!bulk.isOn) return <TicketRow ticket={ticket} tickets={tickets} />;
  const { ticket_id: id, number, subject } = ticket;
  return (
    <div class="ticket-tickable">
      <TickBox ticks={bulk.ticks} id={id} order={() => order} label={`${number} ${subject}`} />
      <TicketRow ticket={ticket} tickets={tickets} />
    </div>
  );
}

function TicketRow({ ticket, tickets }: RowProps) {
  const { agentId } = useDesk();
  const { ticket_id: id, number, subject, owner, handler, customer } = ticket;
  const people = owner.id === handler.id ? [handler] : [handler, owner];
  const visitor = { visitor_id: customer.visitor_id ?? undefined, visitor_name: customer.name };
  return (
    <Row place={placeOf(id)} class="ticket-row">
      <VisitorMark {...visitor} />
      <span class="row-name">
        <PriorityMark {...ticket} />
        <span class="row-visitor" dir="auto" title={subject}>{subject}</span>
      </span>
      <span class="row-text">
        <bdi>{visitorName(visitor)}</bdi>
      </span>
      <span class="row-when">
        <DueMark ticket={ticket} isWarned={tickets.isWarned(id)} />
      </span>
      <span class="row-facts">
        <TypeChip {...ticket} />
        <StateMark {...ticket} />
        <span class="ticket-number">{number}</span>
        {people.map((each, at) => (
          <bdi key={each.id} title={t(at ? "ticket.owner" : "ticket.handler")}>
            {each.id === agentId ? t("entry.you") : agentName(each)}
          </bdi>
        ))}
      </span>
    </Row>
  );
}
