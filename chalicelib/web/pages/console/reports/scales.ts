/** How numbers become places on a drawing, and which of them are written beside it. Pure. */

const NICE = [1, 2, 5, 10];
const SECONDS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400];

/** The step of a scale that has about so many: 1, 2 or 5 and noughts; of times what a clock has. */
export function stepOf(most: number, about: number, isTime = false): number {
  const rough = most / about;
  const known = isTime ? SECONDS.find((each) => each >= rough) : undefined;
  if (known) return known;
  const size = 10 ** Math.floor(Math.log10(rough));
  return NICE.find((each) => each * size >= rough * (1 - 1e-9))! * size;
}

interface Kind {
  /** Nothing lies between two of them. */
  isWhole?: boolean;
  isTime?: boolean;
}

/** What is written at a scale from 0 that shows `most`: from 0 up, the last not below it. */
export function ticksOf(most: number, about = 4, { isWhole = false, isTime = false }: Kind = {}): number[] {
  if (!(most > 0)) return [0, 1];
  const step = stepOf(isWhole ? Math.max(most, about) : most, about, isTime);
  const number = Math.ceil(most / step - 1e-9);
  return Array.from({ length: Math.max(1, number) + 1 }, (_, at) => round(at * step));
}

/** Which of `count` labels are written where there is room for `room` of them: the first, and each so many-th. */
export function labelled(count: number, room: number): number[] {
  const every = Math.max(1, Math.ceil(count / Math.max(1, room)));
  return Array.from({ length: Math.ceil(count / every) }, (_, at) => at * every);
}

/** The path through these points; where one is missing, it begins anew. A point between two gaps is a short line. */
export function pathOf(points: ReadonlyArray<readonly [x: number, y: number] | null>): string {
  let path = "";
  points.forEach((point, at) => {
    if (!point) return;
    const goesOn = at > 0 && points[at - 1];
    path += `${goesOn ? "L" : "M"}${round(point[0])} ${round(point[1])}`;
    if (!goesOn && !points[at + 1]) path += "h.01";
  });
  return path;
}

/** How strong a cell is, 0 (nothing) to 4, among cells of which the strongest is `most`. */
export function strengthOf(value: number | null, most: number): 0 | 1 | 2 | 3 | 4 {
  if (!value || !(most > 0)) return 0;
  return Math.min(4, Math.max(1, Math.ceil(value / most * 4))) as 1 | 2 | 3 | 4;
}

/** The largest, 0 of nothing. */
export const mostOf = (values: Iterable<number | null | undefined>): number => {
  let most = 0;
  for (const value of values) most = Math.max(most, value ?? 0);
  return most;
};

const round = (number: number): number => Math.round(number * 1000) / 1000;
