/** Moments on the clock of the desk, as a field of the browser has them: 2026-11-29T09:00. */

/** A moment as the clock there shows it; empty for none. */
export function clockIn(zone: string, moment: string | null | undefined): string {
  if (!moment) return "";
  const said = new Intl.DateTimeFormat("sv-SE", {
    timeZone: zone,
    dateStyle: "short",
    timeStyle: "short",
  }).format(new Date(moment));
  return said.replace(" ", "T");
}

/** The moment at which the clock there shows this; null for none. What a change of clocks leaves out is just behind it. */
export function momentIn(zone: string, clock: string): string | null {
  if (!clock) return null;
  const wanted = Date.parse(`${clock}:00Z`);
  let at = wanted;
  for (let tries = 0; tries < 2; tries += 1) {
    at += wanted - Date.parse(`${clockIn(zone, new Date(at).toISOString())}:00Z`);
  }
  return new Date(at).toISOString();
}
