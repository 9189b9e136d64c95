/** What is said in each of the languages that a plan may speak. */
import { t } from "../../desk/i18n.ts";
import { GroupField } from "../parts/compound.ts";
import { Field, TextField } from "../parts/fields.ts";
import type { Places } from "../parts/problem.ts";

export const LANGUAGES = ["zh-CN", "en"] as const;
export type LanguageCode = typeof LANGUAGES[number];

export const languageName = (code: LanguageCode): string => t(`language.${code === "en" ? "en" : "zh"}`);

type Texts = Record<string, string>;

/** The same words in each language; with `sparse`, an empty one is not there. */
export class LanguagesField extends Field<Texts> {
  readonly parts: Record<LanguageCode, TextField>;
  readonly #all: GroupField<Record<LanguageCode, TextField>>;

  constructor(texts: Texts = {}, private readonly sparse = true) {
    super();
    this.parts = { "zh-CN": new TextField({ value: texts["zh-CN"] }), en: new TextField({ value: texts.en }) };
    this.#all = new GroupField(this.parts);
  }

  read(): Texts {
    const texts: Texts = this.#all.read();
    return this.sparse ? Object.fromEntries(Object.entries(texts).filter(([, words]) => words)) : texts;
  }

  write(texts: Texts | null | undefined): void {
    for (const code of LANGUAGES) this.parts[code].write(texts?.[code]);
  }

  get isEmpty(): boolean {
    return LANGUAGES.every((code) => !this.parts[code].read());
  }

  override get wrong(): string {
    return this.#all.wrong;
  }

  override tell(places: Places): void {
    this.#all.tell(places);
  }

  override focus(): void {
    this.#all.focus();
  }
}
