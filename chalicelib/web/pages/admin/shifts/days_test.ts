/** Weeks, times over midnight, what changed, and what is lacking by the hour. */
import "../../build/as_in_a_browser.ts";
import { equal } from "../../desk/headless.ts";
import {
  breakOf,
  changedDays,
  clockOf,
  demandOf,
  endAfter,
  gapOf,
  hoursOf,
  inkOn,
  mondayOf,
  mondaysOf,
  movedTo,
  plusMonths,
  spanOf,
  typedOf,
} from "./days.ts";

const shift = (day: string, start: number, end: number) => ({
  day,
  start_minute: start,
  end_minute: end,
  kind_id: "shk_1",
  name: "早班",
  color: "#2f6fde",
  pauses: [],
});

Deno.test("a week is named by its Monday, and a month by the weeks that it touches", () => {
  equal(mondayOf("2026-11-29"), "2026-11-23");
  equal(mondaysOf("2026-11"), ["2026-10-26", "2026-11-02", "2026-11-09", "2026-11-16", "2026-11-23", "2026-11-30"]);
  equal([plusMonths("2026-12", 1), plusMonths("2026-01", -1)], ["2027-01", "2025-12"]);
});

Deno.test("times over midnight are on the next day", () => {
  equal(endAfter(1320, 360), 1800);
  equal([clockOf(480), clockOf(1800)], ["08:00", "06:00⁺¹"]);
  equal(spanOf({ start_minute: 960, end_minute: 1440 }), "16:00–24:00");
});

Deno.test("a break of a night is on its side of midnight, and comes back as it was typed", () => {
  const typed = { from: "01:00", to: "03:00", minutes: 30, paid: true, at_once: 2 };

  const made = breakOf(1320, typed);

  equal([made.start_minute, made.end_minute], [1500, 1620]);
  equal(typedOf({ paid: true, at_once: 0, ...made } as Required<typeof made>), typed);
});

Deno.test("days are changed where somebody knows them otherwise", () => {
  const published = [shift("2026-11-23", 480, 960)];
  const draft = [shift("2026-11-23", 480, 960), shift("2026-11-24", 480, 960)];

  const days = changedDays({ agent_id: "agt_1", draft, published, version: 2, changed: true }, "2026-11-23");

  equal(days, ["2026-11-24"]);
});

Deno.test("what is lacking in an hour is by the rules or by what came, whichever is more", () => {
  const demand = demandOf([{ key: "1T09", figures: { counts: { started: 96 } } }], 4);
  const nine = { day: "2026-11-23", hour: 9, least: 2, want: 1 };

  equal(gapOf(nine, demand, 8), { least: 2, needed: 3, demand: 24, lacking: 1 });
  equal(gapOf({ ...nine, hour: 10, want: 4 }, demand, 8), { least: 2, needed: 4, demand: 0, lacking: 2 });
  equal(gapOf(nine, null, 8).lacking, 0);
});

Deno.test("breaks that are not paid are no working time", () => {
  const long = { ...shift("2026-11-23", 540, 1080), pauses: [{ start_minute: 720, end_minute: 780, paid: false }] };

  equal(hoursOf([long, shift("2026-11-24", 480, 960)]), 16);
});

Deno.test("words on a colour can be read", () => {
  equal([inkOn("#ffffff"), inkOn("#000000"), inkOn("#f5c542")], ["#000000", "#ffffff", "#000000"]);
});

Deno.test("arrows end at the edge", () => {
  equal(movedTo("ArrowDown", 0, 0, 2, 7), [1, 0]);
  equal(movedTo("ArrowLeft", 0, 0, 2, 7), null);
  equal(movedTo("End", 1, 2, 2, 7), [1, 6]);
});
