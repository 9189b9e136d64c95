/** Numbers of an indicator as people type them: a share as percent. Pure. */

export const scaleOf = (unit: string): number => unit === "share" ? 100 : 1;

const DIGITS = 1e6;

/** What is typed, as the desk takes it. */
export const scaled = (typed: number | null, scale: number): number | null =>
  typed === null ? null : Math.round(typed / scale * DIGITS) / DIGITS;

/** What the desk has, as it is typed. */
export const unscaled = (value: number | null, scale: number): number | null =>
  value === null ? null : Math.round(value * scale * DIGITS) / DIGITS;
