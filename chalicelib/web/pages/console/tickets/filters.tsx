/** What narrows a list of tickets, and where one is looked for. */
import { useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { agentName } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import { classes, IconButton, LinkButton } from "../../kit/button.tsx";
import { useDesk } from "../desk.ts";
import { FilterSelect } from "../lists/lists.tsx";
import { openSearch } from "../search/open.ts";
import { makeTicket } from "./make.tsx";
import { EVERY_TYPE, PRIORITIES } from "./rules.ts";
import {
  DUES,
  type Filters,
  hasStates,
  isNumber,
  lookedFor,
  narrowing,
  NO_FILTERS,
  STATES,
  type Tickets,
} from "./tickets.ts";

interface FiltersProps {
  tickets: Tickets;
  /** Lets the rows be ticked; null for who may do nothing with many. */
  tick: (() => void) | null;
}

export function TicketFilters({ tickets, tick }: FiltersProps) {
  const desk = useDesk();
  const isOpen = useSignal(false);
  const { view, filters } = tickets;
  // What is late is shown whole.
  const isLate = view === "late";
  const count = isLate ? 0 : narrowing(view, filters);
  const label = count ? t("tickets.narrowed", { count }) : t("tickets.narrow");
  return (
    <div class="ticket-filters">
      <Looking tickets={tickets} />
      {!isLate && (
        <IconButton
          icon="sliders"
          class={classes(count > 0 && "on")}
          label={label}
          aria-expanded={isOpen.value}
          onClick={() => isOpen.value = !isOpen.value}
        />
      )}
      {tick && <IconButton icon="check" label={t("tickets.bulk.begin")} onClick={tick} />}
      <IconButton icon="plus" label={t("tickets.new")} onClick={() => makeTicket(desk, {})} />
      {!isLate && isOpen.value && <Narrowing tickets={tickets} />}
      {count > 0 && (
        <p class="ticket-narrowed">
          {label} <LinkButton onClick={() => tickets.choose(view, NO_FILTERS)}>{t("tickets.narrowed.none")}</LinkButton>
        </p>
      )}
    </div>
  );
}

/** A number shows that ticket; anything else is looked for where everything is. */
function Looking({ tickets }: { tickets: Tickets }) {
  const desk = useDesk();
  const input = useRef<HTMLInputElement>(null);
  const { view, filters } = tickets;
  const { number } = filters;
  const look = (words: string) => {
    if (words && !isNumber(words)) return void openSearch(desk, words, "ticket");
    const narrowed = lookedFor(filters, words);
    if (narrowed) tickets.choose(view === "late" ? "mine" : view, narrowed);
  };
  // What is chosen instead of the number takes it out of the field.
  useLayoutEffect(() => void (input.current!.value = number), [number]);
  return (
    <form
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        look(input.current!.value.trim());
      }}
    >
      <input
        ref={input}
        type="search"
        aria-label={t("tickets.look")}
        placeholder={t("tickets.look")}
        defaultValue={number}
        maxLength={100}
        onInput={(event) => {
          if (!event.currentTarget.value && number) look("");
        }}
      />
    </form>
  );
}

function Narrowing({ tickets }: { tickets: Tickets }) {
  const { view, filters } = tickets;
  const choose = (changes: Partial<Filters>) => tickets.choose(view, { ...filters, number: "", ...changes });
  return (
    <div class="ticket-narrowing">
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
        options={["", ...EVERY_TYPE].map((type) => [type, t(type ? `ticket.type.${type}` : "tickets.any")])}
        onChoose={(type) => choose({ type: type as Filters["type"] })}
      />
      <FilterSelect
        label={t("ticket.priority")}
        value={filters.priority}
        options={["", ...PRIORITIES].map((
          each,
        ) => [each, t(each ? `ticket.priority.${each}` : "tickets.any.priority")])}
        onChoose={(priority) => choose({ priority: priority as Filters["priority"] })}
      />
      <FilterSelect
        label={t("tickets.due")}
        value={filters.due}
        options={["", ...DUES].map((due) => [due, t(due ? `tickets.due.${due}` : "tickets.any.due")])}
        onChoose={(due) => choose({ due: due as Filters["due"] })}
      />
      <People tickets={tickets} choose={choose} />
      <DayField label={t("tickets.since")} value={filters.since} choose={(since) => choose({ since })} />
      <DayField label={t("tickets.until")} value={filters.until} choose={(until) => choose({ until })} />
    </div>
  );
}

interface DayProps {
  label: string;
  value: string;
  choose: (day: string) => void;
}

/** A day on which they were made. What is typed halfway is none yet. */
function DayField({ label, value, choose }: DayProps) {
  const field = useRef<HTMLInputElement>(null);
  // not as a property that each rendering sets: a year that is being typed would go with the next poll
  useLayoutEffect(() => void (field.current!.value = value), [value]);
  return (
    <label class="ticket-day">
      <span>{label}</span>
      <input
        type="date"
        min="2000-01-01"
        max="2099-12-31"
        ref={field}
        onChange={({ currentTarget: { validity, value: day } }) => validity.valid && choose(day)}
        onBlur={({ currentTarget }) => currentTarget.reportValidity()}
      />
    </label>
  );
}

/** Who is responsible, and which group. */
function People({ tickets: { filters }, choose }: { tickets: Tickets; choose: (changes: Partial<Filters>) => void }) {
  const { colleagues, session } = useDesk();
  const maySee = session.can("people.see");
  useEffect(() => maySee ? colleagues.follow() : undefined, []);
  if (!maySee) return null;
  const agents = [...colleagues.agents].sort((a, b) => agentName(a).localeCompare(agentName(b)));
  return (
    <>
      <FilterSelect
        label={t("ticket.owner")}
        value={filters.owner}
        options={[["", t("tickets.any.owner")], ...agents.map((each) => [each.agent_id, agentName(each)] as const)]}
        onChoose={(owner) => choose({ owner })}
      />
      <FilterSelect
        label={t("ticket.group")}
        value={filters.group}
        options={[
          ["", t("tickets.any.group")],
          ...colleagues.groups.map(({ group_id: id, name }) => [id, name] as const),
        ]}
        onChoose={(group) => choose({ group })}
      />
    </>
  );
}
