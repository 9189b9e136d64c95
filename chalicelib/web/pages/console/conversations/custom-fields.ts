/** The desk's own fields of a customer: which there are, what is filled in, and filling them in. */
import { signal } from "@preact/signals";
import * as api from "../../desk/api.ts";
import type { Problem } from "../../desk/client.ts";
import { tOf } from "../../desk/i18n.ts";
import type { CustomFieldView, FilledFieldsView } from "../../desk/operations.ts";

export type Value = FilledFieldsView["values"][string];
type Values = FilledFieldsView["values"];

const FRESH_MS = 5 * 60_000;
let known: { at: number; fields: Promise<CustomFieldView[]> } | null = null;

/** Which fields there are: asked for once in a while, and again where there was no answer. */
function definitions(): Promise<CustomFieldView[]> {
  if (!known || Date.now() - known.at > FRESH_MS) {
    const fields = api.listCustomFields();
    fields.catch(() => known = null);
    known = { at: Date.now(), fields };
  }
  return known.fields;
}

/** Those that are shown: what can be filled in, and of what is archived whatever stands in it. Pure. */
export const shownOf = (fields: readonly CustomFieldView[], values: Values): CustomFieldView[] =>
  fields.filter(({ field_id: id, archived }) => !archived || id in values);

/** What a field says, as it was written into a form; null: nothing. Pure. */
export function valueIn({ kind }: CustomFieldView, written: string): Value | null {
  const text = written.trim();
  if (!text) return null;
  if (kind === "number") return Number(text);
  return kind === "yes_no" ? text === "true" : text;
}

/** What was changed in a form, by the fields' ids; null: emptied. Pure. */
export function changesIn(fields: readonly CustomFieldView[], written: FormData, before: Values) {
  const changes: Record<string, Value | null> = {};
  for (const field of fields) {
    const text = written.get(field.field_id);
    if (field.archived || typeof text !== "string") continue;
    const value = valueIn(field, text);
    if (value !== (before[field.field_id] ?? null)) changes[field.field_id] = value;
  }
  return changes;
}

export class CustomFields {
  readonly #fields = signal<CustomFieldView[]>([]);
  readonly #filled = signal<FilledFieldsView | null>(null);
  readonly #trouble = signal("");

  constructor(private readonly conversationId: string) {}

  get filled(): FilledFieldsView | null {
    return this.#filled.value;
  }

  get shown(): CustomFieldView[] {
    return shownOf(this.#fields.value, this.filled?.values ?? {});
  }

  get trouble(): string {
    return this.#trouble.value;
  }

  /** Reads them; what cannot be read is not shown, and what was read before stays. */
  async read(): Promise<void> {
    try {
      const fields = await definitions();
      if (fields.length) this.#filled.value = await api.readCustomFields(this.conversationId);
      this.#fields.value = fields;
    } catch {
      // The card is whole without them.
    }
  }

  /** Whether it is written down. Where somebody was quicker, what they wrote is shown, and nothing is lost of the form. */
  async save(visitorId: string, written: FormData): Promise<boolean> {
    const { values: before, version } = this.#filled.peek()!;
    const values = changesIn(this.#fields.peek(), written, before);
    this.#trouble.value = "";
    if (!Object.keys(values).length) return true;
    try {
      this.#filled.value = await api.insist(() => api.fillIn(visitorId, { values, version }));
      return true;
    } catch (problem) {
      const { code } = problem as Problem;
      this.#trouble.value = tOf("fields.failed", code, { code });
      if (code === "changed_meanwhile") await this.read();
      return false;
    }
  }
}
