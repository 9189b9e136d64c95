/** Within how many seconds something should be done, where the desk says so, and how much of it was. Pure. */
import type { SumsView } from "../../desk/operations.ts";
import { type Figure, timesOf } from "./figures.ts";

export const targetOf = (sums: SumsView | null | undefined, figure: Figure): number | null =>
  timesOf(sums, figure)?.target ?? null;

/** The share that kept the target; null where there is none, or nothing was measured. */
export const keptOf = (sums: SumsView | null | undefined, figure: Figure): number | null =>
  timesOf(sums, figure)?.within ?? null;

/** Whether half of it was as quick as it should be; null where there is no target, or nothing was measured. */
export function meets(sums: SumsView | null | undefined, figure: Figure): boolean | null {
  const [target, median] = [targetOf(sums, figure), timesOf(sums, figure)?.p50 ?? null];
  return target === null || median === null ? null : median <= target;
}
