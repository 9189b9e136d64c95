/** Of two tickets one stays: whichever is chosen, and only such as can be merged are offered. */
import { equal, settled } from "../../desk/headless.ts";
import type * as asking from "./asking.ts";
import { Merging } from "./merging.ts";
import type { Ticket } from "./rules.ts";

const ticket = (id: string, values: object = {}) =>
  ({ ticket_id: id, version: 3, merged_into: null, customer: { visitor_id: "vis_1" }, ...values }) as Ticket;

function merging(items: Ticket[]) {
  const told: unknown[] = [];
  const ask = {
    listTickets: () => Promise.resolve({ items, next: null }),
    mergeTickets: (id: string, body: object) => {
      told.push([id, body]);
      return Promise.resolve(ticket(id));
    },
  } as unknown as typeof asking;
  return { made: new Merging({ ticket: ticket("ours"), learn: () => {} }, ask), told };
}

Deno.test("neither itself nor what is part of another is offered", async () => {
  const { made } = merging([ticket("ours"), ticket("a"), ticket("b", { merged_into: "a" })]);

  await made.suggest();

  equal(made.others.map(({ ticket_id: id }) => id), ["a"]);
});

Deno.test("the one that stays is asked, by the version that was seen of it", async () => {
  const { made, told } = merging([ticket("a", { version: 7 })]);
  await made.find("T-261129-0009");

  await made.merge();
  made.keep(false);
  await made.merge();
  await settled();

  equal(told, [["ours", { version: 3, other_id: "a" }], ["a", { version: 7, other_id: "ours" }]]);
});

Deno.test("what is no number, and what is not there, is said", async () => {
  const { made } = merging([]);

  await made.find("lid");
  const first = made.trouble;
  await made.find("T-261129-0009");

  equal([first, made.trouble, made.pair], ["ticket.merge.no_number", "ticket.merge.none", null]);
});
