/** The score sheets: as a list, and one that is worked on as a draft until it is published. */
import type { Problem } from "../../desk/client.ts";
import { t } from "../../desk/i18n.ts";
import type { QualityDefinitionShown, SheetLineView, SheetRecordView } from "../../desk/operations.ts";
import { confirmed } from "../../kit/dialogs.tsx";
import { say } from "../../kit/toasts.tsx";
import { GroupField, ListField } from "../parts/compound.ts";
import { ChoiceField, Constant, NumberField } from "../parts/fields.ts";
import { Form, valuesOf } from "../parts/form.ts";
import { wordsOf } from "../parts/problem.ts";
import { Reading } from "../parts/reading.ts";
import { LanguagesField } from "../plans/languages.ts";
import { asSeenFrom } from "../tickets/places.ts";
import * as asking from "./asking.ts";
import { newKey } from "./rules.ts";

type Section = QualityDefinitionShown["sections"][number];
type Criterion = Section["criteria"][number];
type Fatal = QualityDefinitionShown["fatal"][number];

export const EFFECTS = ["zero", "fail"] as const;

const criterionOf = ({ key, names, points, weight, hints }: Criterion) =>
  new GroupField({
    key: new Constant(key),
    names: new LanguagesField(names, false),
    points: new NumberField({ value: points, required: true }),
    weight: new NumberField({ value: weight, required: true }),
    hints: new LanguagesField(hints),
  });

export type CriterionField = ReturnType<typeof criterionOf>;

const sectionOf = ({ key, names, criteria }: Section) =>
  new GroupField({
    key: new Constant(key),
    names: new LanguagesField(names, false),
    criteria: new ListField<Criterion, CriterionField>({
      value: criteria,
      make: criterionOf,
      blank: () => ({ key: newKey("c"), names: {}, points: 10, weight: 10, hints: {} }),
    }),
  });

export type SectionField = ReturnType<typeof sectionOf>;

const fatalOf = ({ key, names, effect }: Fatal) =>
  new GroupField({
    key: new Constant(key),
    names: new LanguagesField(names, false),
    effect: new ChoiceField<Fatal["effect"]>({ value: effect }),
  });

export type FatalField = ReturnType<typeof fatalOf>;

const fieldsOf = ({ names, sections, fatal, pass_mark: mark }: QualityDefinitionShown) => ({
  names: new LanguagesField(names, false),
  pass_mark: new NumberField({ value: mark, required: true }),
  sections: new ListField<Section, SectionField>({
    value: sections,
    make: sectionOf,
    blank: () => ({ key: newKey("s"), names: {}, criteria: [] }),
  }),
  fatal: new ListField<Fatal, FatalField>({
    value: fatal,
    make: fatalOf,
    blank: () => ({ key: newKey("f"), names: {}, effect: "zero" }),
  }),
});

export type SheetFields = ReturnType<typeof fieldsOf>;

const BLANK: QualityDefinitionShown = { names: {}, sections: [], fatal: [], pass_mark: 80 };

const definitionOf = ({ draft, published }: SheetRecordView): QualityDefinitionShown =>
  draft ?? published?.definition ?? BLANK;

export const newRecord = (): SheetRecordView => ({ sheet_id: newKey("t"), published: null, draft: null, version: 0 });

export class SheetEditing {
  readonly form: Form<SheetFields, SheetRecordView>;
  #record: SheetRecordView;
  #publishes = false;

  constructor(record: SheetRecordView, done: (answer: SheetRecordView) => void) {
    this.#record = record;
    this.form = new Form<SheetFields, SheetRecordView>({
      name: `sheet.${record.version || record.published ? record.sheet_id : "new"}`,
      fields: fieldsOf(definitionOf(record)),
      send: (_, key) => this.#send(key),
      newest: async () => {
        this.#record = await asking.readSheet(record.sheet_id);
        return valuesOf(fieldsOf(definitionOf(this.#record)));
      },
      done,
    });
  }

  /** Points and weights together: what each criterion is of the whole, in percent. */
  get weights(): number {
    const { sections } = valuesOf(this.form.fields) as QualityDefinitionShown;
    return sections.flatMap(({ criteria }) => criteria).reduce((sum, { weight }) => sum + (weight || 0), 0);
  }

  readonly publish = async (): Promise<void> => {
    this.#publishes = true;
    await this.form.submit();
    this.#publishes = false;
  };

  async #send(key: string): Promise<SheetRecordView> {
    const { sheet_id: id, version } = this.#record;
    const draft = valuesOf(this.form.fields) as QualityDefinitionShown;
    this.#record = await asSeenFrom("draft", asking.saveDraft(id, { draft, version }));
    return this.#publishes ? await asSeenFrom("draft", asking.publish(id, this.#record.version, key)) : this.#record;
  }
}

export class Sheets {
  readonly reading = new Reading(() => asking.listSheets());

  stored(before: SheetRecordView, after: SheetRecordView | null): void {
    if (!after) return;
    const isNew = after.published?.version !== before.published?.version;
    say(isNew ? t("quality.sheet.published.said", { version: after.published?.version }) : t("quality.sheet.saved"));
    this.reading.reload();
  }

  readonly read = async (id: string): Promise<SheetRecordView | null> => {
    try {
      return await asking.readSheet(id);
    } catch (problem) {
      say(wordsOf(problem as Problem), { kind: "warning" });
      return null;
    }
  };

  readonly discard = async ({ sheet_id: id }: SheetLineView, leaving: AbortSignal): Promise<void> => {
    const title = t("quality.sheet.discard");
    if (!await confirmed({ title, paragraphs: [t("quality.sheet.discard.about")], confirm: title }, leaving)) return;
    try {
      await asking.discardDraft(id);
    } catch (problem) {
      say(wordsOf(problem as Problem), { kind: "warning" });
    }
    this.reading.reload();
  };
}
