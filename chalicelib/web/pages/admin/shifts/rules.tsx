/** The rules of a group's roster as a form. */
import { t } from "../../desk/i18n.ts";
import { say } from "../../kit/toasts.tsx";
import { Ticks } from "../parts/choices.tsx";
import { Rows } from "../parts/compound.tsx";
import { NumberInput, Select, TextInput, Tick } from "../parts/fields.tsx";
import { FormView } from "../parts/form.tsx";
import { Nothing, Shown, useModel } from "../section.tsx";
import { GroupRules, type RulesFields, type Seen, WEEKDAYS } from "./rules.ts";

export function RulesPanel() {
  const rules = useModel(() => new GroupRules(() => say(t("shifts.rules.stored"))));
  return (
    <Shown reading={rules.reading}>
      {(seen) =>
        seen
          ? (
            <>
              <div class="tools shifts-tools">
                <select
                  aria-label={t("shifts.group")}
                  onChange={(event) => rules.choose(event.currentTarget.value)}
                >
                  {seen.groups.map(({ group_id: id, name }) => (
                    <option key={id} value={id} selected={id === seen.chosen}>{name}</option>
                  ))}
                </select>
              </div>
              <div class="panel padded" key={seen.chosen}>
                <FormView form={seen.form} label={t("save")}>
                  <RulesFieldsOf fields={seen.form.fields} seen={seen} />
                </FormView>
              </div>
            </>
          )
          : <Nothing>{t("shifts.no_group")}</Nothing>}
    </Shown>
  );
}

function RulesFieldsOf({ fields, seen }: { fields: RulesFields; seen: Seen }) {
  const skills: Array<readonly [string, string]> = [
    ["", t("shifts.cover.anybody")],
    ...seen.groups.map(({ group_id: id, name }): readonly [string, string] => [id, name]),
  ];
  return (
    <>
      <Tick name="binding" field={fields.binding} label={t("shifts.binding")} hint={t("shifts.binding.hint")} />
      <NumberInput
        name="last_minutes"
        field={fields.last_minutes}
        label={t("shifts.last_minutes")}
        hint={t("shifts.last_minutes.hint")}
        unit={t("shifts.minutes")}
        min={0}
        max={240}
      />
      <NumberInput
        name="rest_minutes"
        field={fields.rest_hours}
        label={t("shifts.rest")}
        unit={t("shifts.hours.unit")}
        step="any"
        min={0}
        max={48}
      />
      <Tick name="rest_forbids" field={fields.rest_forbids} label={t("shifts.rest.forbids")} />
      <NumberInput
        name="week_minutes"
        field={fields.week_hours}
        label={t("shifts.week_hours")}
        unit={t("shifts.hours.unit")}
        step="any"
        min={0}
        max={168}
      />
      <Tick name="week_forbids" field={fields.week_forbids} label={t("shifts.week_hours.forbids")} />
      <Rows
        name="cover"
        field={fields.cover}
        label={t("shifts.least")}
        hint={t("shifts.least.hint")}
        add={t("shifts.least.add")}
        title={(number) => t("shifts.least.number", { number })}
        rowClass="shifts-break"
      >
        {({ parts }) => (
          <>
            <Ticks
              name="weekdays"
              field={parts.weekdays}
              label={t("shifts.least.days")}
              options={WEEKDAYS.map((day) => [day, t(`weekday.${day}`)])}
              inRow
            />
            <TextInput name="from" field={parts.from} type="time" label={t("shifts.break.from")} />
            <TextInput name="to" field={parts.to} type="time" label={t("shifts.break.to")} />
            <NumberInput name="least" field={parts.least} label={t("shifts.least.people")} min={1} max={500} />
            <Select name="skill_id" field={parts.skill_id} label={t("shifts.least.skill")} options={skills} />
          </>
        )}
      </Rows>
      <Tick name="cover_forbids" field={fields.cover_forbids} label={t("shifts.least.forbids")} />
      <Tick name="skill_forbids" field={fields.skill_forbids} label={t("shifts.skills.forbids")} />
      <NumberInput
        name="per_hour"
        field={fields.per_hour}
        label={t("shifts.per_hour")}
        hint={t("shifts.per_hour.hint")}
        min={1}
        max={500}
      />
      <TextInput
        name="country"
        field={fields.country}
        label={t("shifts.country")}
        hint={t("shifts.country.hint")}
        longest={2}
      />
    </>
  );
}
