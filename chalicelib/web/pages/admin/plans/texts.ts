/** What a plan says at each stage, in each language, with what may stand in it between braces. */
import { GroupField } from "../parts/compound.ts";
import { TextField } from "../parts/fields.ts";
import { type LanguageCode, LANGUAGES } from "./languages.ts";

/** By the stage at which they are said. */
export const WORDS: ReadonlyArray<readonly [string, readonly string[]]> = [
  ["chat", ["title", "greeting", "welcome", "waiting"]],
  ["closed", ["off_hours", "holiday"]],
  ["form", ["offline", "offline_done"]],
  ["survey", ["rate"]],
  ["card", ["card_name", "card_text", "board_title", "board_text"]],
];
export const SHORT = ["title", "card_name", "board_title"];
export const PLACEHOLDERS: Record<string, readonly string[]> = {
  welcome: ["name", "plan"],
  off_hours: ["opens_at", "plan"],
  holiday: ["holiday", "opens_at", "plan"],
  waiting: ["place", "ahead"],
  offline: ["opens_at", "plan"],
  offline_done: ["number"],
  reply: ["name", "plan"],
};

type Texts = Record<string, Record<string, string>>;

const wordsIn = (said: Record<string, string> = {}) =>
  new GroupField(
    Object.fromEntries(WORDS.flatMap(([, words]) => words).map((word) => [word, new TextField({ value: said[word] })])),
  );

export const textsField = (texts: Texts) =>
  new GroupField(
    Object.fromEntries(LANGUAGES.map((code) => [code, wordsIn(texts[code])])) as Record<
      LanguageCode,
      ReturnType<typeof wordsIn>
    >,
  );
