/** A questionnaire that is worked on: its questions with their conditions, kept as a draft, published as a version. */
import { language, t } from "../../desk/i18n.ts";
import type { QuestionnaireDefinition, QuestionnaireLine, QuestionnaireView } from "../../desk/operations.ts";
import { say } from "../../kit/toasts.tsx";
import { GroupField, ListField } from "../parts/compound.ts";
import { ChoiceField, NumberField, OptionalNumberField, TextField, TickField } from "../parts/fields.ts";
import { Form, valuesOf } from "../parts/form.ts";
import { Reading } from "../parts/reading.ts";
import { LanguagesField } from "../plans/languages.ts";
import * as asking from "./asking.ts";

type Asked = NonNullable<QuestionnaireDefinition["questions"]>[number];
type Kind = Asked["kind"];

export const KINDS: readonly Kind[] = ["one", "many", "scale", "nps", "number", "date", "text"];
export const isChosen = (kind: Kind): boolean => kind === "one" || kind === "many";
export const isCounted = (kind: Kind): boolean => kind === "scale" || kind === "nps" || kind === "number";
export const mayLead = (kind: Kind): boolean => isChosen(kind) || isCounted(kind);

/** In the language of the page, or in whichever there is. */
export const inWords = (texts: Record<string, string>): string =>
  texts[language.code === "en" ? "en" : "zh-CN"] || Object.values(texts)[0] || "";

const choiceOf = ({ key, texts }: { key: string; texts: Record<string, string> }) =>
  new GroupField({ key: new TextField({ value: key }), texts: new LanguagesField(texts) });

export type ChoiceOf = ReturnType<typeof choiceOf>;

/** The first of `c1`, `c2` … that none of these has. */
function freeKey(letter: string, taken: readonly string[]): string {
  let number = taken.length + 1;
  while (taken.includes(`${letter}${number}`)) number += 1;
  return `${letter}${number}`;
}

/** A question as its fields have it; choices that are picked stand by their keys, between commas. */
interface Row {
  key: string;
  kind: Kind;
  texts: Record<string, string>;
  choices: Array<{ key: string; texts: Record<string, string> }>;
  required: boolean;
  lowest: number | null;
  highest: number | null;
  page: number;
  shown_if: { key: string; any_of: string; at_least: number | null; at_most: number | null };
  low: { any_of: string; at_most: number | null };
}

const keysIn = (picked: string): string[] => picked.split(",").filter(Boolean);

const rowOf = ({ key, kind, texts, ...asked }: Asked): Row => ({
  key,
  kind,
  texts,
  choices: asked.choices ?? [],
  required: asked.required ?? false,
  lowest: asked.lowest ?? null,
  highest: asked.highest ?? null,
  page: asked.page ?? 1,
  shown_if: {
    key: asked.shown_if?.key ?? "",
    any_of: (asked.shown_if?.any_of ?? []).join(","),
    at_least: asked.shown_if?.at_least ?? null,
    at_most: asked.shown_if?.at_most ?? null,
  },
  low: { any_of: (asked.low?.any_of ?? []).join(","), at_most: asked.low?.at_most ?? null },
});

export function questionOf(row: Row) {
  return new GroupField({
    key: new TextField({ value: row.key }),
    kind: new ChoiceField<Kind>({ value: row.kind }),
    texts: new LanguagesField(row.texts),
    choices: new ListField<Row["choices"][number], ChoiceOf>({
      value: row.choices,
      make: choiceOf,
      blank: (others) => ({ key: freeKey("c", others.map(({ key }) => key)), texts: {} }),
    }),
    required: new TickField(row.required),
    lowest: new OptionalNumberField({ value: row.lowest }),
    highest: new OptionalNumberField({ value: row.highest }),
    page: new NumberField({ value: row.page }),
    shown_if: new GroupField({
      key: new ChoiceField<string>({ value: row.shown_if.key }),
      any_of: new TextField({ value: row.shown_if.any_of }),
      at_least: new OptionalNumberField({ value: row.shown_if.at_least }),
      at_most: new OptionalNumberField({ value: row.shown_if.at_most }),
    }),
    low: new GroupField({
      any_of: new TextField({ value: row.low.any_of }),
      at_most: new OptionalNumberField({ value: row.low.at_most }),
    }),
  });
}

export type QuestionField = ReturnType<typeof questionOf>;

const BLANK: QuestionnaireDefinition = { names: {}, intro: {}, thanks: {}, questions: [] };

const fieldsOf = ({ names, intro, thanks, questions }: QuestionnaireDefinition) => ({
  draft: new GroupField({
    names: new LanguagesField(names),
    intro: new LanguagesField(intro),
    thanks: new LanguagesField(thanks),
    questions: new ListField<Row, QuestionField>({
      value: (questions ?? []).map(rowOf),
      make: questionOf,
      blank: (others) =>
        rowOf({
          key: freeKey("q", others.map(({ key }) => key)),
          kind: "scale",
          texts: {},
          page: others.at(-1)?.page ?? 1,
        }),
    }),
  }),
});

export type Fields = ReturnType<typeof fieldsOf>;
type Typed = Omit<QuestionnaireDefinition, "questions"> & { questions: Row[] };

/** As the desk takes it: what its kind has not is left out. */
export function definitionOf({ questions, ...texts }: Typed): QuestionnaireDefinition {
  return { ...texts, questions: questions.map(sentOf) };
}

function sentOf(row: Row): Asked {
  const { kind, choices, lowest, highest, shown_if: shown, low, ...others } = row;
  const bounded = kind === "scale" || kind === "number";
  const shownAny = keysIn(shown.any_of);
  const lowAny = isChosen(kind) ? keysIn(low.any_of) : [];
  const lowMost = isCounted(kind) ? low.at_most : null;
  return {
    ...others,
    kind,
    choices: isChosen(kind) ? choices : [],
    lowest: bounded ? lowest : null,
    highest: bounded ? highest : null,
    shown_if: shown.key ? { ...shown, any_of: shownAny } : null,
    low: lowAny.length || lowMost !== null ? { any_of: lowAny, at_most: lowMost } : null,
  };
}

export class Editing {
  readonly form: Form<Fields, QuestionnaireView>;
  #version: number;
  #publishes = false;

  constructor(readonly id: string, view: QuestionnaireView | null, done: (answer: QuestionnaireView) => void) {
    this.#version = view?.version ?? 0;
    this.form = new Form<Fields, QuestionnaireView>({
      name: `questionnaire.${view ? id : "new"}`,
      fields: fieldsOf(view?.draft ?? view?.published?.definition ?? BLANK),
      send: (_, key) => this.#send(key),
      newest: view
        ? async () => {
          const now = await asking.readQuestionnaire(id);
          this.#version = now.version;
          return valuesOf(fieldsOf(now.draft ?? now.published?.definition ?? BLANK));
        }
        : undefined,
      done,
    });
  }

  readonly publish = async (): Promise<void> => {
    this.#publishes = true;
    await this.form.submit();
    this.#publishes = false;
  };

  async #send(key: string): Promise<QuestionnaireView> {
    const draft = definitionOf(this.form.fields.draft.read());
    const saved = await asking.saveDraft(this.id, { draft, version: this.#version });
    this.#version = saved.version;
    return this.#publishes ? await asking.publish(this.id, saved.version, key) : saved;
  }
}

export const newId = (): string => `q${crypto.randomUUID().replaceAll("-", "").slice(0, 12)}`;

export class Questionnaires {
  readonly reading: Reading<QuestionnaireLine[]> = new Reading(() => asking.listQuestionnaires());

  stored(answer: QuestionnaireView | null): void {
    if (!answer) return;
    const { published, draft } = answer;
    say(draft ? t("questionnaire.kept") : t("questionnaire.published", { version: published?.version }));
    this.reading.reload();
  }
}

/** One as it is worked on; a new one is not there yet. */
export const read = (id: string): Promise<QuestionnaireView> => asking.readQuestionnaire(id);
