/** The tree of categories: added to, renamed, moved, ordered and archived. */
import { t } from "../../desk/i18n.ts";
import type { CategoryView } from "../../desk/operations.ts";
import { say } from "../../kit/toasts.tsx";
import * as api from "../parts/api.ts";
import { ChoiceField, NumberField, TextField, TickField } from "../parts/fields.ts";
import { Form, valuesOf } from "../parts/form.ts";
import { Reading } from "../parts/reading.ts";

export const MOST_DEEP = 4;

export class CategoryKeeping {
  readonly reading = new Reading(api.listCategories);

  get all(): CategoryView[] {
    return this.reading.data ?? [];
  }

  stored(category: CategoryView | null): void {
    if (!category) return;
    say(t("stored", { name: `${category.zh} ${category.en}` }));
    this.reading.reload();
  }
}

/** How deep each stands, the roots at 0; each comes behind the one that it stands under. Pure. */
export function depths(categories: readonly CategoryView[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const { category_id: id, parent_id: above } of categories) {
    found.set(id, above ? (found.get(above) ?? 0) + 1 : 0);
  }
  return found;
}

/** Under what it can stand: neither itself nor what is below it, nor what is as deep as may be. Pure. */
export function parentsFor(category: CategoryView | null, categories: readonly CategoryView[]): CategoryView[] {
  const below = new Set(category ? [category.category_id] : []);
  for (const { category_id: id, parent_id: above } of categories) if (above && below.has(above)) below.add(id);
  const deep = depths(categories);
  return categories.filter(({ category_id: id }) => !below.has(id) && deep.get(id)! < MOST_DEEP - 1);
}

const fieldsOf = (category: CategoryView | null, last: number) => ({
  zh: new TextField({ value: category?.zh, required: true }),
  en: new TextField({ value: category?.en, required: true }),
  parent_id: new ChoiceField<string | null>({ value: category?.parent_id ?? null }),
  order: new NumberField({ value: category?.order ?? last, required: true }),
  archived: new TickField(category?.archived ?? false),
});

export type CategoryFields = ReturnType<typeof fieldsOf>;

export function ofCategory(category: CategoryView | null, last: number, done: (answer: CategoryView) => void) {
  let version = category?.version;
  return new Form<CategoryFields, CategoryView>({
    name: `category.${category?.category_id ?? "new"}`,
    fields: fieldsOf(category, last),
    send: ({ archived: _, ...values }, key, changes) =>
      category ? api.updateCategory(category.category_id, { ...changes, version }) : api.addCategory(values, key),
    newest: category
      ? async () => {
        const listed = await api.listCategories();
        const now = listed.find(({ category_id: id }) => id === category.category_id) ?? category;
        version = now.version;
        return valuesOf(fieldsOf(now, last));
      }
      : undefined,
    done,
  });
}
