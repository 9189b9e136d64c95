/** A conversation ends when the desk has said so, and never before what was written in it is there. */
import { answered, Desk, equal } from "../panel/fakes.ts";
import { end } from "./question.ts";

async function ended(desk: Desk, unsent: unknown = null) {
  const talk = { id: "one", hasEnded: false, end: () => (talk.hasEnded = true) };
  const ask = (method: string, path: string, body: unknown) => desk.ask(method, path, { body });
  const env = { outbox: { next: unsent }, talk, visitor: { ask }, stored: () => {} };
  return [await end(env as never), talk.hasEnded, desk.asked.length];
}

Deno.test("it ends where the desk ends it, or has done so already", async () => {
  const answers = [answered(200), answered(409), answered(404)];

  const outcomes = await Promise.all(answers.map((answer) => ended(new Desk(() => answer))));

  equal(outcomes, [[null, true, 1], [null, true, 1], [null, true, 1]]);
});

Deno.test("it goes on while something is unsent, or the desk does not end it", async () => {
  const outcomes = [
    await ended(new Desk(() => answered(200)), {}),
    await ended(new Desk(() => answered(403))),
    await ended(new Desk(() => null)),
  ];

  equal(outcomes, [["wait", false, 0], ["trouble", false, 1], ["trouble", false, 1]]);
});
