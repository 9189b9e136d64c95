/** What a figure should be, where the desk says so, and whether it is. Pure. */
import type { SumsView } from "../../desk/operations.ts";
import { type Figure, timesOf, valueOf } from "./figures.ts";

interface Aimed {
  target?: number | null;
  /** Whether more is better than less. */
  higher?: boolean;
}

export const targetOf = (figure: Figure): number | null => (figure as Aimed).target ?? null;

/** The share of what was measured that kept the target; null where the desk does not say it. */
export const keptOf = (sums: SumsView | null | undefined, figure: Figure): number | null =>
  (timesOf(sums, figure) as { within?: number | null } | null)?.within ?? null;

/** Whether the value is as good as it should be; null where there is no target, or no value. */
export function meets(sums: SumsView | null | undefined, figure: Figure): boolean | null {
  const [target, value] = [targetOf(figure), valueOf(sums, figure)];
  if (target === null || value === null) return null;
  const wantsMore = (figure as Aimed).higher ?? figure.unit !== "seconds";
  return wantsMore ? value >= target : value <= target;
}
