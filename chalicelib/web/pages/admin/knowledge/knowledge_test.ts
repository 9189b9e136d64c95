/** The tree of categories offers only places where one can stand; the file of records has all of them. */
import "../../build/as_in_a_browser.ts";
import { equal } from "../../desk/headless.ts";
import type { CategoryView, SheetView } from "../../desk/operations.ts";

const { depths, parentsFor } = await import("./categories.ts");
const { Records } = await import("./records.ts");

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

Deno.test("the file of records has all of a period, page by page", async () => {
  const asked: unknown[] = [];
  const saved: string[] = [];
  const sheet = (id: number) =>
    ({ conversation_id: `cnv_${id}`, zh: [], en: [], started_at: "2026-11-23T09:00:00Z" }) as unknown as SheetView;
  const read = (days: { from?: string; to?: string }, cursor: string | null) => {
    asked.push([days.to ?? null, cursor]);
    const page = Number(cursor ?? 0);
    const items = Array.from({ length: 1000 }, (_, number) => sheet(page * 1000 + number));
    return Promise.resolve({ items, next: page < 2 ? `${page + 1}` : null });
  };
  const records = new Records(read, (_, ...pieces) => void saved.push(...pieces));

  await records.exportAll();

  const lines = saved.join("").split("\r\n").slice(1, -1);
  equal([lines.length, new Set(lines).size, lines[2999].slice(0, 10)], [3000, 3000, '"cnv_2999"']);
  equal([asked, records.exported], [[[null, null], [null, "1"], [null, "2"]], null]);
});
