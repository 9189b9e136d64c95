/** The fields of a ticket, as its type and its flow name them: shown, and filled in. */
import { dayAndTime } from "../../desk/format.ts";
import { inOurLanguage, t } from "../../desk/i18n.ts";
import { localTime } from "../followups/due.ts";
import { typed } from "./form-dialog.tsx";
import { type Field, LONGEST, valueOf, type Values } from "./rules.ts";
import { fieldName } from "./work.ts";

const PREFIX = "field.";

/** The sheet on which a customer signs: 300 by 100. */
export const SignatureOf = ({ strokes, of }: { strokes: string; of: string }) => (
  <svg class="signature" viewBox="0 0 300 100" role="img" aria-label={of}>
    <path d={strokes} />
  </svg>
);

/** What a field says, in words. */
export function valueWords({ kind, choice_names: names }: Field, value: Values[string]): string {
  if (kind === "yes_no") return t(value ? "ticket.yes" : "ticket.no");
  if (kind === "moment") return dayAndTime(String(value));
  if (kind === "choice") return inOurLanguage(names?.[String(value)]) ?? String(value);
  return String(value);
}

interface InputProps {
  field: Field;
  value: Values[string] | undefined;
  required: boolean;
}

export function FieldInput({ field, value, required }: InputProps) {
  const name = PREFIX + field.key;
  const label = required ? t("ticket.needed", { field: fieldName(field) }) : fieldName(field);
  const given = value === undefined ? "" : String(value);
  return (
    <label class="field">
      <span>{label}</span>
      {field.kind === "choice" || field.kind === "yes_no"
        ? <Choice field={field} name={name} given={given} required={required} />
        : <Typed field={field} name={name} given={given} required={required} />}
    </label>
  );
}

interface PartProps {
  field: Field;
  name: string;
  given: string;
  required: boolean;
}

function Choice({ field, name, given, required }: PartProps) {
  const choices: Array<[string, string]> = field.kind === "choice"
    ? field.choices.map((each) => [each, valueWords(field, each)])
    : [["true", t("ticket.yes")], ["false", t("ticket.no")]];
  return (
    <select name={name} required={required}>
      <option value="" selected={!given}>{t("ticket.none")}</option>
      {choices.map(([each, words]) => <option key={each} value={each} selected={each === given}>{words}</option>)}
    </select>
  );
}

const INPUTS = { number: "number", day: "date", moment: "datetime-local" } as const;

function Typed({ field: { kind }, name, given, required }: PartProps) {
  const type = kind in INPUTS ? INPUTS[kind as keyof typeof INPUTS] : null;
  if (!type) {
    return (
      <textarea name={name} rows={1} dir="auto" maxLength={LONGEST.value} required={required} defaultValue={given} />
    );
  }
  const value = kind === "moment" && given ? localTime(new Date(given)) : given;
  return (
    <input
      name={name}
      type={type}
      step={kind === "number" ? "any" : undefined}
      {...{ required }}
      defaultValue={value}
    />
  );
}

/** What was filled in: null where nothing is. */
export const filledIn = (form: HTMLFormElement, fields: readonly Field[]): Record<string, Values[string] | null> =>
  Object.fromEntries(fields.map((field) => [field.key, valueOf(field, typed(form, PREFIX + field.key))]));
