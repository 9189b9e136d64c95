/** The times until which one puts something aside. Pure. */

/** Null: until the visitor writes. */
export type Until = string | null;

interface Choice {
  name: "hour" | "tomorrow" | "monday" | "word";
  until: Until;
}

const MONDAY = 1;
const NINE = 9;

/** What is offered at this moment, in the agent's own time. */
export function choicesAt(now: Date): Choice[] {
  const hour = new Date(now.getTime() + 3600_000);
  return [
    { name: "hour", until: hour.toISOString() },
    { name: "tomorrow", until: morning(now, 1).toISOString() },
    { name: "monday", until: morning(now, (MONDAY - now.getDay() + 7) % 7 || 7).toISOString() },
    { name: "word", until: null },
  ];
}

function morning(now: Date, days: number): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, NINE);
}

/** As a field for a date and a time has it. */
export function localInput(time: Date): string {
  const two = (number: number) => String(number).padStart(2, "0");
  const date = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  return `${date}T${two(time.getHours())}:${two(time.getMinutes())}`;
}
