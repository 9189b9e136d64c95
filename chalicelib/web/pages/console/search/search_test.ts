/** What was said is looked for once for each question, page by page, and shown with what was asked for marked. */
import { equal } from "../../desk/headless.ts";
import { isContact, marked, queryOf } from "./search.ts";

Deno.test("what was asked for is marked wherever it stands, whatever signs it has", () => {
  equal(marked("我要买紫砂壶，紫砂的", "紫砂"), [
    { text: "我要买", isFound: false },
    { text: "紫砂", isFound: true },
    { text: "壶，", isFound: false },
    { text: "紫砂", isFound: true },
    { text: "的", isFound: false },
  ]);
  equal(marked("Cost (C++) is high", "(c++)  HIGH").filter((piece) => piece.isFound).map((piece) => piece.text), [
    "(C++)",
    "high",
  ]);
  equal(marked("nothing", "  "), [{ text: "nothing", isFound: false }]);
});

Deno.test("days are asked for from the beginning of the first to the end of the last", () => {
  const { since, until, kind, q } = queryOf({ words: " 茶 ", kind: "", tag: "", from: "2026-11-01", to: "2026-11-01" });

  equal([q, kind], ["茶", undefined]);
  equal(Date.parse(until!) - Date.parse(since!), 24 * 3600 * 1000 - 1);
});

Deno.test("a number or an address is looked over, unless something narrows it", () => {
  const question = { words: "", kind: "" as const, tag: "", from: "", to: "" };
  const isLookedOver = (words: string, more = {}) => isContact({ ...question, words, ...more });

  equal(["138 0013-8042", "+8613800138042", "8042", "a@b.cn"].map((words) => isLookedOver(words)), Array(4).fill(true));
  equal(["", "123", "订单 8042", "a@b", "a @b.cn"].map((words) => isLookedOver(words)), Array(5).fill(false));
  equal([{ kind: "customer" }, { tag: "VIP" }, { from: "2026-11-01" }].map((more) => isLookedOver("8042", more)), [
    false,
    false,
    false,
  ]);
});
