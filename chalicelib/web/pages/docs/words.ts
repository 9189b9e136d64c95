/** What the page says, in the language that was chosen here or in the console, else the browser's. */
import { fetched } from "../desk/late.ts";
import { type Code, language } from "../desk/language.ts";

export { language };

type Words = Record<string, string>;
/** The document itself speaks English, which has no tables. */
type Table = "operations" | "shapes" | "details" | "parameters" | "problems";
type Spoken = { words: Words } & { [table in Table]?: Words };

const FETCH: { [code in Code]: () => Promise<Spoken> } = {
  "zh-CN": () => import("../words/zh/docs.ts"),
  en: () => import("../words/en/docs.ts"),
};
const LANGUAGES: { [code in Code]?: Spoken } = {};

/** Fetches the words; false when they could not be. */
export const speak = (): Promise<boolean> =>
  language.needs(async (code) => {
    LANGUAGES[code] ??= await fetched(FETCH[code]) ?? undefined;
    return Boolean(LANGUAGES[code]);
  });

/** The page's words for `key`; {name} in them stands for a parameter. */
export const t = (key: string, parameters: Record<string, unknown> = {}): string =>
  (LANGUAGES[language.code]?.words[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => `${parameters[name] ?? ""}`);

/** What a table of the language has under this name. */
const told = (table: Table, name: string): string | undefined => LANGUAGES[language.code]?.[table]?.[name];

/** What an operation is for. */
export const summaryOf = ({ operationId, summary }: { operationId: string; summary: string }): string =>
  told("operations", operationId) || summary;

export interface Said {
  text?: string;
  lang: string;
}

/** What something holds, and the language that this is said in. */
const saidIn = (ours: string | undefined, english: string | undefined): Said =>
  ours ? { text: ours, lang: language.code } : { text: english, lang: "en" };

const listShape = (name: string): string | undefined => name.endsWith("Page") ? told("shapes", "Page") : undefined;

export const shapeDetail = (name: string, english?: string): Said =>
  saidIn(told("shapes", name) ?? listShape(name), english);
export const operationDetail = (name: string, english?: string): Said => saidIn(told("details", name), english);
export const parameterDetail = (name: string, english?: string): Said => saidIn(told("parameters", name), english);

export const problemTitle = (code: string, title: string): string => told("problems", code) || title;
