/** Orders are what was asked for last; a check is sent once, and opens what it was for. */
import { Problem } from "../../desk/client.ts";
import type { CheckView, OrdersView } from "../../desk/operations.ts";
import { equal, settled } from "../../desk/headless.ts";
import { FRESH_MS } from "../conversations/customer.ts";
import { Orders } from "./orders.ts";

const ANSWER: OrdersView = { at: "2026-11-20T08:00:00Z", orders: [], account: [] };
const CHECK: CheckView = { wanted: true, verified: null, facts: [], needed: 1, tries_left: 5 };
const refusal = (code: string) => new Problem({ status: 403, code });

/** A desk that wants a check first until one was passed. */
function desk(right: string, keys: string[] = []) {
  let isOpen = false;
  const asked: string[] = [];
  const orders = new Orders(
    {
      list: (number) => {
        asked.push(`list ${number}`);
        return isOpen ? Promise.resolve(ANSWER) : Promise.reject(refusal("identity_unverified"));
      },
      check: () => Promise.resolve(CHECK),
      compare: ({ answers }, key) => {
        keys.push(key);
        isOpen = answers.name === right;
        return Promise.resolve({ passed: isOpen, tries_left: 5 - keys.length });
      },
    },
    () => `key ${keys.length}`,
  );
  return { orders, asked };
}

Deno.test("what must be checked first is asked, and what is right opens the orders", async () => {
  const { orders } = desk("Li");

  await orders.look();
  const first = [orders.state, orders.problem?.code];
  await orders.compare({ name: " Wang ", phone: " " });
  const second = [orders.state, orders.isWrong, orders.check?.tries_left];
  await orders.compare({ name: " Li " });

  equal([first, second], [["asked", "identity_unverified"], ["asked", true, 4]]);
  equal([orders.state, orders.isWrong, orders.answer], ["there", false, ANSWER]);
});

Deno.test("a check that was not answered is sent again as the same one, another one is another", async () => {
  const keys: string[] = [];
  let failures = 1;
  const compare = (_: unknown, key: string) => {
    keys.push(key);
    return failures-- > 0 ? Promise.reject(refusal("no_answer")) : Promise.resolve({ passed: false, tries_left: 4 });
  };
  const asking = { list: () => Promise.resolve(ANSWER), check: () => Promise.resolve(CHECK), compare };
  let made = 0;
  const orders = new Orders(asking, () => `key ${made++}`);
  await orders.ask();

  await orders.compare({ name: "Li" });
  const trouble = orders.problem?.code;
  await orders.compare({ name: "Li" });
  await orders.compare({ name: "Li" });

  equal([trouble, keys], ["no_answer", ["key 0", "key 0", "key 1"]]);
});

Deno.test("whatever was asked for before is waited for no more", async () => {
  const answers: Array<(answer: OrdersView) => void> = [];
  const list = () => new Promise<OrdersView>((resolve) => answers.push(resolve));
  const compare = () => Promise.reject(refusal("no_answer"));
  const orders = new Orders({ list, check: () => Promise.resolve(CHECK), compare }, () => "key");

  const first = orders.look("");
  const second = orders.look("T-2");
  answers[1]({ ...ANSWER, at: "second" });
  answers[0]({ ...ANSWER, at: "first" });
  await Promise.all([first, second]);

  equal([orders.number, orders.answer?.at], ["T-2", "second"]);
});

Deno.test("orders that were shown are there again, and asked for anew after a while without a word", async () => {
  let [now, asked] = [0, 0];
  const list = () => Promise.resolve({ ...ANSWER, at: String(++asked) });
  const compare = () => Promise.reject(refusal("no_answer"));
  const asking = { list, check: () => Promise.resolve(CHECK), compare };
  const orders = new Orders(asking, () => "key", undefined, () => now);
  orders.open();
  await settled();

  orders.open();
  const soon = asked;
  now = FRESH_MS + 1;
  orders.open();
  const shown = [orders.state, orders.answer?.at];
  await settled();

  equal([soon, shown, orders.answer?.at], [1, ["there", "1"], "2"]);
});

Deno.test("without a shop there may be something to check, and else it is said that there is none", async () => {
  const list = () => Promise.reject(refusal("no_shop"));
  const compare = () => Promise.reject(refusal("no_answer"));
  const checked = new Orders({ list, check: () => Promise.resolve(CHECK), compare }, () => "key");
  const nothing = new Orders({ list, check: () => Promise.reject(refusal("nothing_to_check")), compare }, () => "key");

  await Promise.all([checked.look(), nothing.look()]);

  equal([checked.state, checked.problem], ["asked", null]);
  equal([nothing.state, nothing.problem?.code], ["failed", "no_shop"]);
});
