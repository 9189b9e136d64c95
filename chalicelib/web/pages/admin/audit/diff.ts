/** What an act changed, field by field. */
import { t, tOf } from "../../desk/i18n.ts";
import { permissionName } from "../parts/rights.ts";

const PEOPLE = ["leader_id", "member_ids", "agent_id", "holder_id", "guest_id"];

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
    .filter((field) => said(old[field]) !== said(young[field]))
    .map((field) => ({ field, before: old[field], after: young[field] }));
}

/** A value in words; `nameOf` knows agents by their ids. */
export function wordsFor(field: string, value: unknown, nameOf: (id: string) => string | null): string {
  if (value === null || value === undefined || value === "") return t("audit.nothing");
  if (typeof value === "boolean") return t(value ? "yes" : "no");
  const text = `${value}`;
  if (field === "role") return tOf("role", text, { name: t("unseen.role") });
  if (field === "permissions") return permissionName(text);
  if (PEOPLE.includes(field)) return nameOf(text) ?? t("unseen");
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
