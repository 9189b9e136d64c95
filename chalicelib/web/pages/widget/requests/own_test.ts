/** A customer's requests: read page by page, answered once, and told why where that cannot be done. */
import { answered, Desk, equal } from "../panel/fakes.ts";
import { Own } from "./own.ts";

const ticket = (id: string, values: object = {}) =>
  ({ ticket_id: id, subject: id, may_write: true, ...values }) as never;

function ownAt(desk: Desk): Own {
  const ask = (method: string, path: string, body?: unknown) => desk.ask(method, path, { token: "t", body });
  return new Own({ ask } as never, () => {});
}

const readAt = (path: string) =>
  answered(200, { ticket_id: path.split(/[/?]/)[1], may_write: true, entries: [], last_seq: 1, more: false });

const read = (entries: object[] = [], last = 1) =>
  answered(200, { ticket_id: "a", may_write: true, entries, last_seq: last, more: false });

Deno.test("all requests are there once each page was asked for", async () => {
  const desk = new Desk(({ path }) =>
    path === "tickets"
      ? answered(200, { items: [ticket("a")], next: "x y" })
      : answered(200, { items: [ticket("b")], next: null })
  );
  const own = ownAt(desk);

  await own.list();
  const first = [own.items.length, own.hasMore];
  await own.more();

  equal([first, own.items.length, own.hasMore, own.state], [[1, true], 2, false, "there"]);
  equal(desk.told, ["GET tickets t", "GET tickets?cursor=x%20y t"]);
});

Deno.test("what is new of one request is read behind what is there", async () => {
  const desk = new Desk(({ path }) => read([{ seq: path.endsWith("=0") ? 1 : 4 }], path.endsWith("=0") ? 3 : 4));
  const own = ownAt(desk);

  await own.read(ticket("a"));
  await own.more();

  equal(own.entries.map(({ seq }) => seq), [1, 4]);
  equal(desk.told, ["GET tickets/a?after=0 t", "GET tickets/a?after=3 t"]);
});

Deno.test("a request that has no steps yet stays as it is while it is read once more", async () => {
  const states: string[] = [];
  const desk = new Desk(() => read([], 0));
  const ask = (method: string, path: string) => desk.ask(method, path, {});
  const own: Own = new Own({ ask } as never, () => states.push(own.state));
  await own.read(ticket("a"));

  await own.more();

  equal(states, ["loading", "there", "there"]);
});

Deno.test("words whose receipt was lost are sent again under the same name, and stand there once taken", async () => {
  let isLost = true;
  const desk = new Desk(({ method }) => method === "GET" ? read() : isLost ? null : answered(200, { ticket_id: "a" }));
  const own = ownAt(desk);
  await own.read(ticket("a"));

  const first = await own.say("Still broken");
  const why = own.refused;
  isLost = false;
  const second = await own.say("Still broken");

  const names = desk.asked.filter(({ method }) => method === "POST").map(({ body }) => (body as Named).client_id);
  equal([first, why, second, own.refused], [false, "lost", true, ""]);
  equal([names.length, new Set(names).size], [2, 1]);
});

interface Named {
  client_id: string;
}

/** A desk that holds back its answer to what is posted until `go` is called. */
function slowDesk() {
  const desk = new Desk(({ path }) => path === "tickets" ? answered(200, { items: [], next: null }) : readAt(path));
  const ask = desk.ask.bind(desk);
  let go = () => {};
  const held = new Promise<void>((resolve) => go = resolve);
  desk.ask = async (method, path, sent) => {
    const answer = await ask(method, path, sent);
    if (method === "POST") await held;
    return answer;
  };
  return { own: ownAt(desk), go };
}

Deno.test("an answer that comes when the list, or another request, is looked at leaves that alone", async () => {
  const { own, go } = slowDesk();
  await own.read(ticket("a"));
  const sending = own.say("Still broken");
  await own.leave();

  go();
  const isTaken = await sending;

  equal([isTaken, own.open, own.entries, own.refused, own.isSending], [true, null, [], "", false]);
});

Deno.test("what is typed stays with its request until just that is taken", async () => {
  const { own, go } = slowDesk();
  await own.read(ticket("a"));
  own.draft = "Still broken ";
  const sending = own.say("Still broken");
  await own.read(ticket("b"));
  const ofAnother = own.draft;
  own.draft = "When?";

  go();
  await sending;
  const kept = own.draft;
  await own.read(ticket("a"));

  equal([ofAnother, kept, own.draft], ["", "When?", ""]);
});

Deno.test("a verdict that cannot be given says why, and the request is read as it is now", async () => {
  const desk = new Desk(({ method }) => method === "GET" ? read() : answered(409, { code: "reopened_too_late" }));
  const own = ownAt(desk);
  await own.read(ticket("a"));

  const isDone = await own.judge(false, "It broke again");

  equal([isDone, own.refused, desk.told.at(-1)], [false, "reopened_too_late", "GET tickets/a?after=1 t"]);
});
