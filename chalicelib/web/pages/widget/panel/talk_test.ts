/** What is known of a conversation, and what ends it. */
import type { EntryView } from "../../desk/operations.ts";
import { words } from "../../words/en/widget.ts";
import { answered, Desk, Drawer, equal, settled } from "./fakes.ts";
import { listItems } from "./items.ts";
import { Outbox } from "./outbox.ts";
import { Poller } from "./poller.ts";
import { Sender } from "./sender.ts";
import { Talk } from "./talk.ts";

const AT = "2026-11-28T08:00:00Z";
const NOW = new Date(AT);

function entry(seq: number, kind: EntryView["kind"], more: Partial<EntryView> = {}): EntryView {
  const author = { kind: "agent", id: "a", name: "Lan", number: "1", picture: null } as const;
  return { seq, kind, author, text: "", at: AT, ...more };
}

function talking(shelf: Drawer): Talk {
  const talk = new Talk(shelf);
  talk.begin("c", "open");
  return talk;
}

function lines(talk: Talk) {
  const around = { pending: [], greeting: "", title: "Shop", trouble: null, canStart: true, words, now: NOW };
  return listItems({ ...around, past: talk.past, current: talk, isOver: talk.state === "closed" });
}

const page = (entries: EntryView[], state: "open" | "closed" = "open") => ({
  entries,
  last_seq: entries[entries.length - 1]?.seq ?? 0,
  more: false,
  state,
  poll_after_ms: 3000,
  agent_away: false,
  typing: false,
  read: 0,
});

function poll(desk: Desk, talk: Talk) {
  const visitor = { isKnown: true, ask: (method: string, path: string) => desk.ask(method, path) };
  const news: number[] = [];
  const tell = (entries: EntryView[]) => news.push(entries.length);
  const [isOpen, isHidden, isTyping] = [() => true, () => false, () => true];
  return { poller: new Poller({ talk, visitor, isOpen, isHidden, isTyping, news: tell }), news };
}

Deno.test("a 401 that stays ends no conversation", async () => {
  const talk = talking(new Drawer());
  const { poller } = poll(new Desk(() => answered(401)), talk);

  await settled();
  poller.close();

  equal([talk.state, talk.isWorthAsking], ["open", true]);
});

Deno.test("a conversation out of reach says so and is not asked for again", async () => {
  const shelf = new Drawer();
  const talk = talking(shelf);
  const { poller, news } = poll(new Desk(() => answered(404)), talk);

  await settled();
  poller.close();

  const [end] = lines(talk);
  equal([talk.state, talk.isWorthAsking, news, shelf.read("talk").state], ["closed", false, [0], "closed"]);
  equal(end.type === "ended" && end.text, words.outOfReach);
});

Deno.test("a page that slept goes on where others are", () => {
  const shelf = new Drawer();
  const talk = talking(shelf);
  talk.take(page([entry(1, "message", { text: "Hello" })]));
  shelf.write("talk", { conversation_id: "d", state: "waiting" });

  talk.readAgain();

  equal([talk.id, talk.state, talk.past.map(({ id }) => id)], ["d", "waiting", ["c"]]);
});

Deno.test("what another tab delivered is no trouble of this one any more", async () => {
  const shelf = new Drawer();
  const outbox = new Outbox(shelf);
  const talk = talking(shelf);
  const desk = new Desk(() => null);
  const visitor = { ask: (method: string, path: string, body: unknown) => desk.ask(method, path, { body }) };
  const [stored, changed] = [() => {}, () => {}];
  const sender = new Sender({ outbox, talk, visitor, alone: (work) => work(), stored, changed, page: () => "" });
  const { client_id } = outbox.add("Hello");

  sender.wake();
  await settled();
  const before = sender.trouble;
  outbox.remove(client_id);
  sender.wake();
  await settled();

  equal([before, sender.trouble], ["retrying", null]);
});

Deno.test("handed from one to the next without a word, only the last news is told", () => {
  const talk = talking(new Drawer());
  const agent = { id: "b", name: "Bo", number: "2", picture: null };
  talk.take(page([
    entry(1, "assigned", { agent }),
    entry(2, "transferred", { text: "You are with Mei", agent }),
    entry(3, "reassigned", { text: "You are with Tom", agent }),
  ]));

  const told = lines(talk).map((item) => item.type === "line" && item.text);

  equal(told, [false, "You are with Tom"]);
});

Deno.test("own words keep their place when they are stored", () => {
  const talk = talking(new Drawer());
  const author = { kind: "visitor", id: "v", name: null, number: null, picture: null } as const;
  talk.take(page([entry(1, "message", { author, text: "Hello", client_id: "mine" })]));
  const pending = [{ client_id: "mine", order: 1, text: "Hello" }, { client_id: "next", order: 2, text: "Again" }];
  const known = { past: [], current: talk, isOver: false, greeting: "", title: "", canStart: true, words, now: NOW };

  const bubbles = listItems({ ...known, pending, trouble: 25 }).filter((item) => item.type === "bubble");

  equal(bubbles.map(({ key, state, note }) => [key, state ?? "stored", note ?? ""]), [
    ["mine", "stored", ""],
    ["next", "late", "Too fast, sending again in 25 minutes…"],
  ]);
});

Deno.test("a question says that the visitor types and what they have read, and the answer says it of the agent", async () => {
  const author = { kind: "visitor", id: "v", name: null, number: null, picture: null } as const;
  const own = [1, 2, 3].map((seq) => entry(seq, "message", { author, text: "Hello", client_id: `m${seq}` }));
  const talk = talking(new Drawer());
  const desk = new Desk(() => answered(200, { ...page([]), typing: true, read: 2 }));
  talk.take(page(own));
  talk.markSeen();
  const { poller } = poll(desk, talk);

  await settled();
  poller.close();

  const marked = lines(talk).map((item) => item.type === "bubble" ? Boolean(item.isRead) : item.type);
  equal(desk.asked[0].path, "conversations/c/entries?after=3&limit=100&typing=true&read=3");
  equal(marked, ["day", false, true, false, "typing"]);
});

Deno.test("whoever has just said something does not type any more", () => {
  const talk = talking(new Drawer());

  talk.take({ ...page([entry(1, "message", { text: "Yes." })]), typing: true });
  const after = talk.isTyping;
  talk.take({ ...page([]), last_seq: 1, typing: true });

  equal([after, talk.isTyping], [false, true]);
});

Deno.test("what is said in the conversation that goes on can be answered, and what waits shows what it answers", () => {
  const talk = talking(new Drawer());
  talk.take(page([entry(1, "message", { text: "Green or black?" }), entry(2, "message", { withdrawn: true })]));
  const quote = { conversation_id: "c", seq: 1 };
  const pending = [{ client_id: "mine", order: 1, text: "Green", quote }];
  const known = { past: [], current: talk, greeting: "", title: "", canStart: true, words, now: NOW, trouble: null };

  const [going, over] = [false, true].map((isOver) =>
    listItems({ ...known, isOver, pending }).filter((item) => item.type === "bubble")
  );

  equal([going.map(({ seq }) => seq ?? 0), over.map(({ seq }) => seq ?? 0)], [[1, 0, 0], [0, 0, 0]]);
  equal(going[2].quote, "Green or black?");
});

Deno.test("a message answers what it quotes, and goes without where that conversation is over", async () => {
  const shelf = new Drawer();
  const talk = talking(shelf);
  const desk = new Desk(() => answered(201, { seq: 2 }));
  const outbox = new Outbox(shelf);
  for (const conversation_id of ["c", "over"]) outbox.add("Green", undefined, { conversation_id, seq: 1 });
  const ask = (method: string, path: string, body: unknown) => desk.ask(method, path, { body });
  const alone = <Result>(work: () => Promise<Result>) => work();
  const tell = () => {};

  await new Sender({ outbox, talk, visitor: { ask } as never, alone, stored: tell, changed: tell, page: () => "" })
    .wake();

  equal(desk.asked.map(({ body }) => (body as { quote?: number }).quote ?? null), [1, null]);
});
