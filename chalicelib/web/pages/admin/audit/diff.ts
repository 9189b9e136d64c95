/** What an act changed, field by field. */
import { isKnown, t, tOf } from "../../desk/i18n.ts";
import { permissionName } from "../parts/rights.ts";

/** What the desk calls people, groups, roles and plans among themselves. */
const ID = /^[a-z]{3}_[0-9a-z]{26}$/;
/** It counts changes, which tells nobody anything. */
const UNTOLD = ["version"];

type Fields = Record<string, unknown>;

/** Nothing, and a list of nothing, are the same. */
const said = (value: unknown): string => JSON.stringify(Array.isArray(value) && !value.length ? null : value ?? null);

/** A value that is not a set of fields is the only field of its kind. */
const fieldsOf = (value: unknown): Fields =>
  value !== null && typeof value === "object" && !Array.isArray(value) ? value as Fields : { value };

export interface Difference {
  field: string;
  before: unknown;
  after: unknown;
}

/** The fields that differ, in the order in which the desk names them. */
export function differencesOf(before: unknown, after: unknown): Difference[] {
  const [old, young] = [fieldsOf(before ?? {}), fieldsOf(after ?? {})];
  return [...new Set([...Object.keys(old), ...Object.keys(young)])]
    .filter((field) => !UNTOLD.includes(field) && said(old[field]) !== said(young[field]))
    .map((field) => ({ field, before: old[field], after: young[field] }));
}

/** A field is called as in the form where it is changed: `texts.en.title` is the title in English. */
export function fieldWords(field: string): string {
  const [, code, word] = /^texts\.([\w-]+)\.(\w+)$/.exec(field) ?? [];
  if (word) return `${t(`text.${word}`)} (${t(`language.${code === "en" ? "en" : "zh"}`)})`;
  const known = [`field.${field}`, field, `sms.${field}`].find(isKnown);
  return known ? t(known) : tOf("field", field, { field });
}

/** A value in words; `nameOf` knows people and groups by their ids. */
export function wordsFor(field: string, value: unknown, nameOf: (id: string) => string | null): string {
  if (value === null || value === undefined || value === "") return t("audit.nothing");
  if (typeof value === "boolean") return t(value ? "yes" : "no");
  const text = `${value}`;
  if (field === "role") return tOf("role", text, { name: t("unseen.role") });
  if (field === "permissions") return permissionName(text);
  if (ID.test(text)) return nameOf(text) ?? t("unseen");
  if (field === "scope") return tOf("scope", text, { value });
  if (field === "password") return t("audit.password_set");
  if (field === "levels") return tOf("level", text, { value });
  return typeof value === "object" ? JSON.stringify(value) : text;
}

/** Of two lists, what went and what came; null where neither is one. */
export function membersOf({ before, after }: Difference): { gone: unknown[]; come: unknown[] } | null {
  if (!Array.isArray(before) && !Array.isArray(after)) return null;
  const [old, young] = [before, after].map((value): unknown[] => Array.isArray(value) ? value : []);
  return { gone: old.filter((each) => !young.includes(each)), come: young.filter((each) => !old.includes(each)) };
}
