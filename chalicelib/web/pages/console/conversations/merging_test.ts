/** Who may be the same, and how long two who were merged may be parted again. */
import { equal } from "../../desk/headless.ts";
import type { FoundView, MergeView, VisitorView } from "../../desk/operations.ts";
import { canBeUndone, othersAmong } from "./merging.ts";

Deno.test("only others of the same plan may be the same", () => {
  const found = [["vis_1", "tea"], ["vis_2", "tea"], ["vis_3", "cake"]]
    .map(([about, plan_key]) => ({ about, plan_key }) as FoundView);

  const others = othersAmong(found, { visitor_id: "vis_1" } as VisitorView, "tea");

  equal(others.map(({ about }) => about), ["vis_2"]);
});

Deno.test("a merge is undone once, and within its day", () => {
  const until = "2026-11-29T12:00:00Z";
  const merge = (undone: string | null) => ({ undone_at: undone, undo_until: until }) as MergeView;
  const noon = Date.parse(until);

  equal([noon - 1, noon].map((at) => canBeUndone(merge(null), at)), [true, false]);
  equal(canBeUndone(merge(until), noon - 1), false);
});
