/** The section of the desk's own fields of customers. */
import { language, t } from "../../desk/i18n.ts";
import type { CustomFieldView } from "../../desk/operations.ts";
import { Rows } from "../parts/compound.tsx";
import { FormDrawer, openDrawer } from "../parts/drawer.tsx";
import { NumberInput, Select, TextInput, Tick, WrongLine } from "../parts/fields.tsx";
import { Actions, RowButton, Table } from "../parts/table.tsx";
import { Nothing, Section, useLeaving, useModel } from "../section.tsx";
import { type choiceOf, type FieldFields, FieldKeeping, KINDS, ofField } from "./custom-fields.ts";

const nameOf = ({ zh, en }: { zh: string; en: string }): string => language.code === "en" ? en : zh;

export function Content() {
  const keeping = useModel(() => new FieldKeeping());
  const leaving = useLeaving();
  const open = async (field: CustomFieldView | null) => {
    const all = keeping.reading.data ?? [];
    const last = Math.max(0, ...all.map(({ order }) => order)) + 1;
    keeping.stored(await openField(field, last, leaving));
  };
  return (
    <Section
      id="custom-fields"
      reading={keeping.reading}
      create={{ label: t("custom.new"), run: () => open(null) }}
    >
      {(fields) => fields.length ? <List fields={fields} open={open} /> : <Nothing>{t("custom.none")}</Nothing>}
    </Section>
  );
}

const List = ({ fields, open }: { fields: CustomFieldView[]; open: (field: CustomFieldView) => void }) => (
  <Table
    caption={t("section.custom-fields")}
    rows={fields}
    keyOf={({ field_id: id }) => id}
    faded={({ archived }) => archived}
    columns={[
      { label: t("field.zh"), cell: ({ zh }) => <span class="who-name" dir="auto">{zh}</span> },
      { label: t("field.en"), cell: ({ en }) => <span dir="auto">{en}</span> },
      { label: t("custom.kind"), cell: ({ kind }) => t(`custom.kind.${kind}`) },
      {
        label: t("field.state"),
        cell: ({ archived, required }) => (
          <>
            {archived && <span class="chip">{t("custom.archived")}</span>}
            {required && !archived && <span class="chip">{t("custom.required")}</span>}
          </>
        ),
      },
      {
        label: t("actions"),
        cell: (field) => (
          <Actions>
            <RowButton label={t("edit")} of={nameOf(field)} onClick={() => open(field)} />
          </Actions>
        ),
      },
    ]}
  />
);

const openField = (field: CustomFieldView | null, last: number, leaving: AbortSignal) =>
  openDrawer<CustomFieldView>((close) => (
    <FormDrawer
      title={field ? t("edit.title", { name: nameOf(field) }) : t("custom.new")}
      label={t(field ? "save" : "custom.create")}
      close={close}
      make={(done) => ofField(field, last, done)}
    >
      {(fields) => <Fields fields={fields} isNew={field === null} />}
    </FormDrawer>
  ), leaving);

const Fields = ({ fields, isNew }: { fields: FieldFields; isNew: boolean }) => (
  <>
    <TextInput name="zh" field={fields.zh} label={t("field.zh")} longest={40} />
    <TextInput name="en" field={fields.en} label={t("field.en")} longest={40} />
    {isNew && (
      <Select
        name="kind"
        field={fields.kind}
        label={t("custom.kind")}
        hint={t("custom.kind.hint")}
        options={KINDS.map((kind) => [kind, t(`custom.kind.${kind}`)])}
      />
    )}
    {fields.kind.read() === "choice" && (
      <Rows
        name="choices"
        field={fields.choices}
        label={t("custom.choices")}
        hint={t("custom.choices.hint")}
        add={t("custom.choices.add")}
        title={(number) => t("custom.choice", { number })}
        movable
      >
        {(its) => <ChoiceRow field={its} />}
      </Rows>
    )}
    <NumberInput
      name="order"
      field={fields.order}
      label={t("field.order")}
      hint={t("custom.order.hint")}
      min={0}
      max={10_000}
    />
    <Tick name="required" field={fields.required} label={t("custom.required")} hint={t("custom.required.hint")} />
    {!isNew && (
      <Tick name="archived" field={fields.archived} label={t("custom.archive")} hint={t("custom.archive.hint")} />
    )}
  </>
);

const ChoiceRow = ({ field }: { field: ReturnType<typeof choiceOf> }) => (
  <div class="list-fields">
    <TextInput name="choice.zh" field={field.parts.zh} label={t("field.zh")} longest={40} />
    <TextInput name="choice.en" field={field.parts.en} label={t("field.en")} longest={40} />
    <Tick name="choice.archived" field={field.parts.archived} label={t("custom.archived")} />
    <WrongLine of={field} />
  </div>
);
