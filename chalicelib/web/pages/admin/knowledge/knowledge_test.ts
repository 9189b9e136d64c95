/** The tree of categories offers only places where one can stand. */
import { equal } from "../../desk/headless.ts";
import type { CategoryView } from "../../desk/operations.ts";
import { depths, parentsFor } from "./categories.ts";

function category(id: string, parent: string | null = null): CategoryView {
  return { category_id: id, zh: id, en: id, parent_id: parent, order: 1, archived: false, version: 1, open: true };
}

const TREE = [category("a"), category("b", "a"), category("c", "b"), category("d", "c"), category("e")];

Deno.test("each is as deep as it stands", () => {
  equal([...depths(TREE).values()], [0, 1, 2, 3, 0]);
});

Deno.test("nothing stands under itself, under what is below it, or too deep", () => {
  const ids = (of: CategoryView | null) => parentsFor(of, TREE).map(({ category_id: id }) => id);
  equal(ids(null), ["a", "b", "c", "e"]);
  equal(ids(TREE[1]), ["a", "e"]);
  equal(ids(TREE[0]), ["e"]);
});
