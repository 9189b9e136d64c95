/** What a visitor chooses is sent in its order, and what the desk refuses is said and changes nothing. */
import { answered, Desk, equal } from "../panel/fakes.ts";
import { Own } from "./own.ts";

const standing = (preferred: string | null) => ({
  topics: [],
  notices: [],
  reached_by: ["web"],
  wishes: { preferred },
});

function ownAt(desk: Desk): Own {
  const ask = (method: string, path: string, body?: unknown) => desk.ask(method, path, { token: "t", body });
  return new Own({ ask } as never, () => {});
}

Deno.test("changes are sent one after another, and the last answer is what stands", async () => {
  const desk = new Desk(({ method, body }) =>
    answered(200, standing(method === "PUT" ? (body as { preferred: string }).preferred : null))
  );
  const own = ownAt(desk);
  await own.read();

  await Promise.all([own.wish({ preferred: "web" }), own.choose("top_1", true), own.wish({ preferred: "sms" })]);

  equal([own.state, own.there?.wishes.preferred, own.refused], ["there", "sms", ""]);
  equal(desk.told, ["GET subscriptions t", "PUT subscriptions t", "POST subscriptions t", "PUT subscriptions t"]);
});

Deno.test("what is refused, or lost, is said, and what was there stays", async () => {
  let answer: ReturnType<typeof answered> | null = answered(200, standing("web"));
  const own = ownAt(new Desk(() => answer));
  await own.read();

  answer = answered(429, { code: "limit_reached" });
  await own.wish({ preferred: "sms" });
  const first = own.refused;
  answer = null;
  await own.wish({ preferred: "sms" });

  equal([first, own.refused, own.there?.wishes.preferred, own.isSending], ["limit_reached", "lost", "web", false]);
});

Deno.test("what cannot be had is missing, and asked again it is there", async () => {
  let answer: ReturnType<typeof answered> | null = null;
  const own = ownAt(new Desk(() => answer));

  await own.read();
  const first = own.state;
  answer = answered(200, standing(null));
  await own.read();

  equal([first, own.state], ["missing", "there"]);
});
