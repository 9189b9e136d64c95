/** What is typed becomes what is asked; places lead where they say. */
import "../../build/as_in_a_browser.ts";
import { equal } from "../../desk/headless.ts";
import { askedOf } from "./leave-form.tsx";
import { attendanceOf, placeOfTab, VIEWS } from "./place.ts";

const TYPED = { kind_id: "annual", first: "2026-11-30", last: "2026-12-01", from: "", until: "", reason: "x" };

Deno.test("days are asked for by their dates, a part of a day on one day alone", () => {
  equal(askedOf({ ...TYPED, part: "days" }), {
    kind_id: "annual",
    first: "2026-11-30",
    last: "2026-12-01",
    part: "days",
  });
  equal(askedOf({ ...TYPED, part: "first_half" })?.last, "2026-11-30");
  equal(askedOf({ ...TYPED, part: "days", last: "" }), null);
});

Deno.test("hours are minutes of the day, beyond midnight on the next one", () => {
  const asked = askedOf({ ...TYPED, part: "hours", from: "22:30", until: "01:00" });

  equal([asked && "start_minute" in asked && asked.start_minute, asked && "end_minute" in asked && asked.end_minute], [
    1350,
    1500,
  ]);
  equal(askedOf({ ...TYPED, part: "hours", from: "10:00", until: "10:00" }), null);
  equal(askedOf({ ...TYPED, part: "hours", from: "10:00", until: "" }), null);
});

Deno.test("each view has a place of its own", () => {
  equal(VIEWS.map((view) => attendanceOf(placeOfTab(view))), [...VIEWS]);
  equal([attendanceOf("shifts"), attendanceOf(null)], [null, null]);
});
