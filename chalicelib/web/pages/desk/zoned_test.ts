/** Moments on the desk's clock. */
import { equal } from "./headless.ts";
import { clockIn, clockThere, dayAndTimeThere, learnZone, momentIn } from "./zoned.ts";

Deno.test("a moment is what the clock there shows, and back, also behind a change of clocks", () => {
  equal(clockIn("Asia/Shanghai", "2026-11-29T01:30:00Z"), "2026-11-29T09:30");
  equal(momentIn("Asia/Shanghai", "2026-11-29T09:30"), "2026-11-29T01:30:00.000Z");
  for (const clock of ["2026-03-28T12:00", "2026-03-29T12:00", "2026-10-25T01:30", "2026-10-25T12:00"]) {
    equal(clockIn("Europe/Berlin", momentIn("Europe/Berlin", clock)), clock);
  }
  equal(momentIn("Europe/Berlin", ""), null);
  equal(clockIn("Europe/Berlin", null), "");
});

Deno.test("what is planned at the desk is told on its clock and its calendar, wherever somebody looks from", () => {
  const at = new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10);
  learnZone("Pacific/Kiritimati"); // 14 hours ahead
  equal(clockThere(`${at}T20:30:00Z`), "10:30");
  const there = dayAndTimeThere(`${at}T20:30:00Z`);
  learnZone("Pacific/Niue"); // 11 hours behind
  equal(clockThere(`${at}T20:30:00Z`), "09:30");
  equal(there === dayAndTimeThere(`${at}T20:30:00Z`), false);
  equal(there.endsWith(" 10:30"), true);
});
