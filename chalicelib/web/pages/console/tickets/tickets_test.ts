/** What belongs into which list of tickets, and what is asked for them. */
import { equal, settled } from "../../desk/headless.ts";
import type { TicketInList } from "../../desk/operations.ts";
import type * as asking from "./asking.ts";
import { isNumber, lookedFor, NO_FILTERS, Tickets } from "./tickets.ts";

const ticket = (id: string, values: object = {}) =>
  ({
    ...{ ticket_id: id, type: "aftersale", state: "assigned", version: 1, late: false, due_at: null },
    ...{ owner: { id: "me" }, handler: { id: "me" } },
    ...values,
  }) as TicketInList;

/** Lists of a desk that has these; what was asked of it. */
function desk(items: TicketInList[], owed: TicketInList[] = []) {
  const asked: object[] = [];
  const tickets = new Tickets(
    "group",
    "me",
    {
      listTickets: (query: object) => {
        asked.push(query);
        return Promise.resolve({ items, next: null });
      },
      listDeadlines: () =>
        Promise.resolve({
          items: owed.map((each) => ({ name: "reason", state: "running", due_at: null, ticket: each })),
          next: null,
        }),
    } as unknown as typeof asking,
  );
  return { tickets, asked };
}

async function read(tickets: Tickets): Promise<void> {
  tickets.look(true);
  await settled();
  tickets.stop();
}

Deno.test("the late ones are read beside the chosen list, whatever is chosen for that", async () => {
  const { tickets, asked } = desk([ticket("1"), ticket("2", { late: true, due_at: "2026-11-29T00:00:00Z" })]);
  tickets.choose("mine", { ...NO_FILTERS, state: "new", type: "repair", owner: "you" });

  await read(tickets);

  equal(asked.slice(0, 2), [
    { view: "mine", state: "new", type: "repair", priority: "", owner_id: "you" },
    { view: "late" },
  ]);
  equal(tickets.waiting, { known: true, count: 1, more: false });
});

Deno.test("what was given away or solved leaves the list at once", async () => {
  const { tickets } = desk([ticket("1"), ticket("2"), ticket("3")]);
  await read(tickets);

  tickets.learn(ticket("1", { handler: { id: "other" }, version: 2 }));
  tickets.learn(ticket("2", { state: "solved", version: 2 }));

  equal(tickets.items.map(({ ticket_id: id }) => id), ["3"]);
});

Deno.test("a list that is older than what was read of a ticket changes nothing", async () => {
  const { tickets } = desk([ticket("1")]);
  tickets.learn(ticket("1", { version: 5, state: "in_progress" }));

  await read(tickets);

  equal(tickets.get("1")?.state, "in_progress");
});

Deno.test("a number finds one ticket, wherever it is", async () => {
  const { tickets, asked } = desk([ticket("9", { state: "closed", handler: { id: "other" } })]);
  tickets.choose("mine", { ...NO_FILTERS, number: "T-261129-0009" });

  await read(tickets);

  equal(asked[0], { number: "T-261129-0009" });
  equal(tickets.items.map(({ ticket_id: id }) => id), ["9"]);
});

Deno.test("whoever has to say why is told for which", async () => {
  const { tickets } = desk([], [ticket("7")]);

  await read(tickets);

  equal(tickets.owed?.map(({ ticket }) => ticket.ticket_id), ["7"]);
});

Deno.test("who has said why is not asked again until the desk owes another one", async () => {
  const listed = [ticket("7", { version: 3 })];
  const { tickets } = desk([], listed);
  await read(tickets);

  tickets.explained(ticket("7", { version: 4 }));
  const after = tickets.owes("7");
  listed[0] = ticket("7", { version: 6 });
  tickets.start();
  await settled();
  tickets.stop();

  equal([after, tickets.owes("7")], [false, true]);
});

Deno.test("a list is narrowed at once to what is chosen, and counted as far as it was read", async () => {
  const { tickets } = desk([
    ticket("1", { priority: "critical", due_at: "2001-01-01T00:00:00Z", group_id: "grp_1" }),
    ticket("2", { priority: "critical", due_at: null, group_id: "grp_1" }),
    ticket("3", { priority: "normal", due_at: "2001-01-01T00:00:00Z", group_id: "grp_1" }),
  ]);
  const before = tickets.countOf("mine");
  tickets.choose("mine", { ...NO_FILTERS, priority: "critical", due: "today", group: "grp_1" });

  await read(tickets);

  equal([before, tickets.countOf("mine")], [null, { count: 1, more: false }]);
});

Deno.test("a number is known however it is written", () => {
  equal(["T-261129-0009", " t261129 0009", "0009", "T恤"].map(isNumber), [true, true, false, false]);
});

Deno.test("a number is looked for alone, and an empty field takes back nothing but a number", () => {
  const narrowed = { ...NO_FILTERS, type: "repair" } as const;
  const byNumber = lookedFor(narrowed, "T-261129-0009")!;

  equal(byNumber, { ...NO_FILTERS, number: "T-261129-0009" });
  equal([lookedFor(narrowed, ""), lookedFor(byNumber, "")], [null, NO_FILTERS]);
});
