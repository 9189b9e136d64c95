/** A rating is sent until its end is known, and every tab that sent one hears of it. */
import { answered, Desk, Drawer, equal, settled } from "../panel/fakes.ts";
import type { Alone } from "../panel/lock.ts";
import { Post } from "./post.ts";

const said = (score: number) => ({ score, reasons: [], comment: "", answers: {}, resolved: null });

/** One lock for all tabs of a test. */
function lock(): Alone {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const now = last.then(work, work);
    last = now;
    return now;
  };
}

function tab(desk: Desk, shelf: Drawer, alone: Alone) {
  const heard: Array<number | null> = [];
  const visitor = { ask: (method: string, path: string, body: unknown) => desk.ask(method, path, { body }) };
  const post = new Post({ shelf, visitor, alone: () => alone });
  post.listen("s", (answer) => heard.push(answer?.status ?? null));
  return { post, heard };
}

Deno.test("two tabs that rate within the same moment are both told, and the later word is sent", async () => {
  const desk = new Desk(() => answered(200, { survey_id: "s" }));
  const [shelf, alone] = [new Drawer(), lock()];
  const [one, other] = [tab(desk, shelf, alone), tab(desk, shelf, alone)];

  one.post.send("s", said(5));
  other.post.send("s", said(1));
  await settled();

  const scores = desk.asked.map(({ body }) => (body as { score: number }).score);
  equal(scores[scores.length - 1], 1);
  equal([one.heard.length > 0, other.heard.length > 0, shelf.names("out-")], [true, true, []]);
  one.post.close();
  other.post.close();
});

Deno.test("whose record another tab took hears that there is something to read", async () => {
  const desk = new Desk(() => answered(200, { survey_id: "s" }));
  const [shelf, gate] = [new Drawer(), Promise.withResolvers<void>()];
  const { post, heard } = tab(desk, shelf, async (work) => {
    await gate.promise;
    return await work();
  });

  post.send("s", said(5));
  shelf.drop("out-rating:s");
  gate.resolve();
  await settled();

  equal([heard, desk.told], [[null], []]);
  post.close();
});
