/** What was said before comes page by page, and only what is looked at is shown. */
import { answered, Desk, equal } from "../panel/fakes.ts";
import { Past } from "./past.ts";

const item = (id: string) => ({ conversation_id: id, started_at: "2026-11-01T10:00:00Z" }) as never;

function pastAt(desk: Desk): Past {
  const ask = (method: string, path: string) => desk.ask(method, path, { token: "t" });
  return new Past({ ask } as never, () => {});
}

Deno.test("all conversations are there once each page was asked for", async () => {
  const desk = new Desk(({ path }) =>
    path === "conversations"
      ? answered(200, { items: [item("a"), item("b")], next: "x y" })
      : answered(200, { items: [item("c")], next: null })
  );
  const past = pastAt(desk);

  await past.list();
  const first = [past.items.length, past.hasMore];
  await past.more();

  equal(first, [2, true]);
  equal([past.items.length, past.hasMore, past.state], [3, false, "there"]);
  equal(desk.told, ["GET conversations t", "GET conversations?cursor=x%20y t"]);
});

Deno.test("what was said is read on behind what is there", async () => {
  const desk = new Desk(({ path }) =>
    answered(200, { entries: [{ seq: path.endsWith("=0") ? 1 : 2 }], last_seq: 1, more: path.endsWith("=0") })
  );
  const past = pastAt(desk);

  await past.read(item("a"));
  const hadMore = past.hasMore;
  await past.more();

  equal([past.entries.map(({ seq }) => seq), hadMore, past.hasMore], [[1, 2], true, false]);
});

Deno.test("what cannot be had is said, and asked for once more", async () => {
  let isThere = false;
  const past = pastAt(new Desk(() => isThere ? answered(200, { items: [], next: null }) : null));

  await past.list();
  const first = past.state;
  isThere = true;
  await past.more();

  equal([first, past.state], ["missing", "there"]);
});

Deno.test("an answer that comes after one went on to something else is not shown", async () => {
  const desk = new Desk(({ path }) =>
    path === "conversations"
      ? answered(200, { items: [item("a")], next: null })
      : answered(200, { entries: [{ seq: 1 }], last_seq: 1, more: false })
  );
  const past = pastAt(desk);

  await past.list();
  const reading = past.read(item("a"));
  past.leave();
  await reading;

  equal([past.open, past.entries, past.state], [null, [], "there"]);
});
