/** What runs now, weeks by the desk's clock, and an answer that comes too late. */
import "../../build/as_in_a_browser.ts";
import { equal } from "../../desk/headless.ts";
import type { OwnShifts, SpanView, TodayView } from "../../desk/operations.ts";
import { dayIn, mondayOf, presentOf, Shifts } from "./shifts.ts";

const span = (since: string, until: string) => ({ since, until }) as SpanView;
const TODAY = { time_zone: "Asia/Shanghai", at: "2026-11-22T17:00:00Z", unseen: [] } as unknown as TodayView;

Deno.test("a day is that of the desk's clock, wherever one is", () => {
  equal(dayIn("Asia/Shanghai", "2026-11-22T17:00:00Z"), "2026-11-23");
  equal(mondayOf("2026-11-29"), "2026-11-23");
});

Deno.test("the shift that runs comes first, else the next one", () => {
  const spans = [
    span("2026-11-23T00:00:00Z", "2026-11-23T08:00:00Z"),
    span("2026-11-24T00:00:00Z", "2026-11-24T08:00:00Z"),
  ];

  equal(presentOf(spans, "2026-11-23T04:00:00Z")?.runs, true);
  equal(presentOf(spans, "2026-11-23T09:00:00Z")?.span.since, "2026-11-24T00:00:00Z");
  equal(presentOf(spans, "2026-11-25T09:00:00Z"), null);
});

Deno.test("of two weeks that are asked for the later one is shown, whichever comes first", async () => {
  const waiting = new Map<string, (week: OwnShifts) => void>();
  const shifts = new Shifts({
    today: () => Promise.resolve(TODAY),
    week: (monday) => new Promise((resolve) => waiting.set(monday, resolve)),
    seen: () => Promise.resolve(null),
    address: () => Promise.resolve({ url: null }),
    newAddress: () => Promise.resolve({ url: "https://desk/calendar/x.ics" }),
    noAddress: () => Promise.resolve(null),
  });
  const week = (name: string) => ({ time_zone: name }) as OwnShifts;
  const first = shifts.look();
  await new Promise((resolve) => setTimeout(resolve, 0));
  const second = shifts.step(1);

  waiting.get("2026-11-30")!(week("later"));
  waiting.get("2026-11-23")!(week("earlier"));
  await Promise.all([first, second]);

  equal([shifts.monday, shifts.week?.time_zone], ["2026-11-30", "later"]);
});
