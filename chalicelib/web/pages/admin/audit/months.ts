/** Months as the desk names them: 2026-11, by universal time. */
export const MONTH = /^\d{4}-\d{2}$/;

export const monthOf = (ms: number): string => new Date(ms).toISOString().slice(0, 7);

export function monthBeside(month: string, step: number): string {
  const [year, number] = month.split("-").map(Number);
  return monthOf(Date.UTC(year, number - 1 + step, 1));
}
