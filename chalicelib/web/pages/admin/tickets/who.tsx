/** How it is chosen who may do something: folded up to a line that says it. */
import { t } from "../../desk/i18n.ts";
import { Ticks } from "../parts/choices.tsx";
import { Tick, WrongLine } from "../parts/fields.tsx";
import { type Names, permittedOnes, whoWords } from "./flow-words.ts";
import type { Choices, WhoField } from "./who.ts";

interface WhoProps {
  name: string;
  field: WhoField;
  label: string;
  choices: Choices;
  names: Names;
}

export function WhoInput({ name, field, label, choices, names }: WhoProps) {
  const { parts } = field;
  return (
    <details class="who-may">
      <summary>
        {label} <span class="who-said">{whoWords(field.read(), names)}</span>
      </summary>
      <div class="who-parts">
        <p class="field-hint">{t("who.hint")}</p>
        <Ticks
          name={`${name}.permissions`}
          field={parts.permissions}
          label={t("who.permissions")}
          inRow
          options={parts.permissions.choices.map((each) => [each, permittedOnes(each)])}
        />
        <Ticks name={`${name}.roles`} field={parts.roles} label={t("who.roles")} inRow options={[...choices.roles]} />
        <Ticks
          name={`${name}.groups`}
          field={parts.groups}
          label={t("who.groups")}
          inRow
          empty={t("who.groups.none")}
          options={[...choices.groups]}
        />
        <Tick name={`${name}.its_group`} field={parts.its_group} label={t("who.its_group")} />
        <Tick name={`${name}.customer`} field={parts.customer} label={t("who.customer")} />
      </div>
      <WrongLine of={field} />
    </details>
  );
}
