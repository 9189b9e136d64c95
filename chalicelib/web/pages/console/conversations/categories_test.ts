import { equal } from "../../desk/headless.ts";
import type { CategoryView } from "../../desk/operations.ts";
import { found, labels } from "./categories.ts";

function category(id: string, zh: string, en: string, parent: string | null = null, open = true): CategoryView {
  return { category_id: id, zh, en, parent_id: parent, order: 1, archived: !open, version: 1, open };
}

const TREE = [
  category("ask", "咨询", "Enquiry"),
  category("price", "价格", "Price", "ask"),
  category("return", "退货", "Return"),
  category("old", "旧的", "Old", null, false),
];

const ids = (query: string, recent: string[] = []) => found(TREE, query, recent, "en").map(({ id }) => id);

Deno.test("a category is called with what it stands under", () => {
  equal(labels(TREE, "zh-CN").get("price"), "咨询 / 价格");
  equal(found(TREE, "price", [], "en"), [{ id: "price", label: "Enquiry / Price" }]);
});

Deno.test("it is found in either language, by what it stands under too, and never when it is archived", () => {
  equal(ids("退"), ["return"]);
  equal(ids("enq"), ["ask", "price"]);
  equal(ids("咨询 价"), ["price"]);
  equal(ids("old"), []);
});

Deno.test("with nothing typed the last used come first", () => {
  equal(ids(""), ["ask", "price", "return"]);
  equal(ids("", ["return", "price"]), ["return", "price", "ask"]);
});
