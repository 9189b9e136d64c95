/** Schemes: as a list, and one that is worked on as a draft until it is published. */
import { signal } from "@preact/signals";
import { Problem } from "../../desk/client.ts";
import { inOurLanguage, language, t } from "../../desk/i18n.ts";
import type {
  Grade,
  IndicatorShown,
  SchemeDefinition,
  SchemeDefinitionShown,
  SchemeLineView,
  SchemeView,
  SourceView,
} from "../../desk/operations.ts";
import { confirmed } from "../../kit/dialogs.tsx";
import { say } from "../../kit/toasts.tsx";
import { GroupField, ListField } from "../parts/compound.ts";
import { ChoiceField, NumberField, OptionalNumberField, TextField, TickField } from "../parts/fields.ts";
import { Form, valuesOf } from "../parts/form.ts";
import { choosableGroups, type GroupChoice, knownGroups } from "../parts/people.ts";
import { wordsOf } from "../parts/problem.ts";
import { Reading } from "../parts/reading.ts";
import { LanguagesField } from "../plans/languages.ts";
import { asSeenFrom } from "../tickets/places.ts";
import * as asking from "./asking.ts";
import { scaled, scaleOf, unscaled } from "./values-shown.ts";

/** The desk's own scheme; that of a group has the group's id. */
export const DESK = "desk";
export const CURRENCIES = ["CNY", "HKD", "MOP", "TWD", "USD", "EUR", "GBP", "SGD", "JPY", "KRW"] as const;
export const DIRECTIONS = ["higher", "lower"] as const;
const FULL = 100;

/** What people type as percent, where that is what is measured. */
class ValueField extends OptionalNumberField {
  constructor(value: number | null, private readonly scale: () => number, required = false) {
    super({ value: unscaled(value, scale()), required });
  }

  override read(): number | null {
    return scaled(super.read(), this.scale());
  }

  override write(value: number | null | undefined): void {
    super.write(unscaled(value ?? null, this.scale()));
  }
}

/** As it stands in a form: what is left empty is refused by the desk, by its name. */
type Typed = Omit<IndicatorShown, "floor" | "target"> & { floor: number | null; target: number | null };

const indicatorOf = (unitOf: (source: string) => string) => (each: Typed) => {
  const source = new ChoiceField<string>({ value: each.source });
  const scale = () => scaleOf(unitOf(source.raw));
  return new GroupField({
    source,
    key: new TextField({ value: each.key, required: true }),
    names: new LanguagesField(each.names, false),
    weight: new NumberField({ value: each.weight, required: true }),
    direction: new ChoiceField<IndicatorShown["direction"]>({ value: each.direction }),
    floor: new ValueField(each.floor, scale, true),
    target: new ValueField(each.target, scale, true),
    best: new ValueField(each.best, scale),
    most: new NumberField({ value: each.most }),
    least_sample: new NumberField({ value: each.least_sample }),
  });
};

export type IndicatorField = ReturnType<ReturnType<typeof indicatorOf>>;

const gradeOf = ({ name, least, base }: Grade) =>
  new GroupField({
    name: new TextField({ value: name, required: true }),
    least: new NumberField({ value: least, required: true }),
    base: new NumberField({ value: base }),
  });

export type GradeField = ReturnType<typeof gradeOf>;

const BLANK: SchemeDefinitionShown = {
  names: {},
  indicators: [],
  grades: [],
  formula: "",
  currency: "CNY",
  shows_place: false,
};

/** A key that none of the others has. */
function newKey(others: ReadonlyArray<{ key: string }>): string {
  for (let number = others.length + 1;; number += 1) {
    if (!others.some(({ key }) => key === `item${number}`)) return `item${number}`;
  }
}

const blankIndicator = (others: ReadonlyArray<{ key: string }>): Typed => ({
  key: newKey(others),
  names: {},
  source: "manual",
  weight: 0,
  direction: "higher",
  floor: 0,
  target: FULL,
  best: null,
  most: FULL,
  least_sample: 0,
});

const fieldsOf = (held: SchemeDefinitionShown, unitOf: (source: string) => string) => ({
  names: new LanguagesField(held.names, false),
  indicators: new ListField<Typed, IndicatorField>({
    value: held.indicators,
    make: indicatorOf(unitOf),
    blank: blankIndicator,
  }),
  grades: new ListField<Grade, GradeField>({
    value: held.grades as Grade[],
    make: gradeOf,
    blank: () => ({ name: "", least: 0, base: 0 }),
  }),
  formula: new TextField({ value: held.formula }),
  currency: new ChoiceField<string>({ value: held.currency }),
  shows_place: new TickField(held.shows_place),
});

export type SchemeFields = ReturnType<typeof fieldsOf>;

/** Without a best there is nothing beyond 100 points. */
export function asSent(values: SchemeDefinitionShown): SchemeDefinition {
  const indicators = values.indicators.map((each) => each.best === null ? { ...each, most: FULL } : each);
  return { ...values, indicators } as SchemeDefinition;
}

/** What the indicators weigh together. */
export const weightOf = (indicators: ReadonlyArray<{ weight: number }>): number =>
  indicators.reduce((sum, { weight }) => sum + (weight || 0), 0);

export const sourceName = (source: SourceView): string => language.code === "en" ? source.en : source.zh;

export class SchemeEditing {
  readonly form: Form<SchemeFields, SchemeView>;
  readonly firstMonth = signal("");
  #record: SchemeView;
  #publishes = false;

  constructor(record: SchemeView, readonly sources: readonly SourceView[], done: (answer: SchemeView) => void) {
    this.#record = record;
    const fields = (held: SchemeView) => fieldsOf(held.draft ?? held.last?.definition ?? BLANK, this.unitOf);
    this.form = new Form<SchemeFields, SchemeView>({
      name: `performance.${record.scheme_id}`,
      fields: fields(record),
      send: (_, key) => this.#send(key),
      newest: async () => {
        this.#record = await asking.readScheme(record.scheme_id);
        return valuesOf(fields(this.#record));
      },
      done,
    });
  }

  readonly unitOf = (source: string): string => this.sources.find(({ name }) => name === source)?.unit ?? "number";

  hasSample(source: string): boolean {
    return this.sources.find(({ name }) => name === source)?.has_sample ?? false;
  }

  get weight(): number {
    return weightOf(this.form.fields.indicators.read());
  }

  /** What a formula may name. */
  get names(): string[] {
    const own = this.form.fields.indicators.read().flatMap(({ key }) => [key, `${key}_value`]);
    return ["score", "rank", "group_size", "base", ...own];
  }

  async publish(firstMonth: string): Promise<void> {
    this.firstMonth.value = firstMonth;
    this.#publishes = true;
    await this.form.submit();
    this.#publishes = false;
  }

  async #send(key: string): Promise<SchemeView> {
    const { scheme_id: id } = this.#record;
    const draft = asSent(valuesOf(this.form.fields) as unknown as SchemeDefinitionShown);
    const saving = asking.saveDraft(id, { draft, version: this.#record.version });
    this.#record = await asSeenFrom("draft", saving);
    refuseFlaw(this.#record);
    if (!this.#publishes) return this.#record;
    const body = { version: this.#record.version, first_month: this.firstMonth.peek() };
    return await asSeenFrom("draft", asking.publish(id, body, key));
  }
}

/** What is wrong with a formula is said at it, in words; what was typed is stored all the same. */
function refuseFlaw({ flaw }: SchemeView): void {
  if (!flaw) return;
  const message = flawWritten(flaw);
  throw new Problem({ status: 422, code: "invalid_body", detail: message, errors: [{ field: "formula", message }] });
}

export const flawWritten = ({ code, position, about }: NonNullable<SchemeView["flaw"]>): string =>
  t(`performance.flaw.${code}`, { position: position + 1, about });

interface Known {
  lines: readonly SchemeLineView[];
  sources: readonly SourceView[];
  groups: readonly GroupChoice[];
}

export class Schemes {
  readonly reading = new Reading<Known>(async () => {
    const [lines, sources, groups] = await Promise.all([
      asking.listSchemes(),
      asking.listSources(),
      knownGroups(),
    ]);
    return { lines, sources, groups: choosableGroups(groups) };
  });

  readonly read = async (id: string): Promise<SchemeView | null> => {
    try {
      return await asking.readScheme(id);
    } catch (problem) {
      const isNew = (problem as Problem).status === 404;
      if (isNew) return { scheme_id: id, draft: null, flaw: null, published: [], last: null, version: 0 };
      say(wordsOf(problem as Problem), { kind: "warning" });
      return null;
    }
  };

  stored(before: SchemeView, after: SchemeView | null): void {
    if (after) {
      const isNew = after.published.length > before.published.length;
      say(t(isNew ? "performance.published.said" : "performance.saved"));
    }
    void this.reading.reload();
  }

  readonly discard = async ({ scheme_id: id }: SchemeLineView, leaving: AbortSignal): Promise<void> => {
    const title = t("performance.discard");
    if (!await confirmed({ title, paragraphs: [t("performance.discard.about")], confirm: title }, leaving)) return;
    try {
      await asking.discardDraft(id);
    } catch (problem) {
      say(wordsOf(problem as Problem), { kind: "warning" });
    }
    void this.reading.reload();
  };
}

/** "The whole desk", or the name of the group. */
export const whose = (id: string, groups: readonly GroupChoice[]): string =>
  id === DESK ? t("performance.of_desk") : groups.find(({ group_id: own }) => own === id)?.name ?? id;

export const schemeName = ({ names }: Pick<SchemeLineView, "names">): string => inOurLanguage(names) ?? "";
