/** The section of leave and attendance: kinds of leave, who approves how much, what is let pass, leave by hand. */
import { type Spoken, t } from "../../desk/i18n.ts";
import type { LeaveBalancesView, LeaveKindView, LeaveSettingsView } from "../../desk/operations.ts";
import { say } from "../../kit/toasts.tsx";
import { FormDrawer, openDrawer } from "../parts/drawer.tsx";
import { NumberInput, Select, TextInput, Tick } from "../parts/fields.tsx";
import { FormView } from "../parts/form.tsx";
import { Actions, RowButton, Table } from "../parts/table.tsx";
import { activeOnes, knownAgents, type Person } from "../parts/people.ts";
import { kindName, NamedKind, openKindDrawer } from "../parts/kinds.tsx";
import { BothLanguages } from "../plans/languages.tsx";
import { Section, useLeaving, useModel } from "../section.tsx";
import { A_DAY, type GrantFields, grantForm, type KindFields, kindForm, LeaveSettings, UNITS } from "./kinds.ts";

export const WORDS: Spoken = {
  "zh-CN": () => import("../../words/zh/admin-attendance.ts"),
  en: () => import("../../words/en/admin-attendance.ts"),
};

const LONGEST_NAME = 40;

export function Content() {
  const settings = useModel(() => new LeaveSettings());
  const leaving = useLeaving();
  const open = async (kind: LeaveKindView | null) => {
    const { data } = settings.reading;
    if (data) await settings.stored(await openKind(data.held, kind, leaving));
  };
  const give = async (kind: LeaveKindView) => {
    const given = await openGrant(kind, activeOnes(await knownAgents()), leaving);
    if (given) say(t("leave.granted"));
  };
  return (
    <Section
      id="attendance"
      reading={settings.reading}
      create={{ label: t("leave.kind.new"), run: () => void open(null) }}
    >
      {({ held, form }) => (
        <>
          <Table
            caption={t("leave.kinds")}
            rows={held.kinds}
            keyOf={({ kind_id: id }) => id}
            faded={({ active }) => !active}
            columns={[
              { label: t("leave.kind"), cell: (kind) => <NamedKind kind={kind} off={t("leave.kind.off")} /> },
              { label: t("leave.a_year"), cell: (kind) => aYear(kind) },
              { label: t("leave.paid"), cell: ({ paid }) => t(paid ? "leave.is_paid" : "leave.is_unpaid") },
              {
                label: t("actions"),
                cell: (kind) => (
                  <Actions>
                    <RowButton label={t("edit")} of={kindName(kind)} onClick={() => void open(kind)} />
                    {kind.minutes_a_year !== null && (
                      <RowButton
                        label={t("leave.grant")}
                        of={kindName(kind)}
                        onClick={() => void give(kind)}
                      />
                    )}
                  </Actions>
                ),
              },
            ]}
          />
          <div class="panel padded">
            <h2 class="panel-title">{t("leave.settings")}</h2>
            <FormView form={form} label={t("save")}>
              <NumberInput
                name="leader_days"
                field={form.fields.leader_days}
                label={t("leave.leader_days")}
                hint={t("leave.leader_days.hint")}
                min={0}
                max={400}
                step="any"
              />
              <NumberInput
                name="back_days"
                field={form.fields.back_days}
                label={t("leave.back_days")}
                min={0}
                max={60}
              />
              <NumberInput
                name="tolerance_minutes"
                field={form.fields.tolerance_minutes}
                label={t("leave.tolerance")}
                hint={t("leave.tolerance.hint")}
                min={0}
                max={120}
              />
              <NumberInput
                name="break_tolerance_minutes"
                field={form.fields.break_tolerance_minutes}
                label={t("leave.break_tolerance")}
                min={0}
                max={120}
              />
              <NumberInput
                name="overtime_from"
                field={form.fields.overtime_from}
                label={t("leave.overtime_from")}
                min={0}
                max={480}
              />
            </FormView>
          </div>
        </>
      )}
    </Section>
  );
}

function aYear({ minutes_a_year: minutes, unit }: LeaveKindView): string {
  if (minutes === null) return t("leave.no_balance");
  return unit === "days" ? t("leave.days", { number: minutes / A_DAY }) : t("leave.hours", { number: minutes / 60 });
}

const openKind = (held: LeaveSettingsView, kind: LeaveKindView | null, leaving: AbortSignal) =>
  openKindDrawer<KindFields, LeaveSettingsView>({
    title: t(kind ? "leave.kind.edit" : "leave.kind.new"),
    make: (done) => kindForm(held, kind, done),
    inputs: (fields) => <Inputs fields={fields} />,
  }, leaving);

const openGrant = (kind: LeaveKindView, people: readonly Person[], leaving: AbortSignal) =>
  openDrawer<LeaveBalancesView>(
    (close) => (
      <FormDrawer
        title={t("leave.grant.title", { kind: kindName(kind) })}
        label={t("save")}
        close={close}
        make={(done) => grantForm(kind.kind_id, done)}
      >
        {(fields: GrantFields) => (
          <>
            <Select
              name="agent_id"
              field={fields.agent_id}
              label={t("leave.agent")}
              options={[["", t("leave.choose")], ...people.map((each) => [each.agent_id, each.name] as const)]}
            />
            <NumberInput name="year" field={fields.year} label={t("leave.year")} min={2000} max={2199} />
            <NumberInput
              name="minutes"
              field={fields.days}
              label={t("leave.more_days")}
              hint={t("leave.more_days.hint")}
              min={-366}
              max={366}
              step="any"
            />
            <TextInput name="reason" field={fields.reason} label={t("leave.reason")} longest={500} />
          </>
        )}
      </FormDrawer>
    ),
    leaving,
  );

function Inputs({ fields }: { fields: KindFields }) {
  return (
    <>
      <fieldset class="form-field" data-field="names">
        <legend>{t("leave.kind.name")}</legend>
        <BothLanguages name="names" field={fields.names} longest={LONGEST_NAME} />
      </fieldset>
      <NumberInput
        name="minutes_a_year"
        field={fields.days}
        label={t("leave.days_a_year")}
        hint={t("leave.days_a_year.hint")}
        min={0}
        max={366}
        step="any"
      />
      <Select
        name="unit"
        field={fields.unit}
        label={t("leave.unit")}
        options={UNITS.map((each) => [each, t(`leave.unit.${each}`)])}
      />
      <TextInput name="color" field={fields.color} type="color" label={t("leave.color")} />
      <Tick name="paid" field={fields.paid} label={t("leave.is_paid")} />
      <Tick name="every_day" field={fields.every_day} label={t("leave.every_day")} hint={t("leave.every_day.hint")} />
      <Tick name="active" field={fields.active} label={t("leave.kind.active")} />
    </>
  );
}
