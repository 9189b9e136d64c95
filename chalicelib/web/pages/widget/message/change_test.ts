/** One's own message has other words, or none, exactly once; and whoever cannot have that is told why. */
import type { EntryView } from "../../desk/operations.ts";
import type { Answer } from "../../desk/client.ts";
import { answered, Desk, equal } from "../panel/fakes.ts";
import { actsFor, Change } from "./change.ts";

const SAID_AT = Date.parse("2026-11-23T09:00:00Z");
const own = (more: object = {}) =>
  ({
    seq: 2,
    kind: "message",
    author: { kind: "visitor" },
    text: "Hi",
    at: "2026-11-23T09:00:00Z",
    ...more,
  }) as EntryView;
const told = { seq: 5, kind: "edited", about: 2, text: "Hello" };

function changeAt(desk: Desk) {
  const talk = {
    id: "one" as string | null,
    taken: [] as unknown[],
    takeOwn: (entry: unknown) => talk.taken.push(entry),
  };
  const stored: unknown[] = [];
  const ask = (method: string, path: string, body: unknown) => desk.ask(method, path, { body });
  const change = new Change({ visitor: { ask } as never, talk: talk as never, stored: (each) => stored.push(each) }, 2);
  return { change, talk, stored };
}

const ids = (desk: Desk) => desk.asked.map(({ body }) => (body as { client_id: string }).client_id);

Deno.test("one's own words can be changed for two minutes, everybody's can be answered", () => {
  const theirs = own({ author: { kind: "agent" } });

  const acts = [[own(), 119_999], [own(), 120_000], [theirs, 0], [own({ text: "" }), 0]] as const;

  equal(acts.map(([entry, after]) => actsFor(entry, SAID_AT + after).join(" ")), [
    "quote edit withdraw",
    "quote",
    "quote",
    "quote withdraw",
  ]);
});

Deno.test("where no clear answer comes it is asked again with the same id, and said", async () => {
  const desk = new Desk((): Answer | null => desk.asked.length < 3 ? null : answered(201, told));
  const { change, talk, stored } = changeAt(desk);
  const delays: string[] = [];

  const refusal = await change.ask("Hello", (delay) => {
    delays.push(delay);
    change.wake();
  });

  equal([refusal, delays, new Set(ids(desk)).size], [null, ["lost", "lost"], 1]);
  equal([talk.taken, stored], [[told], [[told]]]);
  equal(desk.asked[0].path, "conversations/one/messages/change");
});

Deno.test("whoever is too fast waits, and other words are asked for with another id", async () => {
  const desk = new Desk((): Answer => desk.asked.length === 1 ? answered(429) : answered(201, told));
  const { change } = changeAt(desk);
  const delays: string[] = [];

  for (const text of ["Hello", null]) {
    await change.ask(text, (delay) => {
      delays.push(delay);
      change.wake();
    });
  }

  equal([delays, new Set(ids(desk)).size], [["slow"], 2]);
  equal((desk.asked[2].body as { text: unknown }).text, null);
});

Deno.test("what the desk refuses is told by its code, and by its words", async () => {
  const desk = new Desk(() => answered(409, { code: "too_late_to_change", detail: "two minutes" }));
  const { change, stored } = changeAt(desk);

  const refusal = await change.ask("Hello", () => {});

  equal([refusal, stored], [{ code: "too_late_to_change", detail: "two minutes" }, []]);
});

Deno.test("whoever gives up waits no longer, and another conversation gets nothing of this one", async () => {
  const away = new Desk(() => null);
  const { change } = changeAt(away);
  const here = new Desk(() => {
    next.talk.id = "two";
    return answered(201, told);
  });
  const next = changeAt(here);

  const given = await change.ask("Hello", () => change.giveUp());
  const late = await next.change.ask("Hello", () => {});

  equal([given, away.asked.length, late, next.talk.taken, next.stored], [null, 1, null, [], []]);
});
