/** What a sheet comes to while it is filled in, by the rule that the desk goes by. Pure. */
import type { QualityDefinitionShown } from "../../desk/operations.ts";

export type Marks = Record<string, number | null>;

export const criteriaOf = (definition: QualityDefinitionShown) =>
  definition.sections.flatMap(({ criteria }) => criteria);

/** The total, 0 to 100 in tenths; null while nothing that applies has points. */
export function totalOf(definition: QualityDefinitionShown, marks: Marks, fatal: readonly string[]): number | null {
  if (definition.fatal.some(({ key, effect }) => effect === "zero" && fatal.includes(key))) return 0;
  const given = criteriaOf(definition).filter(({ key }) => typeof marks[key] === "number");
  const weights = given.reduce((sum, { weight }) => sum + weight, 0);
  if (!weights) return null;
  const earned = given.reduce((sum, { key, weight, points }) => sum + (weight * marks[key]!) / points, 0);
  return Math.floor((1000 * earned) / weights + 0.5 + 1e-9) / 10;
}

/** The criteria that have neither points nor the word that they do not apply. */
export const missingIn = (definition: QualityDefinitionShown, marks: Marks): string[] =>
  criteriaOf(definition).map(({ key }) => key).filter((key) => marks[key] === undefined);
