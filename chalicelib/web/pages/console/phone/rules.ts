/** How a call is typed in and told. Pure. */

export const DIRECTIONS = ["in", "out", "missed"] as const;
export type Direction = typeof DIRECTIONS[number];

/** Seconds of what was typed: 3:20, 3：20, 200 (seconds), 1:02:03; null for what is no time. */
export function secondsOf(typed: string): number | null {
  const parts = typed.trim().replaceAll("：", ":").split(":");
  if (typed.trim() === "") return 0;
  if (parts.length > 3 || !parts.every((part) => /^\d{1,5}$/.test(part))) return null;
  if (parts.length > 1 && parts.slice(1).some((part) => Number(part) > 59)) return null;
  const seconds = parts.reduce((sum, part) => sum * 60 + Number(part), 0);
  return seconds <= 24 * 3600 ? seconds : null;
}

/** 200 → 3:20. */
export const lasted = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

/** Whether a number is long enough to ask whose it is. */
export const isNumber = (typed: string): boolean => typed.replaceAll(/\D/g, "").length >= 4;
