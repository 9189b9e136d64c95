/** The section of categories. */
import { language, t } from "../../desk/i18n.ts";
import type { CategoryView } from "../../desk/operations.ts";
import { FormDrawer, openDrawer } from "../parts/drawer.tsx";
import { NumberInput, Select, TextInput, Tick } from "../parts/fields.tsx";
import { Actions, RowButton, Table } from "../parts/table.tsx";
import { Section, useLeaving, useModel } from "../section.tsx";
import { type CategoryFields, CategoryKeeping, depths, ofCategory, parentsFor } from "./categories.ts";

const nameOf = ({ zh, en }: CategoryView): string => language.code === "en" ? en : zh;

export function Content() {
  const keeping = useModel(() => new CategoryKeeping());
  const leaving = useLeaving();
  const open = async (category: CategoryView | null) =>
    keeping.stored(await openCategory(category, keeping.all, leaving));
  const create = { label: t("categories.new"), run: () => open(null) };
  return (
    <Section id="categories" reading={keeping.reading} create={create}>
      {(categories) => <List categories={categories} open={open} />}
    </Section>
  );
}

interface ListProps {
  categories: CategoryView[];
  open: (category: CategoryView) => void;
}

function List({ categories, open }: ListProps) {
  const deep = depths(categories);
  return (
    <Table
      caption={t("section.categories")}
      rows={categories}
      keyOf={({ category_id: id }) => id}
      faded={({ open: isOpen }) => !isOpen}
      columns={[
        {
          label: t("field.zh"),
          cell: ({ category_id: id, zh }) => (
            <span class="who-name" dir="auto" style={{ paddingInlineStart: `${deep.get(id)! * 20}px` }}>{zh}</span>
          ),
        },
        { label: t("field.en"), cell: ({ en }) => <span dir="auto">{en}</span> },
        {
          label: t("field.state"),
          cell: ({ open: isOpen }) => isOpen ? "" : <span class="chip">{t("categories.archived")}</span>,
        },
        {
          label: t("actions"),
          cell: (category) => (
            <Actions>
              <RowButton label={t("edit")} of={nameOf(category)} onClick={() => open(category)} />
            </Actions>
          ),
        },
      ]}
    />
  );
}

function openCategory(category: CategoryView | null, all: CategoryView[], leaving: AbortSignal) {
  const deep = depths(all);
  const parents: Array<[string | null, string]> = [
    [null, t("categories.root")],
    ...parentsFor(category, all).map((each): [string, string] => [
      each.category_id,
      `${"– ".repeat(deep.get(each.category_id)!)}${nameOf(each)}`,
    ]),
  ];
  const last = Math.max(0, ...all.map(({ order }) => order)) + 1;
  return openDrawer<CategoryView>((close) => (
    <FormDrawer
      title={category ? t("edit.title", { name: nameOf(category) }) : t("categories.new")}
      label={t(category ? "save" : "categories.create")}
      close={close}
      make={(done) => ofCategory(category, last, done)}
    >
      {(fields) => <Fields fields={fields} parents={parents} isNew={category === null} />}
    </FormDrawer>
  ), leaving);
}

interface FieldsProps {
  fields: CategoryFields;
  parents: Array<[string | null, string]>;
  isNew: boolean;
}

const Fields = ({ fields, parents, isNew }: FieldsProps) => (
  <>
    <TextInput name="zh" field={fields.zh} label={t("field.zh")} longest={80} />
    <TextInput name="en" field={fields.en} label={t("field.en")} longest={80} />
    <Select name="parent_id" field={fields.parent_id} label={t("field.parent_id")} options={parents} />
    <NumberInput
      name="order"
      field={fields.order}
      label={t("field.order")}
      hint={t("categories.order.hint")}
      min={0}
      max={10_000}
    />
    {!isNew && (
      <Tick
        name="archived"
        field={fields.archived}
        label={t("categories.archive")}
        hint={t("categories.archive.hint")}
      />
    )}
  </>
);
