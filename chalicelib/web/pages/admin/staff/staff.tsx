/** The section of staff files: the kinds of rewards and penalties, the currency, and what takes a second person. */
import { type Spoken, t } from "../../desk/i18n.ts";
import type { KindShown, StaffSettingsView } from "../../desk/operations.ts";
import { Select, TextInput, Tick } from "../parts/fields.tsx";
import { FormView } from "../parts/form.tsx";
import { YuanInput } from "../parts/money.tsx";
import { Actions, RowButton, Table } from "../parts/table.tsx";
import { kindName, NamedKind, openKindDrawer } from "../parts/kinds.tsx";
import { BothLanguages } from "../plans/languages.tsx";
import { Section, useLeaving, useModel } from "../section.tsx";
import { CARRIED, EFFECTS, type KindFields, kindForm, StaffSettings } from "./kinds.ts";

export const WORDS: Spoken = {
  "zh-CN": () => import("../../words/zh/admin-staff.ts"),
  en: () => import("../../words/en/admin-staff.ts"),
};

const LONGEST_NAME = 40;

export function Content() {
  const settings = useModel(() => new StaffSettings());
  const leaving = useLeaving();
  const open = async (kind: KindShown | null) => {
    const { data } = settings.reading;
    if (data) await settings.stored(await openKind(data.held, kind, leaving));
  };
  return (
    <Section
      id="staff"
      reading={settings.reading}
      create={{ label: t("staff.kind.new"), run: () => void open(null) }}
    >
      {({ held, form }) => (
        <>
          <Table
            caption={t("staff.kinds")}
            rows={held.kinds}
            keyOf={({ kind_id: id }) => id}
            faded={({ active }) => !active}
            columns={[
              { label: t("staff.kind"), cell: (kind) => <NamedKind kind={kind} off={t("staff.kind.off")} /> },
              { label: t("staff.effect"), cell: ({ effect }) => t(`staff.effect.${effect}`) },
              { label: t("staff.carries"), cell: (kind) => carries(kind) },
              {
                label: t("actions"),
                cell: (kind) => (
                  <Actions>
                    <RowButton label={t("edit")} of={kindName(kind)} onClick={() => void open(kind)} />
                  </Actions>
                ),
              },
            ]}
          />
          <div class="panel padded">
            <h2 class="panel-title">{t("staff.settings")}</h2>
            <FormView form={form} label={t("save")}>
              <Tick
                name="second_person"
                field={form.fields.second_person}
                label={t("staff.second")}
                hint={t("staff.second.hint")}
              />
              <YuanInput
                name="second_person_from"
                field={form.fields.second_person_from}
                label={t("staff.second.from")}
                hint={t("staff.second.from.hint")}
              />
              <TextInput
                name="currency"
                field={form.fields.currency}
                label={t("staff.currency")}
                hint={t("staff.currency.hint")}
                longest={3}
              />
            </FormView>
          </div>
        </>
      )}
    </Section>
  );
}

function carries({ points, money }: KindShown): string {
  const said = [
    points !== "no" && t(`staff.carries.points.${points}`),
    money !== "no" && t(`staff.carries.money.${money}`),
  ].filter(Boolean);
  return said.join(t("comma")) || "—";
}

const openKind = (held: StaffSettingsView, kind: KindShown | null, leaving: AbortSignal) =>
  openKindDrawer<KindFields, StaffSettingsView>({
    title: t(kind ? "staff.kind.edit" : "staff.kind.new"),
    make: (done) => kindForm(held, kind, done),
    inputs: (fields) => <Inputs fields={fields} isNew={kind === null} />,
  }, leaving);

/** A kind stays a reward or a penalty, since what was entered counts by it. */
function Inputs({ fields, isNew }: { fields: KindFields; isNew: boolean }) {
  const carried = CARRIED.map((each) => [each, t(`staff.carried.${each}`)] as const);
  return (
    <>
      <fieldset class="form-field" data-field="names">
        <legend>{t("staff.kind.name")}</legend>
        <BothLanguages name="names" field={fields.names} longest={LONGEST_NAME} />
      </fieldset>
      {isNew && (
        <Select
          name="effect"
          field={fields.effect}
          label={t("staff.effect")}
          hint={t("staff.effect.hint")}
          options={EFFECTS.map((each) => [each, t(`staff.effect.${each}`)])}
        />
      )}
      <Select name="points" field={fields.points} label={t("staff.points")} options={carried} />
      <Select name="money" field={fields.money} label={t("staff.money")} options={carried} />
      <Tick name="active" field={fields.active} label={t("staff.kind.active")} />
    </>
  );
}
