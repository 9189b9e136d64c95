/** A rotation laid out for some agents, over what was planned there. */
import { agentName } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import type { LayOut } from "../../desk/operations.ts";
import { Radios, Ticks } from "../parts/choices.tsx";
import { FormDrawer, openDrawer } from "../parts/drawer.tsx";
import { ChoiceField, NumberField, TextField, TicksField } from "../parts/fields.ts";
import { NumberInput, Select, TextInput } from "../parts/fields.tsx";
import { Form } from "../parts/form.ts";
import type { Board, Seen } from "./board.ts";
import { plusDays } from "./days.ts";

const HOLIDAYS = ["as_ever", "free"] as const;

const fieldsOf = ({ board, patterns }: Seen) => {
  const members = board.people.filter(({ member, active }) => member && active).map(({ agent_id: id }) => id);
  const last = board.weeks.at(-1)!.week;
  return {
    pattern_id: new ChoiceField<string>({ value: patterns.find(({ archived }) => !archived)!.pattern_id }),
    agent_ids: new TicksField({ value: members, choices: members, required: true }),
    first: new TextField({ value: board.weeks[0].week, required: true }),
    last: new TextField({ value: plusDays(last, 6), required: true }),
    offset: new NumberField({ value: 0, required: true }),
    on_holidays: new ChoiceField<typeof HOLIDAYS[number]>({ value: "as_ever" }),
  };
};

type Fields = ReturnType<typeof fieldsOf>;

export async function openLayOut(board: Board, seen: Seen, leaving: AbortSignal): Promise<void> {
  const layout = await openDrawer<Omit<LayOut, "seen">>((close) => (
    <FormDrawer
      title={t("shifts.lay_out")}
      intro={t("shifts.lay_out.intro")}
      label={t("shifts.lay_out.do")}
      close={close}
      make={(done) =>
        new Form<Fields, Omit<LayOut, "seen">>({
          name: `shifts-lay-out.${seen.board.group_id}`,
          fields: fieldsOf(seen),
          send: (values) => Promise.resolve(values),
          done,
        })}
    >
      {(fields) => <LayOutFields fields={fields} seen={seen} />}
    </FormDrawer>
  ), leaving);
  if (layout) await board.layOut(layout);
}

function LayOutFields({ fields, seen }: { fields: Fields; seen: Seen }) {
  const people = seen.board.people.filter(({ member }) => member);
  return (
    <>
      <Select
        name="pattern_id"
        field={fields.pattern_id}
        label={t("shifts.rotation")}
        options={seen.patterns.filter(({ archived }) => !archived).map(({ pattern_id: id, name }) => [id, name])}
      />
      <TextInput name="first" type="date" field={fields.first} label={t("shifts.lay_out.first")} />
      <TextInput name="last" type="date" field={fields.last} label={t("shifts.lay_out.last")} />
      <Ticks
        name="agent_ids"
        field={fields.agent_ids}
        label={t("shifts.lay_out.agents")}
        options={people.map((each) => [each.agent_id, agentName(each)])}
        search={t("shifts.lay_out.search")}
      />
      <NumberInput
        name="offset"
        field={fields.offset}
        label={t("shifts.lay_out.offset")}
        hint={t("shifts.lay_out.offset.hint")}
        min={0}
        max={55}
      />
      <Radios
        name="on_holidays"
        field={fields.on_holidays}
        label={t("shifts.lay_out.holidays")}
        options={HOLIDAYS.map((each) => [each, t(`shifts.lay_out.holidays.${each}`)])}
      />
    </>
  );
}
