/** What is unfinished: when it is read again, who is told once a day, and which day is looked at first. */
import { equal } from "../../desk/headless.ts";
import type { UnfinishedDay, UnfinishedLeft } from "../../desk/operations.ts";
import { firstDay, Left } from "./left.ts";
import { placeOfView, viewOf } from "./place.ts";
import { pauseAfter, type Thing, Unfinished, waitingIn } from "./unfinished.ts";
import { placeOf } from "./where.ts";

const thing = (id: string, done: boolean | null = null): Thing => ({
  kind: "ticket",
  thing_id: id,
  since: "2026-11-23T01:00:00Z",
  customer: "",
  visitor_id: null,
  number: "",
  about: "",
  due_at: null,
  plan_key: null,
  locale: "en",
  mine: true,
  late: false,
  note: done === null ? null : {
    at: "2026-11-23T09:00:00Z",
    version: 1,
    told: false,
    text: "",
    until: null,
    group: null,
    what: "tomorrow",
    to: null,
    done,
  },
});

const day = (after: number | null, ...items: Thing[]): UnfinishedDay => ({
  day: "2026-11-23",
  ends_at: null,
  tell_after_ms: after,
  things: items,
  more: false,
});

function memory() {
  const kept = new Map<string, unknown>();
  return {
    read: (key: string) => (kept.get(key) ?? null) as never,
    write: (key: string, value: unknown) => void kept.set(key, value),
    remove: (key: string) => void kept.delete(key),
    onChange: () => {},
  };
}

function desk(...days: (UnfinishedDay | null)[]) {
  const rung: string[] = [];
  const pauses: number[] = [];
  const notifier = {
    ring: () => {},
    announce: ({ conversationId }: { conversationId: string }) => rung.push(conversationId),
  };
  const read = () => {
    const next = days.length > 1 ? days.shift() : days[0];
    return next ? Promise.resolve(next) : Promise.reject(new Error("no answer"));
  };
  const later = (ms: number) => {
    pauses.push(ms);
    return () => {};
  };
  const telling = {
    agentId: "agt_1",
    notifier: { ...notifier, announce: (what: { conversationId: string }) => void notifier.announce(what) },
    open: () => {},
  };
  return { rung, pauses, unfinished: new Unfinished(telling, read, memory(), later) };
}

Deno.test("it is read at the desk's moment, then every few minutes, and else once an hour", () => {
  equal(pauseAfter({ tell_after_ms: null }), 3_600_000);
  equal(pauseAfter({ tell_after_ms: 90_000 }), 92_000);
  equal(pauseAfter({ tell_after_ms: 9_000_000 }), 3_600_000);
  equal(pauseAfter({ tell_after_ms: 0 }), 300_000);
});

Deno.test("one is told once a day, and not before it is time or of what is noted", async () => {
  const { rung, unfinished } = desk(
    day(60_000, thing("a")),
    day(0, thing("a", true)),
    day(0, thing("a", false)),
    day(0, thing("a")),
  );

  const pressing = [];
  for (let times = 0; times < 4; times += 1) {
    await unfinished.look();
    pressing.push([unfinished.pressing?.length ?? null, rung.length]);
  }

  equal(pressing, [[null, 0], [null, 0], [1, 1], [1, 1]]);
});

Deno.test("what was put away comes back with something else that is open", async () => {
  const { unfinished } = desk(day(0, thing("a")), day(0, thing("a")), day(0, thing("a"), thing("b")));
  await unfinished.look();
  unfinished.hide();
  await unfinished.look();
  const hidden = unfinished.pressing;

  await unfinished.look();

  equal([hidden, unfinished.pressing?.length], [null, 2]);
});

Deno.test("a failure keeps what is known, and it is asked again only while somebody is here", async () => {
  const { unfinished, pauses } = desk(day(null, thing("a")), null, day(null));
  unfinished.start();
  await Promise.resolve().then(() => {}).then(() => {});
  await unfinished.look();

  const kept = [unfinished.failed, unfinished.day?.things.length];
  unfinished.stop();
  const asked = pauses.length;
  await unfinished.look();

  equal(kept, [true, 1]);
  equal([pauses.length, unfinished.failed], [asked, false]);
});

Deno.test("each kind is finished where it is worked on", () => {
  const places = (["conversation", "message", "ticket", "promise"] as const).map((kind) =>
    placeOf({ kind, thing_id: "x" })
  );

  equal(new Set(places).size, 4);
  equal(places[0], "x");
  equal([viewOf(placeOfView("left")), viewOf("ticket/x"), viewOf(null)], ["left", null, null]);
  equal(waitingIn([thing("a", true), thing("b")]).map(({ thing_id: id }) => id), ["b"]);
});

Deno.test("in the morning yesterday is looked at, later today", () => {
  equal(firstDay(new Date(2026, 10, 24, 8)), "2026-11-23");
  equal(firstDay(new Date(2026, 10, 24, 18)), "2026-11-24");
  equal(firstDay(new Date(2026, 2, 1, 8)), "2026-02-28");
});

Deno.test("pages are read one after the other, and one that failed is asked for again", async () => {
  const asked: (string | null)[] = [];
  let fails = true;
  const left = new Left((_, cursor) => {
    asked.push(cursor);
    if (cursor && fails) return Promise.reject(new Error("no answer"));
    return Promise.resolve({ items: [{ unnoted: 1 } as UnfinishedLeft], next: cursor ? null : "2" });
  });
  await left.look("2026-11-23");
  await left.more();
  const failed = left.state;
  fails = false;

  await left.again();

  equal([failed, left.state, left.items.length, left.hasMore], ["failed", "there", 2, false]);
  equal(asked, [null, "2", "2"]);
});
