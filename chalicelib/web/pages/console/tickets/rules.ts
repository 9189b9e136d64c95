/** What can be done with a ticket as it stands, and what is needed for it. Pure. */
import type {
  DefinitionShown,
  Field as OwnField,
  FlowFieldShown,
  MoveTicket,
  StageShown,
  TicketInList,
  TicketSettingsView,
  WholeTicket,
} from "../../desk/operations.ts";

/** A ticket as lists know it; whoever opens it knows the rest. */
export type Ticket = TicketInList & Partial<Omit<WholeTicket, keyof TicketInList>>;
export type Type = TicketInList["type"];
export type State = TicketInList["state"];
export type Priority = TicketInList["priority"];
export type To = NonNullable<MoveTicket["to"]>;
export type Values = WholeTicket["fields"];
export type Field = OwnField & Partial<FlowFieldShown>;

/** Of which one is made by hand. */
export const TYPES: readonly Type[] = [
  ...(["aftersale", "presale", "complaint", "suggestion"] as const),
  ...(["repair", "change_of_details", "booking", "green_channel"] as const),
];
/** What a complaint teaches, and what the duty log reports, becomes one by itself. */
export const EVERY_TYPE: readonly Type[] = [...TYPES, "correction", "fault"];
export const PRIORITIES: readonly Priority[] = ["normal", "urgent", "critical"];
export const LONGEST = { subject: 120, text: 8000, reason: 1000, summary: 500, value: 1000 } as const;

/** Where a state leads by hand; whoever is given it leads it to `assigned`. */
const WAYS: Record<State, readonly To[]> = {
  new: ["in_progress", "closed"],
  assigned: ["in_progress", "closed"],
  in_progress: ["waiting_for_customer", "solved", "closed"],
  waiting_for_customer: ["in_progress", "solved", "closed"],
  solved: ["closed", "reopened"],
  closed: ["reopened"],
  reopened: ["in_progress", "closed"],
};
const ENDS: readonly string[] = ["solved", "closed"];

export const isOver = ({ state }: Pick<Ticket, "state">): boolean => ENDS.includes(state);

/** A way on: to a state, or to a stage of its flow. */
export interface Way {
  key: string;
  to?: To;
  stage?: StageShown;
}

/** The ways from where it stands: the stages that the desk leaves open to us first, and only they lead to its end. */
export function waysFor(ticket: Ticket, stages: readonly string[], flow: DefinitionShown | null): Way[] {
  if (ticket.merged_into) return [];
  const known = stages.map((key) => flow?.stages.find((each) => each.key === key));
  const ofFlow = known.filter((each) => each !== undefined).map((stage) => ({ key: `stage.${stage.key}`, stage }));
  const ofState = WAYS[ticket.state].filter((to) => !(ticket.stage && ENDS.includes(to)));
  return [...ofFlow, ...ofState.map((to) => ({ key: to, to }))];
}

/** What must be said to the customer on the way: to close what is not solved it is words, to wait for them what for. */
export const needsText = (ticket: Ticket, { to }: Way): boolean => to === "closed" && ticket.state !== "solved";
export const needsAwaited = ({ to, stage }: Way): boolean =>
  to === "waiting_for_customer" || stage?.state === "waiting_for_customer";

/** The fields that tickets of this type have, those of its flow among them. */
export function fieldsOf(type: Type, settings: TicketSettingsView | null, flow: DefinitionShown | null): Field[] {
  const ofFlow: Field[] = flow?.fields ?? [];
  const named = ofFlow.map(({ key }) => key);
  return [...(settings?.fields[type] ?? []).filter(({ key }) => !named.includes(key)), ...ofFlow];
}

const isThere = (value: Values[string] | null | undefined): boolean =>
  value !== undefined && value !== null && value !== "" && value !== false;

/** The fields that a stage asks for, those that are there already too: they may be mended on the way. */
export function fieldsFor({ stage }: Way, fields: readonly Field[]): Field[] {
  const keys = new Set(stage?.requires.flat() ?? []);
  return fields.filter(({ key }) => keys.has(key));
}

/** For which of the stage's demands nothing is there: the names of the fields of which one is enough, each. */
export const lacking = ({ stage }: Way, values: Values): string[][] =>
  (stage?.requires ?? []).filter((keys) => !keys.some((key) => isThere(values[key])));

/** Whether this field alone satisfies something that is asked for. */
export const isNeeded = ({ stage }: Way, key: string): boolean =>
  (stage?.requires ?? []).some((keys) => keys.length === 1 && keys[0] === key);

/** What a field says as it was typed: nothing is null, which takes it away. */
export function valueOf({ kind }: Pick<Field, "kind">, typed: string): Values[string] | null {
  const text = typed.trim();
  if (!text) return null;
  if (kind === "number") return Number(text);
  if (kind === "yes_no") return text === "true";
  if (kind === "moment") return new Date(text).toISOString();
  return text;
}

/** Those that are other than they were. */
export function changedValues(before: Values, after: Record<string, Values[string] | null>) {
  const changed = Object.entries(after).filter(([key, value]) => (before[key] ?? null) !== value);
  return changed.length ? Object.fromEntries(changed) : null;
}

/** The deadline for whose breach somebody still has to say why; null: nobody has. */
export const reasonOwed = ({ deadlines }: Ticket) => deadlines?.find(({ name }) => name === "reason") ?? null;
