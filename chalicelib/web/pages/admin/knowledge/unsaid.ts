/** Words that must not be said: which, where, and what is said instead. */
import { signal } from "@preact/signals";
import type { Problem } from "../../desk/client.ts";
import { t } from "../../desk/i18n.ts";
import type { UnsaidView } from "../../desk/operations.ts";
import { say } from "../../kit/toasts.tsx";
import * as api from "../parts/api.ts";
import { ChoiceField, LinesField, TextField, TickField, TicksField } from "../parts/fields.ts";
import { Form, valuesOf } from "../parts/form.ts";
import { Pages } from "../parts/pages.ts";
import { knownPlans, type PlanChoice } from "../parts/people.ts";
import { wordsOf } from "../parts/problem.ts";
import { Reading } from "../parts/reading.ts";

export const EFFECTS = ["warn", "stop"] as const;

export class UnsaidList {
  readonly problem = signal("");
  readonly #busy = signal(false);
  readonly reading = new Reading(async () => {
    const [first, plans] = await Promise.all([api.readUnsaid(null), knownPlans()]);
    return { pages: new Pages<UnsaidView>(first, api.readUnsaid), plans };
  });

  get busy(): boolean {
    return this.#busy.value;
  }

  stored(entry: UnsaidView | null): void {
    if (!entry) return;
    say(t("stored", { name: entry.words[0] }));
    this.reading.reload();
  }

  /** Those that come with the product, as far as they are not there. */
  readonly addShipped = (): Promise<void> =>
    this.#alone(async () => {
      const { added } = await api.addShippedUnsaid();
      say(t("unsaid.shipped.added", { count: added }));
    });

  remove(entry: UnsaidView): Promise<void> {
    return this.#alone(async () => {
      await api.deleteUnsaid(entry.word_id);
      say(t("unsaid.removed", { word: entry.words[0] }));
    });
  }

  async #alone(act: () => Promise<void>): Promise<void> {
    this.#busy.value = true;
    this.problem.value = "";
    try {
      await act();
      this.reading.reload();
    } catch (problem) {
      this.problem.value = wordsOf(problem as Problem);
    }
    this.#busy.value = false;
  }
}

const BLANK: Omit<UnsaidView, "word_id" | "version"> = {
  words: [],
  kind: "negative",
  effect: "warn",
  advice_zh: "",
  advice_en: "",
  replaces: false,
  exceptions: [],
  plans: [],
  active: true,
};

const fieldsOf = (entry: typeof BLANK, plans: readonly PlanChoice[]) => ({
  words: new LinesField({ value: entry.words, required: true }),
  kind: new ChoiceField<UnsaidView["kind"]>({ value: entry.kind }),
  effect: new ChoiceField<UnsaidView["effect"]>({ value: entry.effect }),
  advice_zh: new TextField({ value: entry.advice_zh }),
  advice_en: new TextField({ value: entry.advice_en }),
  replaces: new TickField(entry.replaces),
  exceptions: new LinesField({ value: entry.exceptions }),
  plans: new TicksField({ value: entry.plans, choices: plans.map(({ key }) => key) }),
  active: new TickField(entry.active),
});

export type UnsaidFields = ReturnType<typeof fieldsOf>;

export function ofUnsaid(
  entry: UnsaidView | null,
  plans: readonly PlanChoice[],
  done: (answer: UnsaidView) => void,
) {
  let version = entry?.version;
  return new Form<UnsaidFields, UnsaidView>({
    name: `unsaid.${entry?.word_id ?? "new"}`,
    fields: fieldsOf(entry ?? BLANK, plans),
    send: (values, key, changes) =>
      entry ? api.updateUnsaid(entry.word_id, { ...changes, version }) : api.createUnsaid(values, key),
    newest: entry
      ? async () => {
        const now = (await api.listUnsaid()).find(({ word_id: id }) => id === entry.word_id) ?? entry;
        version = now.version;
        return valuesOf(fieldsOf(now, plans));
      }
      : undefined,
    done,
  });
}
