/** Whoever looks for a request hears what there is, or plainly why there is nothing. */
import type { Answer } from "../panel/transport.ts";
import { answered, Desk, equal } from "../panel/fakes.ts";
import { Finding } from "./finding.ts";

const WANTED = { number: "T-261129-0001", contact: "mei@example.com" };

async function lookedUpAt(answer: Answer | null): Promise<[Finding, Desk]> {
  const desk = new Desk(() => answer);
  const ask = (method: string, path: string, body?: unknown) => desk.ask(method, path, { body });
  const finding = new Finding({ ask } as never, () => {}, () => 0);
  await finding.look(WANTED);
  return [finding, desk];
}

Deno.test("what is found leads to its page", async () => {
  const [{ found, refused }, desk] = await lookedUpAt(answered(200, { ticket: {}, path: "/t/x" }));

  equal([found?.path, refused, desk.asked[0].body], ["/t/x", "", WANTED]);
});

Deno.test("who guesses too often is told when to try again, and others why there is nothing", async () => {
  const answers = [
    { ...answered(429, { code: "limit_reached" }), retryAfterMs: 90_000 },
    answered(404, {
      code: "not_found",
    }),
    null,
  ];

  const told = [];
  for (const answer of answers) told.push((await lookedUpAt(answer))[0]);

  equal(told.map(({ refused, again, found }) => [refused, again?.getTime() ?? null, found]), [
    ["later", 90_000, null],
    ["not_found", null, null],
    ["lost", null, null],
  ]);
});
