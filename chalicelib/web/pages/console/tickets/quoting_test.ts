/** What can be quoted in a ticket are messages whose words stand, and no more than a ticket takes. */
import { equal } from "../../desk/headless.ts";
import type { EntryView } from "../../desk/operations.ts";
import { MOST_QUOTED, Quoting } from "./quoting.ts";

const entry = (seq: number, values: object = {}) =>
  ({ seq, kind: "message", at: "", author: { kind: "visitor" }, text: `${seq}`, file: null, ...values }) as EntryView;

const quoting = (shown: EntryView[]) =>
  new Quoting({ shown, hasOlder: false, loadingOlder: false, older: () => Promise.resolve() }, []);

Deno.test("steps, notes and what was withdrawn cannot be quoted", () => {
  const made = quoting([
    ...[entry(1), entry(2, { kind: "note" }), entry(3, { kind: "assigned" })],
    ...[
      entry(4),
      entry(5, { kind: "withdrawn", about: 4, text: "" }),
      entry(6, { text: "", file: { name: "lid.png" } }),
    ],
  ]);

  equal(made.messages.map(({ seq, text }) => [seq, text]), [[1, "1"], [6, "lid.png"]]);
});

Deno.test("all that the visitor said is ticked at once, the last of it where it is much", () => {
  const made = quoting([
    ...Array.from({ length: MOST_QUOTED + 5 }, (_, at) => entry(at + 1)),
    entry(99, { author: { kind: "agent", id: "me" } }),
  ]);

  made.tickVisitors();

  equal([made.ticks.count, made.ticks.has(99), Math.min(...made.ticks.keys)], [MOST_QUOTED, false, 6]);
});
