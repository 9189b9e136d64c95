/** Amounts are typed in whole units and kept in the smallest, whatever the currency; a file marks no amount as words. */
import "../../build/as_in_a_browser.ts";
import { equal } from "../../desk/headless.ts";
import type { StaffEntryView } from "../../desk/operations.ts";
import { amountOf, digitsOf, money, typedOf } from "./money.ts";
import { placeOfStaff, staffOf, VIEWS } from "./place.ts";
import { rowOf } from "./sheet.ts";

Deno.test("what is typed is read in the smallest unit of the currency, and only if it is an amount", () => {
  const typed = ["50", "50.5", "0.05", " 12．30 ", "", "x", "-1", "1.234", "1e3"];

  equal(typed.map((each) => amountOf(each, "CNY")), [5000, 5050, 5, 1230, null, null, null, null, null]);
  equal([amountOf("50", "JPY"), amountOf("50.5", "JPY"), digitsOf("JPY"), digitsOf("QQQ")], [50, null, 0, 2]);
});

Deno.test("what is written can be typed again", () => {
  const amounts = [0, 1, 5, 100, 12345];

  equal(amounts.map((each) => amountOf(typedOf(each, "CNY") || "0", "CNY")), amounts);
  equal(money(5000, "CNY").replace(/\s/g, ""), "¥50.00");
});

Deno.test("each view has a place of its own", () => {
  equal(VIEWS.map((view) => staffOf(placeOfStaff(view))), [...VIEWS]);
  equal([staffOf(null), staffOf("ticket/x")], [null, null]);
});

Deno.test("a file has what is against somebody below nothing", () => {
  const agent = { id: "agt_1", name: "Mei", number: "1", picture: null };
  const entry = { agent, author: agent, names: {}, effect: "penalty", points: 2, money: 5000, currency: "CNY" };

  const row = rowOf({ ...entry, act: "entered", state: "standing", day: "2026-11-23" } as unknown as StaffEntryView);

  equal(row.slice(5, 8), [-2, -50, "CNY"]);
});
