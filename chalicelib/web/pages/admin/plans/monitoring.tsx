/** How a plan's monitoring is filled in: who is seen, whom it invites, and beside each rule what became of it. */
import { useEffect, useMemo } from "preact/hooks";
import { t } from "../../desk/i18n.ts";
import { Ticks } from "../parts/choices.tsx";
import { Attributes } from "../parts/attributes.tsx";
import { Rows } from "../parts/compound.tsx";
import { LinesInput, NumberInput, TextInput, Tick, WrongLine } from "../parts/fields.tsx";
import { BothLanguages } from "./languages.tsx";
import { BY_HAND, figuresOf, LEVELS, type monitoringField, ofRule, type ruleField } from "./monitoring.ts";

const LONGEST = 300;

interface MonitoringProps {
  planKey: string;
  field: ReturnType<typeof monitoringField>;
}

export function MonitoringFields({ planKey, field }: MonitoringProps) {
  const figures = useMemo(() => figuresOf(planKey), []);
  useEffect(() => void figures.reload(), []);
  const numbers = (rule: string) => <Figures rule={rule} months={figures.data} />;
  return (
    <>
      <Tick
        name="monitoring.active"
        field={field.parts.active}
        label={t("monitoring.active")}
        hint={t("monitoring.active.hint")}
      />
      <Tick
        name="monitoring.consent"
        field={field.parts.consent}
        label={t("monitoring.consent")}
        hint={t("monitoring.consent.hint")}
      />
      <NumberInput
        name="monitoring.quiet_days"
        field={field.parts.quiet_days}
        label={t("monitoring.quiet_days")}
        hint={t("monitoring.quiet_days.hint")}
        unit={t("unit.days")}
        min={0}
        max={365}
      />
      <p class="field-hint">{t("monitoring.by_hand")}</p>
      {numbers(BY_HAND)}
      <Rows
        name="monitoring.rules"
        field={field.parts.rules}
        hint={t("monitoring.rules.hint")}
        add={t("monitoring.rules.add")}
        title={(number) => t("monitoring.rule", { number })}
        none={t("monitoring.rules.none")}
        movable
        rowClass="invitation-rule"
      >
        {(its) => (
          <div>
            <Rule field={its} />
            {numbers(its.parts.rule_id.read())}
          </div>
        )}
      </Rows>
      <WrongLine of={field} />
    </>
  );
}

function Rule({ field: { parts } }: { field: ReturnType<typeof ruleField> }) {
  return (
    <div class="list-fields">
      <Tick name="rule.active" field={parts.active} label={t("monitoring.rule.active")} />
      <TextInput name="rule.id" field={parts.rule_id} label={t("monitoring.rule.id")} />
      <NumberInput
        name="rule.seconds"
        field={parts.seconds}
        label={t("monitoring.rule.seconds")}
        unit={t("unit.seconds")}
        min={5}
        max={3600}
      />
      <NumberInput
        name="rule.visits"
        field={parts.visits}
        label={t("monitoring.rule.visits")}
        min={1}
        max={10_000}
      />
      <LinesInput
        name="rule.pages"
        field={parts.pages}
        label={t("monitoring.rule.pages")}
        hint={t("monitoring.rule.pages.hint")}
        placeholder="*/pricing*"
        rows={2}
      />
      <Ticks
        name="rule.levels"
        field={parts.levels}
        label={t("monitoring.rule.levels")}
        inRow
        options={LEVELS.map((level) => [level, t(`level.${level}`)])}
      />
      <Attributes field={parts.attributes} />
      <TextInput name="rule.begins" field={parts.begins} label={t("monitoring.rule.begins")} type="time" />
      <TextInput name="rule.ends" field={parts.ends} label={t("monitoring.rule.ends")} type="time" />
      <Tick name="rule.when_free" field={parts.when_free} label={t("monitoring.rule.when_free")} />
      <BothLanguages name="rule" field={parts.texts} longest={LONGEST} rows={2} />
    </div>
  );
}

function Figures({ rule, months }: { rule: string; months: Parameters<typeof ofRule>[0] }) {
  return (
    <ul class="rule-figures">
      {ofRule(months, rule).map(({ month, shown, accepted, dismissed }) => (
        <li key={month}>{t("monitoring.figures", { month, shown, accepted, dismissed })}</li>
      ))}
    </ul>
  );
}
