/** Many tickets at once: each has its result, what did not work stays ticked, and what is lost is asked once more. */
import { equal } from "../../desk/headless.ts";
import type { TicketOutcome } from "../../desk/operations.ts";
import { Bulk } from "./bulk.ts";

const outcome = (id: string, code: string | null = null) =>
  ({ ticket_id: id, ticket: code ? null : { ticket_id: id }, code, detail: code }) as TicketOutcome;

function bulkOf(answer: () => Promise<{ results: TicketOutcome[] }>) {
  const [learned, keys, asked]: [string[], string[], string[][]] = [[], [], []];
  const tickets = { learn: ({ ticket_id: id }: { ticket_id: string }) => void learned.push(id), wake: () => {} };
  const bulk = new Bulk(tickets as never, ({ ticket_ids: ids }, key) => {
    keys.push(key);
    asked.push(ids);
    return answer();
  });
  bulk.turn(true);
  return { bulk, learned, keys, asked };
}

Deno.test("what did not work stays ticked, and the others are known as they are now", async () => {
  const { bulk, learned } = bulkOf(() => Promise.resolve({ results: [outcome("1"), outcome("2", "ticket_closed")] }));
  bulk.ticks.set(["1", "2"]);

  const told = await bulk.act({ act: "close", text: "sold" });

  equal([bulk.ticks.keys, learned, "results" in told && told.results.length], [["2"], ["1"], 2]);
});

Deno.test("the same thing asked again is the same request, another is not", async () => {
  const { bulk, keys } = bulkOf(() => Promise.reject(Object.assign(new Error("gone"), { code: "x", errors: [] })));
  bulk.ticks.set(["1", "2"]);

  const told = await bulk.act({ act: "close", text: "sold" });
  await bulk.act({ act: "close", text: "sold" });
  await bulk.act({ act: "close", text: "lost" });

  equal(["words" in told, keys[0] === keys[1], keys[1] === keys[2], bulk.ticks.count], [true, true, false, 2]);
});

Deno.test("what was done and left the list meanwhile is asked for again by the same request, until somebody ticks otherwise", async () => {
  const lost = Object.assign(new Error("gone"), { code: "no_answer", errors: [] });
  const { bulk, keys, asked } = bulkOf(() => Promise.reject(lost));
  bulk.ticks.set(["1", "2"]);

  await bulk.act({ act: "close", text: "sold" });
  bulk.ticks.keep(["2", "3"]);
  await bulk.act({ act: "close", text: "sold" });
  bulk.ticks.toggle("3");
  await bulk.act({ act: "close", text: "sold" });

  equal(asked, [["1", "2"], ["1", "2"], ["2", "3"]]);
  equal([keys[0] === keys[1], keys[1] === keys[2]], [true, false]);
});
