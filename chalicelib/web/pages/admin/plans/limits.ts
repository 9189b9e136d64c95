/** What strangers may do: how often, how many at once, and what it may cost. */
import type { Limits } from "../../desk/operations.ts";
import { GroupField } from "../parts/compound.ts";
import { LinesField, NumberField, TickField, TicksField } from "../parts/fields.ts";

type Lists = "sms_countries" | "keep_parameters";
type Ticked = "marks" | "file_kinds" | "reopen_by_visitor" | "mask_abuse" | "help" | "replaces" | "stops";
export type Numbers = Exclude<keyof Limits, Lists | Ticked>;

export const NUMBER_KINDS = ["id_card", "bank_card", "phone", "email"] as const;
export const FILE_KINDS = ["picture", "document", "audio", "video"] as const;

/** Each with the least and the most that the desk takes. */
export const NUMBERS: ReadonlyArray<readonly [Numbers, number, number]> = [
  ["visits_by_address", 1, 10_000_000],
  ["visits_by_plan", 1, 10_000_000],
  ["starts_by_visitor", 1, 10_000_000],
  ["starts_by_address", 1, 10_000_000],
  ["starts_by_plan", 1, 10_000_000],
  ["waiting_by_address", 1, 1_000],
  ["messages_by_visitor", 1, 10_000_000],
  ["left_by_visitor", 1, 10_000_000],
  ["left_by_address", 1, 10_000_000],
  ["left_by_plan", 1, 10_000_000],
  ["idle_minutes", 0, 10_080],
  ["reopen_days", 0, 365],
  ["notices_by_recipient", 1, 1_000],
  ["sms_by_day", 0, 1_000_000],
  ["file_megabytes", 1, 30],
  ["files_by_sender", 1, 10_000_000],
  ["files_by_address", 1, 10_000_000],
];

export const LISTS: ReadonlyArray<readonly [Lists, string]> = [
  ["sms_countries", "CN"],
  ["keep_parameters", "product_id"],
];

export function limitsField(limits: Limits) {
  const numbers = NUMBERS.map(([name]) => [name, new NumberField({ value: limits[name], required: true })]);
  const lists = LISTS.map(([name]) => [name, new LinesField({ value: limits[name] })]);
  const counted = Object.fromEntries([...numbers, ...lists]) as
    & Record<Numbers, NumberField>
    & Record<Lists, LinesField>;
  const kinds = new TicksField({ value: limits.file_kinds, choices: FILE_KINDS });
  return new GroupField({
    ...counted,
    file_kinds: kinds,
    marks: new TickField(limits.marks),
    reopen_by_visitor: new TickField(limits.reopen_by_visitor),
    mask_abuse: new TickField(limits.mask_abuse),
    replaces: new TicksField({ value: limits.replaces, choices: NUMBER_KINDS }),
    stops: new TicksField({ value: limits.stops, choices: NUMBER_KINDS }),
    help: new TickField(limits.help),
  });
}
