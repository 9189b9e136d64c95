/** The lists of tickets, with what is late and what somebody has to explain above them. */
import { useEffect } from "preact/hooks";
import { agentName } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import { LinkButton } from "../../kit/button.tsx";
import { useDesk } from "../desk.ts";
import { FilterSelect, Lists, Row } from "../lists/lists.tsx";
import { shownOf } from "../lists/worklists.ts";
import { VisitorMark } from "../conversations/marks.tsx";
import { DueMark, PriorityMark, StateMark, TypeChip } from "./marks.tsx";
import { MakeByHand } from "./make.tsx";
import { placeOf } from "./place.ts";
import { type Ticket, TYPES } from "./rules.ts";
import { type Filters, hasStates, STATES, type Tickets, ticketsOf, type View } from "./tickets.ts";

export function TicketLists() {
  const tickets = ticketsOf(useDesk());
  const { views, view } = tickets;
  useEffect(() => {
    tickets.look(true);
    return () => {
      tickets.look(false);
      tickets.stop();
    };
  }, []);
  return (
    <Lists
      name="tickets"
      label={t("tickets.label")}
      tabs={views.map((name) => ({ name, label: tabWords(tickets, name) }))}
      view={view}
      onView={(chosen) => tickets.choose(chosen)}
      picture="ticket"
      filters={<TicketFilters tickets={tickets} />}
      hint={<Owed tickets={tickets} />}
      list={shownOf(tickets)}
      placeOf={({ ticket_id: id }) => placeOf(id)}
      wordsOf={({ subject, number, customer }) => [subject, number, customer.name].join("\n")}
      row={(ticket) => <TicketRow ticket={ticket} />}
    />
  );
}

function tabWords({ late: { count, more } }: Tickets, view: View): string {
  const words = t(`tickets.${view}`);
  return view === "late" && count ? `${words} ${count}${more ? "+" : ""}` : words;
}

function TicketFilters({ tickets }: { tickets: Tickets }) {
  const { view, filters } = tickets;
  const choose = (changes: Partial<Filters>) => tickets.choose(view, { ...filters, ...changes });
  if (view === "late") return <MakeByHand />;
  return (
    <div class="ticket-filters">
      {hasStates(view) && (
        <FilterSelect
          label={t("tickets.state")}
          value={filters.state}
          options={STATES.map((state) => [state, t(`ticket.state.${state}`)])}
          onChoose={(state) => choose({ state: state as Filters["state"] })}
        />
      )}
      <FilterSelect
        label={t("tickets.type")}
        value={filters.type}
        options={["", ...TYPES].map((type) => [type, t(type ? `ticket.type.${type}` : "tickets.any")])}
        onChoose={(type) => choose({ type: type as Filters["type"] })}
      />
      <input
        type="search"
        aria-label={t("tickets.number")}
        placeholder={t("tickets.number")}
        defaultValue={filters.number}
        maxLength={40}
        onChange={(event) => choose({ number: event.currentTarget.value.trim() })}
      />
      <MakeByHand />
    </div>
  );
}

/** For which of them this agent has to say why they are late. */
function Owed({ tickets: { owed } }: { tickets: Tickets }) {
  const { selection } = useDesk();
  if (!owed.length) return null;
  return (
    <div class="ticket-owed" role="status">
      <p>{t("tickets.owed", { count: owed.length })}</p>
      {owed.map(({ ticket_id: id, number }) => (
        <LinkButton key={id} onClick={() => selection.choose(placeOf(id))}>{number}</LinkButton>
      ))}
    </div>
  );
}

function TicketRow({ ticket }: { ticket: Ticket }) {
  const { agentId } = useDesk();
  const { ticket_id: id, number, subject, owner, handler, customer } = ticket;
  const people = owner.id === handler.id ? [handler] : [handler, owner];
  return (
    <Row place={placeOf(id)} data={{ "data-ticket": id }}>
      <VisitorMark visitor_id={customer.visitor_id ?? undefined} visitor_name={customer.name} />
      <span class="row-name">
        <span class="row-visitor" dir="auto">{subject}</span>
        <PriorityMark {...ticket} />
      </span>
      <span class="row-when">
        <DueMark ticket={ticket} />
      </span>
      <span class="row-text">
        <bdi>{number}</bdi> · <StateMark {...ticket} />
      </span>
      <span class="row-facts">
        <TypeChip {...ticket} />
        {people.map((each, at) => (
          <bdi key={each.id} title={t(at ? "ticket.owner" : "ticket.handler")}>
            {each.id === agentId ? t("entry.you") : agentName(each)}
          </bdi>
        ))}
      </span>
    </Row>
  );
}
