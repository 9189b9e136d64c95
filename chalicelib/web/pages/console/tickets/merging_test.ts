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
    readTicket: (id: string) => Promise.resolve(ticket(id, { version: 8 })),
  } as unknown as { -readonly [name in keyof typeof asking]: (typeof asking)[name] };
  return { ask, made: new Merging({ ticket: ticket("ours"), learn: () => {} }, ask), told };
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

Deno.test("one that was changed meanwhile is read anew, so that it can be kept all the same", async () => {
  const { made, told, ask } = merging([ticket("a", { version: 7 })]);
  const merge = ask.mergeTickets;
  let isFirst = true;
  ask.mergeTickets = (id, body) => {
    const answer = merge(id, body);
    if (!isFirst) return answer;
    isFirst = false;
    return Promise.reject(Object.assign(new Error("changed"), { code: "ticket_changed", errors: [], said: {} }));
  };
  await made.find("T-261129-0009");
  made.keep(false);

  const first = await made.merge();
  const second = await made.merge();

  equal([Boolean(first), second], [true, null]);
  equal(told, [["a", { version: 7, other_id: "ours" }], ["a", { version: 8, other_id: "ours" }]]);
});
