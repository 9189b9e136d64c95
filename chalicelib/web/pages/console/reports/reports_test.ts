/** Periods, places in the address, scales, comparisons, sections, files: what of the reports can be reckoned without a desk. */
import { equal, settled } from "../../desk/headless.ts";
import type { DefinitionView, FiguresLineView, ReportPage, SumsView } from "../../desk/operations.ts";

const { before, daysOf, lengthOf, PRESETS } = await import("./periods.ts");
const { KEYED, placeOf, suits, TIMELY, USUAL, viewOf, withBy, withDays } = await import("./view.ts");
const { reportOf } = await import("./place.ts");
const { labelled, mostOf, pathOf, stepOf, strengthOf, ticksOf } = await import("./scales.ts");
const { difference, figuresIn, sectionOf, SECTIONS, sectionsOf, sorted, valueOf } = await import("./figures.ts");
const { seriesOf } = await import("./series.ts");
const { keptOf, meets, targetOf } = await import("./target.ts");
const { perAgent, staffedOf, unattended } = await import("./staffing.ts");
const { Export } = await import("./exporting.ts");
const { Reports } = await import("./reports.ts");

const TODAY = "2026-03-15";
const NO_DAYS = { from: "", to: "" };

const TIMES = { number: 1, average: 2, p50: 1, p90: 3, p95: 4, longest: 5, target: null, within: null };

function definition(name: string, unit: DefinitionView["unit"] = "count", section = "conversations"): DefinitionView {
  return { name, unit, section, zh: name, en: name, zh_meaning: "", en_meaning: "" } as DefinitionView;
}

function sums(more: Partial<SumsView> = {}): SumsView {
  return { counts: {}, shares: {}, times: {}, hours: {}, rates: {}, score: null, quality: null, ...more };
}

Deno.test("usual periods end where the desk is today, and a leap year's February has 29 days", () => {
  const periods = PRESETS.map((each) => daysOf(each, TODAY, { from: "2026-01-02", to: "2026-01-03" }));
  const february = daysOf("last_month", "2028-03-31", NO_DAYS);

  equal(periods, [
    { from: TODAY, to: TODAY },
    { from: "2026-03-14", to: "2026-03-14" },
    { from: "2026-03-09", to: TODAY },
    { from: "2026-02-14", to: TODAY },
    { from: "2026-03-01", to: TODAY },
    { from: "2026-02-01", to: "2026-02-28" },
    { from: "2026-01-02", to: "2026-01-03" },
  ]);
  equal(lengthOf(february), 29);
});

Deno.test("the period before is as long, of months it is months, of a month's beginning the same days", () => {
  equal(before({ from: "2026-03-09", to: TODAY }), { from: "2026-03-02", to: "2026-03-08" });
  equal(before({ from: "2026-03-01", to: "2026-03-31" }), { from: "2026-02-01", to: "2026-02-28" });
  equal(before({ from: "2026-01-01", to: "2026-02-28" }), { from: "2025-11-01", to: "2025-12-31" });
  equal(before({ from: "2026-03-01", to: TODAY }), { from: "2026-02-01", to: "2026-02-15" });
  equal(before({ from: "2026-03-01", to: "2026-03-30" }), { from: "2026-02-01", to: "2026-02-28" });
});

Deno.test("a period before never touches its period, whichever days are chosen", () => {
  for (let number = 0; number < 400; number += 1) {
    const from = new Date(Date.UTC(2026, 0, 1 + number)).toISOString().slice(0, 10);
    const to = new Date(Date.UTC(2026, 0, 1 + number + (number * 7) % 90)).toISOString().slice(0, 10);

    const former = before({ from, to });

    equal([former.to < from, former.from <= former.to, lengthOf(former) > 0], [true, true, true]);
  }
});

Deno.test("a view stands in the address and comes back from it as it was", () => {
  const view = {
    ...USUAL,
    section: "service",
    period: "days" as const,
    days: { from: "2026-01-01", to: "2026-02-01" },
    by: "week" as const,
    of: "agent:agt_1",
    compares: true,
    figure: "wait",
    asTable: true,
    sort: "-wait",
    behind: { figure: "wait", key: "2026-01-05" },
  };

  const place = reportOf(placeOf(view))!;

  equal(viewOf(place.section, place.query), view);
  equal(placeOf(USUAL), "report/overview");
  equal([reportOf("ticket/tkt_1"), reportOf(null), reportOf("report/")], [null, null, null]);
});

Deno.test("an address that makes no sense is the usual view, and nothing breaks", () => {
  const view = viewOf("overview", "period=days&from=2026-02-30x&to=&by=password&behind=%40%40&sort=%00&compare=yes");

  equal([view.period, view.by, view.behind, view.compares], ["30d", "day", null, false]);
  equal(viewOf("overview", "period=days&from=2026-03-02&to=2026-03-01").period, "30d");
});

Deno.test("other days are shown by what suits them, and what stands side by side is of all", () => {
  const year = { from: "2025-03-16", to: TODAY };
  const day = { from: TODAY, to: TODAY };

  const ways = [day, { from: "2026-02-14", to: TODAY }, { from: "2025-11-01", to: TODAY }, year].map((days) =>
    withDays(USUAL, "days", days).by
  );

  equal(ways, ["hour", "day", "week", "month"]);
  equal(withDays({ ...USUAL, by: "agent" }, "days", year).by, "agent");
  equal(withDays({ ...USUAL, by: "clock" }, "days", year).by, "month");
  equal(withBy({ ...USUAL, of: "agent:x", sort: "-ended" }, "group"), { ...USUAL, by: "group", of: "", sort: "" });
  const kept = (["plan", "agent", "department"] as const).map((by) => withBy({ ...USUAL, of: "plan:demo" }, by).of);
  equal(kept, ["", "plan:demo", ""]);
  for (const by of TIMELY.filter((each) => each !== "clock")) {
    equal(suits(withDays({ ...USUAL, by }, "days", year).by, year), true);
  }
  equal(KEYED.every((by) => suits(by, year)), true);
});

Deno.test("a scale is written in round steps, times as clocks have them, and ends above what it shows", () => {
  equal(ticksOf(55, 4, { isWhole: true }), [0, 20, 40, 60]);
  equal(ticksOf(2, 4, { isWhole: true }), [0, 1, 2]);
  equal(ticksOf(95, 4, { isTime: true }), [0, 30, 60, 90, 120]);
  equal(ticksOf(0), [0, 1]);
  equal(ticksOf(1), [0, 0.5, 1]);
  equal([stepOf(7200, 4, true), stepOf(1e7, 4, true)], [1800, 5_000_000]);
  for (let most = 0.01; most < 1e7; most *= 1.7) {
    const ticks = ticksOf(most);
    equal([ticks[ticks.length - 1] >= most * 0.999, ticks.length <= 7], [true, true]);
  }
});

Deno.test("labels have room, a gap breaks a line, and a lone point is seen", () => {
  equal(labelled(30, 10), [0, 3, 6, 9, 12, 15, 18, 21, 24, 27]);
  equal(labelled(3, 0), [0]);
  equal(labelled(0, 5), []);
  equal(pathOf([[0, 1], [1, 2], null, [3, 4]]), "M0 1L1 2M3 4h.01");
  equal([0, 1, 25, 26, 100].map((each) => strengthOf(each, 100)), [0, 1, 1, 2, 4]);
  equal([strengthOf(null, 5), strengthOf(5, 0), mostOf([]), mostOf([null, 3, 2])], [0, 0, 0, 3]);
});

Deno.test("what is compared with nothing has no difference, and shares differ in points", () => {
  equal(difference("count", 12, 10)!.unit, "share");
  equal(Math.round(difference("count", 12, 10)!.value * 100), 20);
  equal(difference("share", 0.95, 0.9)!.unit, "points");
  equal([difference("count", 5, 0), difference("seconds", null, 5), difference("average", 4, null)], [
    null,
    null,
    null,
  ]);
});

Deno.test("each figure has a value of its unit, and a figure nobody knows yet is shown all the same", () => {
  const known = sums({
    counts: { ended: 3 },
    shares: { satisfied: 0.5 },
    times: { wait: TIMES },
    hours: { online_time: 7.5 },
    rates: { served_per_hour: 3 },
    score: 4.5,
  });
  const figures = [
    definition("ended"),
    definition("satisfied", "share", "satisfaction"),
    definition("wait", "seconds", "service"),
    definition("score", "average", "satisfaction"),
    definition("online_time", "hours", "staff"),
    definition("served_per_hour", "rate", "staff"),
    definition("newest", "count", "not_known_yet"),
  ];

  equal(figures.map((each) => valueOf(known, each)), [3, 0.5, 1, 4.5, 7.5, 3, 0]);
  equal(figures.map(sectionOf), ["conversations", "satisfaction", "service", "satisfaction", "staff", "staff", "more"]);
  equal(sectionsOf(figures), ["overview", "conversations", "service", "satisfaction", "staff", "more"]);
  equal(figuresIn("conversations", [definition("started"), definition("ended")], true).map(({ name }) => name), [
    "ended",
  ]);
});

Deno.test("every figure stands in exactly one section besides the overview", () => {
  const figures = ["conversations", "tickets", "notices", "", "constructor"].map((section, at) =>
    definition(`f${at}`, "count", section)
  );

  const places = figures.map((each) =>
    SECTIONS.slice(1).filter((section) => figuresIn(section, figures).includes(each)).length
  );

  equal(places, figures.map(() => 1));
});

Deno.test("lines are sorted by their values, and those without stand last whichever way", () => {
  const lines = [3, null, 1, 2];

  equal(sorted(lines, (each) => each, false), [1, 2, 3, null]);
  equal(sorted(lines, (each) => each, true), [3, 2, 1, null]);
  equal(sorted(["b", "a"], (each) => each, true), ["b", "a"]);
});

Deno.test("of seconds the median and what is slower are drawn, of all else the value and the one before", () => {
  const lines: FiguresLineView[] = [{ key: "a", name: null, figures: sums({ times: { wait: TIMES } }) }];

  equal(seriesOf(definition("wait", "seconds"), lines, null), [
    { name: "p50", values: [1] },
    { name: "p90", values: [3] },
    { name: "p95", values: [4] },
  ]);
  equal(seriesOf(definition("ended"), lines, [null]), [
    { name: "value", values: [0] },
    { name: "former", values: [null] },
  ]);
});

Deno.test("a target is kept where half was as quick, and where there is none nothing is said", () => {
  const wait = definition("wait", "seconds");
  const aimed = (target: number | null) => sums({ times: { wait: { ...TIMES, p50: 10, target, within: 0.5 } } });

  equal([10, 9, null].map((target) => meets(aimed(target), wait)), [true, false, null]);
  equal([targetOf(aimed(9), wait), keptOf(aimed(9), wait), meets(sums(), wait)], [9, 0.5, null]);
});

const SPANNING = { ...USUAL, by: "agent" as const };
const DAYS = { from: "2026-03-01", to: "2026-03-02" };

Deno.test("a file is the desk's parts one after another, each asked for by the one before", async () => {
  const asked: Array<string | undefined> = [];
  const saved: string[] = [];
  const parts = [
    { text: "a\r\n", next: "c1", done: 1, of: 2 },
    { text: "b\r\n", next: null, done: 2, of: 2 },
  ];
  const read = ({ cursor }: { cursor?: string }) => Promise.resolve(parts[asked.push(cursor) - 1]);
  const exporting = new Export(read, (...pieces) => void saved.push(...pieces));

  await Promise.all([exporting.write(SPANNING, DAYS), exporting.write(SPANNING, DAYS)]); // twice is once

  equal(asked, [undefined, "c1"]);
  equal(saved, ["figures-2026-03-01-2026-03-02.csv", "a\r\n", "b\r\n"]);
  equal(exporting.progress, null);
});

Deno.test("who leaves half way is given no half file", async () => {
  const saved: string[] = [];
  const exporting: InstanceType<typeof Export> = new Export(() => {
    exporting.leave();
    return Promise.resolve({ text: "a", next: "c1", done: 1, of: null });
  }, (...pieces) => void saved.push(...pieces));

  await exporting.write(SPANNING, DAYS);
  await settled();

  equal([saved, exporting.progress], [[], null]);
});

Deno.test("arrivals stand beside who was there, by the hours of some days and of a usual one", () => {
  const line = (key: string, started: number, staff: number) => ({
    key,
    name: null,
    figures: sums({ counts: { started, assigned: 1 }, hours: { staff_time: staff } }),
  });
  const days = { from: "2026-11-23", to: "2026-11-29" };

  const hours = staffedOf(
    { by: "hour" },
    days,
    [line("2026-11-23T09", 6, 1.5), line("2026-11-23T10", 2, 0)],
    "started",
  );
  const week = [line("1T09", 14, 7), line("2T09", 7, 3.5), line("1T03", 3, 0)];
  const usual = staffedOf({ by: "clock" }, days, week, "started");

  equal(hours.map(({ arrivals, staff }) => [arrivals, staff]), [[6, 1.5], [2, 0]]);
  equal(usual.map(({ key }) => key), ["03", "09"]);
  equal(usual[1], { key: "09", arrivals: 3, staff: 1.5 });
  equal([...perAgent(week, "started")], [["1T09", 2], ["2T09", 2], ["1T03", null]]);
  equal([unattended(week, "started"), unattended(week, "assigned")], [3, 1]);
});

Deno.test("what somebody has read on is still there when it is asked again, by itself or sorted", async () => {
  const pages: Record<string, [string, string | null]> = { "": ["a", "2"], "2": ["b", "3"], "3": ["c", null] };
  const readReport = ({ cursor }: { cursor?: string }) => {
    const [key, next] = pages[cursor ?? ""]!;
    return Promise.resolve(
      { from: TODAY, to: TODAY, items: [{ key, figures: sums() }], total: null, next } as ReportPage,
    );
  };
  const reports = new Reports({ agentId: "agt_1" }, { listReportDefinitions: () => Promise.resolve([]), readReport });
  const view = { ...USUAL, by: "agent" as const };
  const keys = () => reports.shownOf(view)?.present.lines.map(({ key }) => key);
  const stop = reports.look(view);
  await settled();
  await reports.more();
  equal(keys(), ["a", "b"]);
  stop();

  const stopSorted = reports.look({ ...view, sort: "-ended" });
  await settled();

  equal(keys(), ["a", "b"]);
  stopSorted();
});
