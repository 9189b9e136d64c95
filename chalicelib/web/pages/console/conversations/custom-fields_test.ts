/** What stands on the card of the desk's own fields, and what of a form is sent. */
import { equal } from "../../desk/headless.ts";
import type { CustomFieldView } from "../../desk/operations.ts";
import { changesIn, shownOf } from "./custom-fields.ts";

const field = (id: string, kind: CustomFieldView["kind"], archived = false) =>
  ({ field_id: id, kind, archived }) as CustomFieldView;

Deno.test("what is archived is shown only where something stands in it", () => {
  const fields = [field("a", "text"), field("b", "text", true), field("c", "text", true)];

  equal(shownOf(fields, { c: "Tea" }).map(({ field_id: id }) => id), ["a", "c"]);
});

Deno.test("only what was changed is sent, each as its kind says, and null for what was emptied", () => {
  const fields = [
    field("t", "text"),
    field("n", "number"),
    field("y", "yes_no"),
    field("d", "date"),
    field("x", "text", true),
  ];
  const written = new FormData();
  for (const [name, text] of Object.entries({ t: " Tea ", n: "3.5", y: "false", d: "", x: "new" })) {
    written.set(name, text);
  }

  const changes = changesIn(fields, written, { t: "Tea", n: 3, d: "2026-11-28", x: "old" });

  equal(changes, { n: 3.5, y: false, d: null });
});
