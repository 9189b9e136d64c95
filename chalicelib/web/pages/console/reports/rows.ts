/** The lines of what is shown, each with the period before, in the order that was asked for. */
import type { FiguresLineView, SumsView } from "../../desk/operations.ts";
import { type Figure, sorted, valueOf } from "./figures.ts";
import { keyWritten } from "./format.ts";
import { formerOf, type Shown } from "./reports.ts";
import { isKeyed, type View } from "./view.ts";

export interface Row {
  line: FiguresLineView;
  former: SumsView | null;
}

/** Sorted by what the lines are called. */
export const KEY = "key";

export function rowsOf(shown: Shown, view: View, figures: readonly Figure[]): Row[] {
  const rows = shown.present.lines.map((line, at) => ({ line, former: formerOf(shown, view.by, line, at) }));
  const [name, isDown] = [view.sort.replace(/^-/, ""), view.sort.startsWith("-")];
  const figure = figures.find((each) => each.name === name);
  if (figure) return sorted(rows, ({ line }) => valueOf(line.figures, figure), isDown);
  const called = ({ key, name }: FiguresLineView) => isKeyed(view.by) ? keyWritten(view.by, key, name) : key;
  return name === KEY ? sorted(rows, ({ line }) => called(line), isDown) : rows;
}

/** The figures that are counted by this: what has a total and nothing under any key is not (nobody has what began). */
export function countedBy(
  view: View,
  figures: readonly Figure[],
  { present: { lines, total, next } }: Shown,
): Figure[] {
  if (!isKeyed(view.by) || next !== null || !lines.length) return [...figures];
  const kept = figures.filter((each) =>
    !valueOf(total, each) || lines.some(({ figures: sums }) => valueOf(sums, each))
  );
  return kept.length ? kept : [...figures];
}

/** The next order by this column: numbers the largest first, then the smallest, then as they came; names the other way. */
export function nextSort(present: string, column: string): string {
  const ways = column === KEY ? ["key", "-key", ""] : [`-${column}`, column, ""];
  return ways[(ways.indexOf(present) + 1) % ways.length];
}
