/** A preview shows one state of a plan's widget, whatever the plan's is at this moment. */
import type { WidgetConfig } from "../desk/operations.ts";
import { equal } from "../widget/panel/fakes.ts";
import { asSeen, VIEWS } from "./shown.ts";

const closed = { open: false, online: false, monitoring: "everybody", prechat: { name: "required" } };
const config = closed as unknown as WidgetConfig;

Deno.test("a closed plan is seen open, but for the form", () => {
  equal(VIEWS.map((view) => asSeen(config, view).open), [true, true, true, false]);
  equal(VIEWS.map((view) => asSeen(config, view).online), [true, true, true, false]);
});

Deno.test("what is asked first is seen where that is looked at, and nobody is ever watched", () => {
  equal(VIEWS.map((view) => asSeen(config, view).prechat !== null), [false, false, true, false]);
  equal(VIEWS.map((view) => asSeen(config, view).monitoring), [null, null, null, null]);
});
