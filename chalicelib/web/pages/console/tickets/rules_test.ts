/** Where a ticket may go, what that asks for, and what was changed. */
import { equal } from "../../desk/headless.ts";
import type { DefinitionShown, StageShown } from "../../desk/operations.ts";
import {
  changedValues,
  type Field,
  fieldsFor,
  isNeeded,
  lacking,
  needsAwaited,
  needsText,
  type Ticket,
  valueOf,
  waysFor,
} from "./rules.ts";

const ticket = (values: Partial<Ticket>) =>
  ({ state: "in_progress", stage: null, merged_into: null, ...values }) as Ticket;
const stage = (key: string, values: Partial<StageShown> = {}) =>
  ({ key, names: { en: key }, state: "in_progress", ways: [], requires: [], ...values }) as unknown as StageShown;
const field = (key: string, kind: Field["kind"] = "text") =>
  ({ key, kind, names: {}, choices: [] }) as unknown as Field;

const PROPOSED = stage("proposed", { requires: [["apology"], ["refund", "gift"]] });
const FLOW = { names: {}, stages: [stage("recorded"), PROPOSED], fields: [] } as unknown as DefinitionShown;

Deno.test("a ticket without a flow goes the ways of its state", () => {
  const ways = waysFor(ticket({ state: "in_progress" }), [], null);

  equal(ways.map(({ key }) => key), ["waiting_for_customer", "solved", "closed"]);
});

Deno.test("one with a flow goes by its stages, and comes to its end by them alone", () => {
  const ways = waysFor(ticket({ state: "in_progress", stage: "recorded" }), ["proposed"], FLOW);

  equal(ways.map(({ key }) => key), ["stage.proposed", "waiting_for_customer"]);
});

Deno.test("what is closed can only be opened again, and what was merged not even that", () => {
  const closed = waysFor(ticket({ state: "closed" }), [], null);
  const merged = waysFor(ticket({ state: "closed", merged_into: "tkt_2" }), [], null);

  equal([closed, merged], [[{ key: "reopened", to: "reopened" }], []]);
});

Deno.test("words are needed to close what is not solved, and to wait for a customer", () => {
  const close = { key: "closed", to: "closed" } as const;
  const wait = { key: "waiting_for_customer", to: "waiting_for_customer" } as const;

  const needed = [needsText(ticket({ state: "new" }), close), needsText(ticket({ state: "solved" }), close)];

  equal([...needed, needsAwaited(wait), needsAwaited(close)], [true, false, true, false]);
});

Deno.test("a stage asks for its fields, of some one is enough", () => {
  const way = { key: "stage.proposed", stage: PROPOSED };

  const asked = fieldsFor(way, [field("about"), field("gift"), field("apology")]);

  equal(asked.map(({ key }) => key), ["gift", "apology"]);
  equal([isNeeded(way, "apology"), isNeeded(way, "gift")], [true, false]);
  equal(lacking(way, { gift: "tea", apology: "" }), [["apology"]]);
  equal(lacking(way, { gift: "tea", apology: "sorry" }), []);
});

Deno.test("what was typed becomes what the field holds, and nothing takes it away", () => {
  const typed = [valueOf(field("a", "number"), " 12.5 "), valueOf(field("b", "yes_no"), "false")];

  equal([...typed, valueOf(field("c"), " x "), valueOf(field("d", "day"), "")], [12.5, false, "x", null]);
});

Deno.test("only what is other than before is sent", () => {
  const before = { order: "7", product: "pot" };

  equal(changedValues(before, { order: "8", product: "pot", fault: null }), { order: "8" });
  equal(changedValues(before, { order: "7", product: null }), { product: null });
  equal(changedValues(before, { order: "7" }), null);
});
