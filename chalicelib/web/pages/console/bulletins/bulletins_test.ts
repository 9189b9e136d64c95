/** What is typed in a day report outlasts errors, other pages and leaving; late in the day it is asked for. */
import { equal, settled } from "../../desk/headless.ts";
import type { DayReportView } from "../../desk/operations.ts";
import { DayReportDue } from "./due.ts";
import { OwnDay } from "./own.ts";

const REPORT = {
  day: "2026-11-28",
  state: "draft",
  remarks: "",
  plan: "",
  version: 0,
  may_change: true,
} as unknown as DayReportView;

function keeping() {
  const held = new Map<string, unknown>();
  return {
    held,
    kept: {
      read: (key: string, otherwise: unknown = null) => held.get(key) ?? otherwise,
      write: (key: string, value: unknown) => void held.set(key, value),
      remove: (key: string) => void held.delete(key),
      onChange: () => {},
    } as never,
  };
}

function desk() {
  const { held, kept } = keeping();
  const told: unknown[] = [];
  const later: Array<() => void> = [];
  let stored = REPORT;
  let fails: string | null = null;
  const act = (state: DayReportView["state"]) => (_: string, body: { version?: number | null }) => {
    told.push(body);
    if (fails) return Promise.reject({ code: fails });
    stored = { ...stored, ...body, state, version: stored.version + 1 } as DayReportView;
    return Promise.resolve(stored);
  };
  const ask = { readOwn: () => Promise.resolve(stored), save: act("draft"), send: act("sent") };
  const options = {
    ask,
    kept,
    later: (_: number, callback: () => void) => {
      later.push(callback);
      return () => void later.splice(0);
    },
  };
  const make = () => new OwnDay("agt_1", options);
  return { make, told, later, held, fail: (code: string | null) => fails = code };
}

Deno.test("what is typed is kept by the desk a moment later, with the version that was read", async () => {
  const { make, told, later, held } = desk();
  const own = make();
  await own.reading.reload();

  own.type("remarks", "Calm");
  own.type("remarks", "Calm day");
  later[0]();
  await settled();

  equal(told, [{ remarks: "Calm day", plan: "", version: 0 }]);
  equal(own.told, "saved");
  equal(own.dirty, false);
  equal([...held.keys()], []);
});

Deno.test("an error loses nothing, and another page's change is put under what is written here", async () => {
  const { make, fail } = desk();
  const own = make();
  await own.reading.reload();
  own.type("plan", "Call Mei");
  fail("changed_meanwhile");

  await own.save();
  fail(null);
  await own.readAnew();

  equal(own.words.plan, "Call Mei");
  equal(own.dirty, true);
  await own.save();
  equal(own.told, "saved");
});

Deno.test("who leaves before it is saved finds it again", async () => {
  const { make, fail } = desk();
  const first = make();
  await first.reading.reload();
  fail("no_answer");
  first.type("remarks", "Half a");
  first.leave();
  await settled();

  const second = make();
  await second.reading.reload();

  equal(second.words.remarks, "Half a");
});

Deno.test("it is due late in the day until it was sent, and again the next day", () => {
  const { kept } = keeping();
  let now = new Date(2026, 10, 28, 16, 29);
  const due = new DayReportDue("agt_1", () => now, kept, () => () => {});
  equal(due.isDue, false);
  now = new Date(2026, 10, 28, 16, 30);
  due.watch();
  equal(due.isDue, true);

  due.sent();

  equal(due.isDue, false);
  equal(new DayReportDue("agt_1", () => now, kept, () => () => {}).isDue, false);
  now = new Date(2026, 10, 29, 17, 0);
  due.watch();
  equal(due.isDue, true);
});
