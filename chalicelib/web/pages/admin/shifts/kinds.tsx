/** Kinds of shifts and rotations as tables, one of them in a drawer. */
import { t } from "../../desk/i18n.ts";
import type { KindView, PatternView } from "../../desk/operations.ts";
import { Button } from "../../kit/button.tsx";
import { Ticks } from "../parts/choices.tsx";
import { Rows } from "../parts/compound.tsx";
import { FormDrawer, openDrawer } from "../parts/drawer.tsx";
import { NumberInput, Select, TextInput, Tick } from "../parts/fields.tsx";
import { choosableGroups } from "../parts/people.ts";
import { Actions, RowButton, Table } from "../parts/table.tsx";
import { Nothing, Shown, useLeaving, useModel } from "../section.tsx";
import { clockOf, inkOn, spanOf } from "./days.ts";
import { type KindFields, kindForm, Kinds, type Known, type PatternFields, patternForm } from "./kinds.ts";

export function KindsPanel() {
  const kinds = useModel(() => new Kinds());
  const leaving = useLeaving();
  return (
    <Shown reading={kinds.reading}>
      {(known) => (
        <>
          <div class="tools">
            <p class="section-hint">{t("shifts.kinds.about")}</p>
            <span class="spring" />
            {!known.kinds.length && <Button onClick={() => void kinds.begin()}>{t("shifts.starters")}</Button>}
            <Button kind="primary" icon="plus" onClick={async () => kinds.stored(await openKind(known, null, leaving))}>
              {t("shifts.kind.new")}
            </Button>
          </div>
          <KindTable known={known} kinds={kinds} leaving={leaving} />
          <div class="tools below">
            <h2>{t("shifts.rotations")}</h2>
            <span class="spring" />
            <Button
              icon="plus"
              disabled={!known.kinds.length}
              onClick={async () => kinds.stored(await openPattern(known, null, leaving))}
            >
              {t("shifts.rotation.new")}
            </Button>
          </div>
          <PatternTable known={known} kinds={kinds} leaving={leaving} />
        </>
      )}
    </Shown>
  );
}

interface TableProps {
  known: Known;
  kinds: Kinds;
  leaving: AbortSignal;
}

export const Chip = ({ kind }: { kind: Pick<KindView, "name" | "color"> }) => (
  <span class="shift-chip" style={{ background: kind.color, color: inkOn(kind.color) }}>
    <bdi>{kind.name}</bdi>
  </span>
);

const breaksOf = ({ breaks }: KindView): string =>
  breaks.map((each) =>
    t(each.at_once ? "shifts.break.limited" : "shifts.break", {
      from: clockOf(each.start_minute),
      to: clockOf(each.end_minute),
      minutes: each.minutes,
      count: each.at_once,
    })
  ).join(t("comma")) || "–";

function KindTable({ known, kinds, leaving }: TableProps) {
  if (!known.kinds.length) return <Nothing>{t("shifts.kinds.none")}</Nothing>;
  return (
    <Table
      caption={t("shifts.tab.kinds")}
      rows={known.kinds}
      keyOf={({ kind_id: id }) => id}
      faded={({ archived }) => archived}
      columns={[
        { label: t("shifts.kind"), cell: (kind) => <Chip kind={kind} /> },
        { label: t("shifts.time"), cell: (kind) => spanOf(kind) },
        { label: t("shifts.breaks"), cell: (kind) => breaksOf(kind) },
        {
          label: t("actions"),
          cell: (kind) => (
            <Actions>
              <RowButton
                label={t("edit")}
                of={kind.name}
                onClick={async () => kinds.stored(await openKind(known, kind, leaving))}
              />
            </Actions>
          ),
        },
      ]}
    />
  );
}

function PatternTable({ known, kinds, leaving }: TableProps) {
  if (!known.patterns.length) return <Nothing>{t("shifts.rotations.none")}</Nothing>;
  const byId = new Map(known.kinds.map((kind) => [kind.kind_id, kind]));
  return (
    <Table
      caption={t("shifts.rotations")}
      rows={known.patterns}
      keyOf={({ pattern_id: id }) => id}
      faded={({ archived }) => archived}
      columns={[
        { label: t("shifts.rotation"), cell: ({ name }) => <span class="who-name">{name}</span> },
        {
          label: t("shifts.rotation.days"),
          cell: ({ days }) => (
            <span class="shifts-round">
              {days.map((id, at) => {
                const kind = id ? byId.get(id) : undefined;
                return kind
                  ? <Chip key={at} kind={kind} />
                  : <span key={at} class="shift-chip free">{t("shifts.free")}</span>;
              })}
            </span>
          ),
        },
        { label: t("shifts.rotation.step"), cell: ({ step }) => t("shifts.days", { count: step }) },
        {
          label: t("actions"),
          cell: (pattern) => (
            <Actions>
              <RowButton
                label={t("edit")}
                of={pattern.name}
                onClick={async () => kinds.stored(await openPattern(known, pattern, leaving))}
              />
            </Actions>
          ),
        },
      ]}
    />
  );
}

const openKind = (known: Known, of: KindView | null, leaving: AbortSignal) =>
  openDrawer<KindView>((close) => (
    <FormDrawer
      title={of ? t("edit.title", { name: of.name }) : t("shifts.kind.new")}
      intro={of ? t("shifts.kind.intro") : undefined}
      label={t("save")}
      close={close}
      make={(done) => kindForm(known, of, done)}
    >
      {(fields) => <KindFieldsOf fields={fields} known={known} isNew={!of} />}
    </FormDrawer>
  ), leaving);

function KindFieldsOf({ fields, known, isNew }: { fields: KindFields; known: Known; isNew: boolean }) {
  return (
    <>
      <TextInput name="name" field={fields.name} label={t("field.name")} longest={30} />
      <TextInput name="color" field={fields.color} type="color" label={t("shifts.color")} />
      <TextInput name="start" field={fields.start} type="time" label={t("shifts.start")} />
      <TextInput name="end" field={fields.end} type="time" label={t("shifts.end")} hint={t("shifts.end.hint")} />
      <Rows
        name="breaks"
        field={fields.breaks}
        label={t("shifts.breaks")}
        hint={t("shifts.breaks.hint")}
        add={t("shifts.breaks.add")}
        title={(number) => t("shifts.break.number", { number })}
        rowClass="shifts-break"
      >
        {({ parts }) => (
          <>
            <TextInput name="from" field={parts.from} type="time" label={t("shifts.break.from")} />
            <TextInput name="to" field={parts.to} type="time" label={t("shifts.break.to")} />
            <NumberInput name="minutes" field={parts.minutes} label={t("shifts.break.minutes")} min={5} max={240} />
            <NumberInput name="at_once" field={parts.at_once} label={t("shifts.break.at_once")} min={0} max={500} />
            <Tick name="paid" field={parts.paid} label={t("shifts.break.paid")} />
          </>
        )}
      </Rows>
      <Ticks
        name="skill_ids"
        field={fields.skill_ids}
        label={t("shifts.skills")}
        hint={t("shifts.skills.hint")}
        options={choosableGroups(known.groups, fields.skill_ids.read()).map(({ group_id: id, name }) => [id, name])}
      />
      {!isNew && <Tick name="archived" field={fields.archived} label={t("shifts.archived")} />}
    </>
  );
}

const openPattern = (known: Known, of: PatternView | null, leaving: AbortSignal) =>
  openDrawer<PatternView>((close) => (
    <FormDrawer
      title={of ? t("edit.title", { name: of.name }) : t("shifts.rotation.new")}
      intro={t("shifts.rotation.intro")}
      label={t("save")}
      close={close}
      make={(done) => patternForm(known, of, done)}
    >
      {(fields) => <PatternFieldsOf fields={fields} known={known} isNew={!of} />}
    </FormDrawer>
  ), leaving);

function PatternFieldsOf({ fields, known, isNew }: { fields: PatternFields; known: Known; isNew: boolean }) {
  const options: Array<readonly [string, string]> = [
    ["", t("shifts.free")],
    ...known.kinds.map(({ kind_id: id, name }): readonly [string, string] => [id, name]),
  ];
  return (
    <>
      <TextInput name="name" field={fields.name} label={t("field.name")} longest={40} />
      <Rows
        name="days"
        field={fields.days}
        label={t("shifts.rotation.days")}
        add={t("shifts.rotation.add")}
        title={(number) => t("shifts.rotation.day", { number })}
        movable
      >
        {({ parts }) => <Select name="kind" field={parts.kind} label={t("shifts.kind")} options={options} />}
      </Rows>
      <NumberInput
        name="step"
        field={fields.step}
        label={t("shifts.rotation.step")}
        hint={t("shifts.rotation.step.hint")}
        min={0}
        max={55}
      />
      {!isNew && <Tick name="archived" field={fields.archived} label={t("shifts.archived")} />}
    </>
  );
}
