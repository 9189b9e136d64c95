/** The section of the duty log: what each group looks at, and how long people have. */
import { dayAndTime } from "../../desk/format.ts";
import { type Spoken, t } from "../../desk/i18n.ts";
import type { CheckListView } from "../../desk/operations.ts";
import { say } from "../../kit/toasts.tsx";
import { Ticks } from "../parts/choices.tsx";
import { Rows } from "../parts/compound.tsx";
import { FormDrawer, openDrawer } from "../parts/drawer.tsx";
import { LinesInput, NumberInput, TextInput, Tick } from "../parts/fields.tsx";
import { FormView } from "../parts/form.tsx";
import { choosableGroups } from "../parts/people.ts";
import { Actions, RowButton, Table } from "../parts/table.tsx";
import { Section, useLeaving, useModel } from "../section.tsx";
import { CheckLists, type ListFields, listForm, WEEKDAYS } from "./lists.ts";

export const WORDS: Spoken = {
  "zh-CN": () => import("../../words/zh/admin-duty.ts"),
  en: () => import("../../words/en/admin-duty.ts"),
};

export function Content() {
  const model = useModel(() => new CheckLists());
  const leaving = useLeaving();
  const open = async (checklist: CheckListView | null) => {
    const stored = await openList(model.group, checklist, leaving);
    if (!stored) return;
    say(t("duty.stored"));
    await model.reading.reload();
  };
  return (
    <Section
      id="duty"
      reading={model.reading}
      create={{ label: t("duty.list.new"), run: () => void open(null) }}
    >
      {({ groups, lists, form }) => (
        <>
          <label class="form-field">
            <span>{t("duty.group")}</span>
            <select value={model.group} onChange={(event) => model.choose(event.currentTarget.value)}>
              {choosableGroups(groups, [model.group]).map(({ group_id: id, name }) => (
                <option key={id} value={id}>{name}</option>
              ))}
            </select>
          </label>
          <Table
            caption={t("duty.lists")}
            rows={lists}
            keyOf={({ list_id: id }) => id}
            faded={({ archived }) => archived}
            columns={[
              { label: t("duty.list"), cell: (list) => <Named list={list} /> },
              { label: t("duty.times"), cell: ({ times, weekdays }) => whenOf(times, weekdays) },
              { label: t("duty.points"), cell: ({ points }) => points.length },
              { label: t("duty.next"), cell: ({ next_at: at }) => at ? dayAndTime(at) : "—" },
              {
                label: t("actions"),
                cell: (list) => (
                  <Actions>
                    <RowButton label={t("edit")} of={list.name} onClick={() => void open(list)} />
                  </Actions>
                ),
              },
            ]}
          />
          {model.keeps && (
            <div class="panel padded">
              <h2 class="panel-title">{t("duty.settings")}</h2>
              <FormView form={form} label={t("save")}>
                {(["answer_minutes", "urgent_minutes", "accept_minutes"] as const).map((name) => (
                  <NumberInput
                    key={name}
                    name={name}
                    field={form.fields[name]}
                    label={t(`duty.${name}`)}
                    unit={t("duty.minutes")}
                    min={5}
                    max={10_080}
                  />
                ))}
                <Ticks
                  name="shift_groups"
                  field={form.fields.shift_groups}
                  label={t("duty.shift_groups")}
                  hint={t("duty.shift_groups.hint")}
                  options={groups.map(({ group_id: id, name }) => [id, name])}
                />
              </FormView>
            </div>
          )}
        </>
      )}
    </Section>
  );
}

const Named = ({ list: { name, archived } }: { list: CheckListView }) => (
  <span class="chips">
    <span class="who-name" dir="auto">{name}</span>
    {archived && <span class="chip">{t("duty.archived")}</span>}
  </span>
);

function whenOf(times: readonly string[], weekdays: readonly number[]): string {
  const days = weekdays.length === WEEKDAYS.length
    ? t("duty.every_day")
    : weekdays.map((day) => t(`weekday.${day}`)).join(t("comma"));
  return `${days} ${times.length > 4 ? t("duty.times.count", { count: times.length }) : times.join(", ")}`;
}

const openList = (groupId: string, checklist: CheckListView | null, leaving: AbortSignal) =>
  openDrawer<CheckListView>(
    (close) => (
      <FormDrawer
        title={checklist ? t("edit.title", { name: checklist.name }) : t("duty.list.new")}
        label={t("save")}
        close={close}
        make={(done) => listForm(groupId, checklist, done)}
      >
        {(fields: ListFields) => <Inputs fields={fields} isNew={!checklist} />}
      </FormDrawer>
    ),
    leaving,
  );

function Inputs({ fields, isNew }: { fields: ListFields; isNew: boolean }) {
  return (
    <>
      <TextInput name="name" field={fields.name} label={t("duty.list.name")} longest={120} />
      <Rows
        name="points"
        field={fields.points}
        label={t("duty.points")}
        add={t("duty.point.add")}
        movable
        title={(number) => t("duty.point", { number })}
      >
        {({ parts }) => (
          <>
            <TextInput name="text" field={parts.text} label={t("duty.point.text")} longest={120} />
            <TextInput name="how" field={parts.how} label={t("duty.point.how")} longest={300} />
          </>
        )}
      </Rows>
      <LinesInput name="times" field={fields.times} label={t("duty.times")} hint={t("duty.times.hint")} />
      <Ticks
        name="weekdays"
        field={fields.weekdays}
        label={t("duty.weekdays")}
        options={WEEKDAYS.map((day) => [day, t(`weekday.${day}`)])}
        inRow
      />
      <NumberInput
        name="minutes"
        field={fields.minutes}
        label={t("duty.within")}
        hint={t("duty.within.hint")}
        unit={t("duty.minutes")}
        min={5}
        max={720}
      />
      {!isNew && <Tick name="archived" field={fields.archived} label={t("duty.archive")} />}
    </>
  );
}
