/** What the desk says of one offer changes nothing of another that has come since. */
import { signal } from "@preact/signals";
import { equal } from "../../desk/headless.ts";
import type { Proposal } from "../desk.ts";
import { Keeping } from "./keeping.ts";

const offered = (about: string) =>
  ({ about, text: "I will call you", due_at: "2026-11-30T08:00:00Z", channel: "phone" }) as Proposal;

function keepingOf(answer: () => Promise<object>) {
  const promise = signal<Proposal | null>(null);
  const [learned, ids]: [object[], string[]] = [[], []];
  const followUps = {
    plan: (body: { client_id: string }) => {
      ids.push(body.client_id);
      return answer();
    },
    learn: (stored: object) => void learned.push(stored),
  };
  return { keeping: new Keeping({ promise, followUps } as never), promise, learned, ids };
}

Deno.test("a late success leaves the offer of another conversation where it is", async () => {
  const { keeping, promise, learned } = keepingOf(() => Promise.resolve({ follow_up_id: "1" }));
  const [first, second] = [offered("cnv_1"), offered("cnv_2")];
  promise.value = first;

  const storing = keeping.keep(first);
  promise.value = second;
  await storing;
  const isDropped = keeping.drop(first);

  equal([learned.length, isDropped, promise.value === second, keeping.drop(second)], [1, false, true, true]);
});

Deno.test("what refuses one offer is not said of another, and kept once more it is the same", async () => {
  const refusal = Object.assign(new Error("gone"), { code: "x", errors: [] });
  const { keeping, ids } = keepingOf(() => Promise.reject(refusal));
  const [first, second] = [offered("cnv_1"), offered("cnv_2")];

  await keeping.keep(first);
  const troubles = [first, second].map((each) => keeping.troubleOf(each) !== "");
  await keeping.keep(first);
  await keeping.keep(second);

  equal([troubles, ids[0] === ids[1], ids[1] === ids[2]], [[true, false], true, false]);
});
