/** The times that are offered to put something aside until. */
import { equal } from "../../desk/headless.ts";
import { choicesAt, localInput } from "./snoozes.ts";

const offered = (now: Date) => choicesAt(now).map(({ until }) => until && localInput(new Date(until)));

Deno.test("an hour, the next morning, the next Monday, and the visitor's word", () => {
  // A Saturday.
  equal(offered(new Date(2026, 10, 28, 22, 30)), ["2026-11-28T23:30", "2026-11-29T09:00", "2026-11-30T09:00", null]);
});

Deno.test("on a Monday the next one is meant", () => {
  equal(offered(new Date(2026, 10, 30, 8, 0))[2], "2026-12-07T09:00");
});
