/** Moments on the desk's clock. */
import { equal } from "../../desk/headless.ts";
import { clockIn, momentIn } from "./zoned.ts";

Deno.test("a moment is what the clock there shows, and back, also behind a change of clocks", () => {
  equal(clockIn("Asia/Shanghai", "2026-11-29T01:30:00Z"), "2026-11-29T09:30");
  equal(momentIn("Asia/Shanghai", "2026-11-29T09:30"), "2026-11-29T01:30:00.000Z");
  for (const clock of ["2026-03-28T12:00", "2026-03-29T12:00", "2026-10-25T01:30", "2026-10-25T12:00"]) {
    equal(clockIn("Europe/Berlin", momentIn("Europe/Berlin", clock)), clock);
  }
  equal(momentIn("Europe/Berlin", ""), null);
  equal(clockIn("Europe/Berlin", null), "");
});
