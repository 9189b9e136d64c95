/** How what is asked before the first message is filled in, with the form as a visitor sees it beside. */
import { language, t } from "../../desk/i18n.ts";
import { Late } from "../../desk/late.ts";
import { LinkButton } from "../../kit/button.tsx";
import { useLeaving } from "../section.tsx";
import { Rows } from "../parts/compound.tsx";
import { Select, Tick, WrongLine } from "../parts/fields.tsx";
import type { GroupChoice } from "../parts/people.ts";
import { BothLanguages } from "./languages.tsx";
import { ASKABLE, ASKED, type firstChoice, type prechatField } from "./prechat.ts";

const LONGEST_LABEL = 40;
const LONGEST_CONSENT = 1000;
const LONGEST_REFUSAL = 300;

const editions = new Late(() => import("./editions.tsx"));

interface PrechatProps {
  planKey: string;
  field: ReturnType<typeof prechatField>;
  groups: readonly GroupChoice[];
}

export function PrechatFields({ planKey, field, groups }: PrechatProps) {
  const { parts } = field;
  const leaving = useLeaving();
  const showEditions = async () => (await editions.come())?.openEditions(planKey, leaving);
  return (
    <>
      <Tick name="prechat.active" field={parts.active} label={t("prechat.active")} hint={t("prechat.active.hint")} />
      {ASKABLE.map((each) => (
        <Select
          key={each}
          name={`prechat.${each}`}
          field={parts[each]}
          label={t(`prechat.${each}`)}
          options={ASKED.map((way) => [way, t(`prechat.${way}`)])}
        />
      ))}
      <Rows
        name="prechat.choices"
        field={parts.choices}
        label={t("prechat.choices")}
        hint={t("prechat.choices.hint")}
        add={t("prechat.choices.add")}
        title={(number) => t("prechat.choice", { number })}
        none={t("prechat.choices.none")}
        movable
        rowClass="prechat-choice"
      >
        {(its) => <Choice field={its} groups={groups} />}
      </Rows>
      <fieldset class="field">
        <legend>{t("prechat.consent")}</legend>
        <p class="field-hint">{t("prechat.consent.hint")}</p>
        <BothLanguages name="prechat.consent" field={parts.consent} longest={LONGEST_CONSENT} rows={3} />
        <p>
          <LinkButton onClick={() => void showEditions()}>{t("prechat.editions")}</LinkButton>
        </p>
      </fieldset>
      <Tick
        name="prechat.consent_optional"
        field={parts.consent_optional}
        label={t("prechat.consent_optional")}
        hint={t("prechat.consent_optional.hint")}
      />
      {!parts.consent_optional.read() && (
        <fieldset class="field">
          <legend>{t("prechat.refusal")}</legend>
          <p class="field-hint">{t("prechat.refusal.hint")}</p>
          <BothLanguages name="prechat.refusal" field={parts.refusal} longest={LONGEST_REFUSAL} rows={2} />
        </fieldset>
      )}
      <WrongLine of={field} />
      <Picture field={field} />
    </>
  );
}

interface ChoiceProps {
  field: ReturnType<typeof firstChoice>;
  groups: readonly GroupChoice[];
}

const Choice = ({ field, groups }: ChoiceProps) => (
  <div class="list-fields">
    <BothLanguages name="choice" field={field.parts.texts} longest={LONGEST_LABEL} />
    <Select
      name="choice.group_id"
      field={field.parts.group_id}
      label={t("prechat.group")}
      options={[
        [null, t("prechat.group.usual")] as const,
        ...groups.map((group) => [group.group_id, group.name] as const),
      ]}
    />
    <WrongLine of={field} />
  </div>
);

/** What a visitor is asked, as it stands in the editor at this moment. */
function Picture({ field: { parts } }: { field: PrechatProps["field"] }) {
  const choices = parts.choices.read().map(({ texts }) => wordsIn(texts)).filter(Boolean);
  const fields = ASKABLE.filter((each) => parts[each].read() !== "off");
  const consent = wordsIn(parts.consent.read());
  if (!parts.active.read() || !(choices.length || fields.length || consent)) return null;
  return (
    <div class="little-form" role="group" aria-label={t("look.preview")}>
      {choices.length > 0 && <p class="little-choices">{choices.map((each) => <span key={each}>{each}</span>)}</p>}
      {fields.map((each) => (
        <p key={each} class="little-field">
          {t(`prechat.${each}`)}
          {parts[each].read() === "required" && " *"}
        </p>
      ))}
      {consent && <p class="little-consent" dir="auto">{consent}</p>}
    </div>
  );
}

const wordsIn = (texts: Record<string, string>): string => texts[language.code] || Object.values(texts)[0] || "";
