/** What is drawn of a figure: one line of its values, of seconds the median and what is slower. Pure. */
import type { FiguresLineView, SumsView } from "../../desk/operations.ts";
import { type Figure, timesOf, valueOf } from "./figures.ts";

export const PARTS = ["p50", "p90", "p95"] as const;

export interface Series {
  /** `value`, one of the parts, or `former`: that of the period before. */
  name: "value" | "former" | typeof PARTS[number];
  values: ReadonlyArray<number | null>;
}

export function seriesOf(
  figure: Figure,
  lines: readonly FiguresLineView[],
  former: ReadonlyArray<SumsView | null> | null,
): Series[] {
  const values = (name: Series["name"], sums: ReadonlyArray<SumsView | null>): Series => ({
    name,
    values: sums.map((each) => valueOf(each, figure)),
  });
  const present = lines.map(({ figures }) => figures);
  const before = former ? [values("former", former)] : [];
  if (figure.unit !== "seconds") return [values("value", present), ...before];
  const parts = PARTS.map((name) => ({ name, values: present.map((each) => timesOf(each, figure)?.[name] ?? null) }));
  return [...parts, ...before];
}
