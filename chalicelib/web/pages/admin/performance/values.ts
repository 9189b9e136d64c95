/** What is entered by hand for a month: who has which value, and why. */
import { signal } from "@preact/signals";
import { t } from "../../desk/i18n.ts";
import type { ValuesView } from "../../desk/operations.ts";
import { MONTH, monthBeside, monthOf } from "../../desk/performance.ts";
import { now } from "../../desk/time.ts";
import { say } from "../../kit/toasts.tsx";
import { OptionalNumberField, TextField } from "../parts/fields.ts";
import { Form } from "../parts/form.ts";
import { Pages } from "../parts/pages.ts";
import { Reading } from "../parts/reading.ts";
import { reachesEverything } from "../sections.ts";
import * as asking from "./asking.ts";

interface Known {
  pages: Pages<ValuesView>;
  /** The keys of indicators that are entered by hand, as far as they are known. */
  keys: readonly string[];
}

export class Values {
  readonly present = monthOf(now());
  readonly #month = signal(this.present);
  readonly reading = new Reading(() => this.#read());

  get month(): string {
    return this.#month.value;
  }

  get isPresent(): boolean {
    return this.month >= this.present;
  }

  choose(month: string): void {
    if (!MONTH.test(month)) return;
    this.#month.value = month;
    void this.reading.reload();
  }

  step(by: number): void {
    this.choose(monthBeside(this.month, by));
  }

  stored(after: ValuesView | null): void {
    if (!after) return;
    say(t("performance.entered.said", { name: after.name }));
    this.reading.data?.pages.replace(after, ({ agent_id: id }) => id === after.agent_id);
  }

  async #read(): Promise<Known> {
    const month = this.#month.peek();
    const [first, keys] = await Promise.all([asking.readValues(month, null), knownKeys()]);
    return { pages: new Pages(first, (cursor) => asking.readValues(month, cursor)), keys };
  }
}

/** Only whose role reaches everything may look at schemes. */
async function knownKeys(): Promise<string[]> {
  if (!reachesEverything()) return [];
  const lines = await asking.listSchemes();
  const schemes = await Promise.all(lines.map(({ scheme_id: id }) => asking.readScheme(id)));
  const indicators = schemes.flatMap(({ draft, last }) =>
    [draft, last?.definition].flatMap((each) => each?.indicators)
  );
  const keys = indicators.flatMap((each) => each?.source === "manual" ? [each.key] : []);
  return [...new Set(keys)].sort();
}

const fieldsOf = (key: string, held: ValuesView) => ({
  key: new TextField({ value: key, required: true }),
  value: new OptionalNumberField({ value: held.values[key]?.value ?? null }),
  reason: new TextField({ value: held.values[key]?.reason ?? "", required: true }),
});

export type EntryFields = ReturnType<typeof fieldsOf>;

export const entryForm = (month: string, held: ValuesView, key: string, done: (answer: ValuesView) => void) => {
  const { version } = held;
  return new Form<EntryFields, ValuesView>({
    name: `performance-value.${month}.${held.agent_id}`,
    fields: fieldsOf(key, held),
    send: (values) => asking.enterValue(month, held.agent_id, { ...values, version }),
    done,
  });
};
