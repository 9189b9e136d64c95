/** The form of a rota. */
import { agentName } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import { countries, Ticks } from "../parts/choices.tsx";
import type { ListField } from "../parts/compound.ts";
import { Rows } from "../parts/compound.tsx";
import { FormDrawer, openDrawer } from "../parts/drawer.tsx";
import type { ChoiceField } from "../parts/fields.ts";
import { NumberInput, Select, TextInput, Tick } from "../parts/fields.tsx";
import { choosableGroups } from "../parts/people.ts";
import { type Known, type OverrideFields, type RotaFields, rotaForm, type TurnFields, WEEKDAYS } from "./rota.ts";
import type { RotaView } from "./types.ts";

export const openRota = (rota: RotaView | null, known: Known, leaving: AbortSignal) =>
  openDrawer<RotaView>((close) => (
    <FormDrawer
      title={rota ? t("edit.title", { name: rota.name }) : t("oncall.new")}
      intro={t("oncall.intro")}
      label={t("save")}
      wide
      close={close}
      make={(done) => rotaForm(rota, known, done)}
    >
      {(fields) => <Fields fields={fields} known={known} />}
    </FormDrawer>
  ), leaving);

interface FieldsProps {
  fields: RotaFields;
  known: Known;
}

function Fields({ fields, known }: FieldsProps) {
  const { country } = fields;
  return (
    <>
      <TextInput name="name" field={fields.name} label={t("field.name")} longest={80} />
      <Tick name="active" field={fields.active} label={t("oncall.active")} />
      <Ticks
        name="group_ids"
        field={fields.group_ids}
        label={t("oncall.groups")}
        hint={t("oncall.groups.hint")}
        options={choosableGroups(known.groups, fields.group_ids.read()).map(({ group_id: id, name }) => [id, name])}
      />
      <Rows
        name="turns"
        field={fields.turns}
        label={t("oncall.turns")}
        hint={t("oncall.turns.hint")}
        none={t("oncall.turns.none")}
        add={t("oncall.turns.add")}
        rowClass="oncall-turn"
        title={(number) => t("oncall.turn", { number })}
      >
        {({ parts }) => <TurnForm fields={parts} known={known} />}
      </Rows>
      <Select
        name="country"
        field={country}
        label={t("oncall.country")}
        hint={t("oncall.country.hint")}
        options={[["", t("hours.country.none")], ...countries(country.raw)]}
      />
      <Rows
        name="overrides"
        field={fields.overrides}
        label={t("oncall.overrides")}
        hint={t("oncall.overrides.hint")}
        add={t("oncall.overrides.add")}
        rowClass="oncall-turn"
        title={(number) => t("oncall.override", { number })}
      >
        {({ parts }) => <OverrideForm fields={parts} known={known} />}
      </Rows>
      <fieldset class="form-field">
        <legend>{t("oncall.for")}</legend>
        <Tick name="visitors" field={fields.visitors} label={t("oncall.for.visitors")} />
        <Tick name="messages" field={fields.messages} label={t("oncall.for.messages")} />
        <Tick name="tickets" field={fields.tickets} label={t("oncall.for.tickets")} />
      </fieldset>
      <NumberInput
        name="step_minutes"
        field={fields.step_minutes}
        label={t("oncall.step")}
        unit={t("unit.minutes")}
        min={1}
        max={240}
      />
      <NumberInput
        name="gather_minutes"
        field={fields.gather_minutes}
        label={t("oncall.gather")}
        hint={t("oncall.gather.hint")}
        unit={t("unit.minutes")}
        min={0}
        max={240}
      />
      <Select
        name="language"
        field={fields.language}
        label={t("oncall.language")}
        options={[["zh-CN", "简体中文"], ["en", "English"]]}
      />
    </>
  );
}

function TurnForm({ fields, known }: { fields: TurnFields; known: Known }) {
  return (
    <>
      <Ticks
        name="weekdays"
        field={fields.weekdays}
        label={t("oncall.weekdays")}
        inRow
        options={WEEKDAYS.map((day) => [`${day}`, t(`weekday.${day}`)])}
      />
      <Tick name="on_holidays" field={fields.on_holidays} label={t("oncall.on_holidays")} />
      <div class="oncall-times">
        <TextInput name="start" field={fields.start} type="time" label={t("oncall.start")} />
        <TextInput name="end" field={fields.end} type="time" label={t("oncall.end")} hint={t("oncall.end.hint")} />
      </div>
      <Chain field={fields.agent_ids} known={known} />
    </>
  );
}

function OverrideForm({ fields, known }: { fields: OverrideFields; known: Known }) {
  return (
    <>
      <div class="oncall-times">
        <TextInput name="since" field={fields.since} type="datetime-local" label={t("oncall.since")} />
        <TextInput name="until" field={fields.until} type="datetime-local" label={t("oncall.until")} />
      </div>
      <Chain field={fields.agent_ids} known={known} />
    </>
  );
}

/** Who is called, one after the other. */
function Chain({ field, known: { agents } }: { field: ListField<string, ChoiceField<string>>; known: Known }) {
  const others = (id: string): Array<readonly [string, string]> =>
    agents.some(({ agent_id: each }) => each === id) ? [] : [[id, t("unseen")]];
  return (
    <Rows
      name="agent_ids"
      field={field}
      label={t("oncall.chain")}
      add={t("oncall.chain.add")}
      movable
      rowClass="oncall-person"
      title={(number) => t("oncall.person", { number })}
    >
      {(one) => (
        <Select
          name="agent_id"
          field={one}
          label={t("oncall.colleague")}
          options={[...others(one.raw), ...agents.map((each) => [each.agent_id, agentName(each)] as const)]}
        />
      )}
    </Rows>
  );
}
