/** What stands in a transcript, from top to bottom. */
import { equal } from "../../desk/headless.ts";
import { lastRead, rowsOf } from "./rows.ts";
import { entry, ME } from "./samples.ts";

const agent = { kind: "agent", id: ME, name: "Me", number: "1", picture: null } as const;
const unsent = { client_id: "c9", conversation_id: "cnv_1", text: "on its way", tries: 0, failure: null };

const outline = (rows: ReturnType<typeof rowsOf>) =>
  rows.map((row) => row.kind === "message" ? `${row.key}${row.goesOn ? " goes on" : ""}` : row.kind);

Deno.test("days, messages of one breath, steps and private notes stand in order", () => {
  const rows = rowsOf(
    [
      entry(1, { at: "2026-11-27T10:00:00Z" }),
      entry(2, { at: "2026-11-27T10:01:00Z" }),
      entry(3, { at: "2026-11-27T10:30:00Z" }),
      entry(4, {
        kind: "transferred",
        author: agent,
        agent: { ...agent },
        note: "be kind",
        at: "2026-11-27T10:31:00Z",
      }),
      entry(5, { at: "2026-11-28T10:31:00Z" }),
    ],
    [],
    ME,
  );
  equal(outline(rows), ["day", "1", "2 goes on", "3", "step", "note", "day", "5"]);
});

Deno.test("a reply keeps its place when it is stored", () => {
  const at = "2026-11-28T10:00:00Z";
  const before = rowsOf([entry(1)], [{ ...unsent, at }], ME);
  const after = rowsOf([entry(1), entry(2, { author: agent, client_id: "c9", at })], [], ME);
  equal(before.map(({ key }) => key), after.map(({ key }) => key));
});

Deno.test("the last reply that was read is known, and one on its way was read by nobody", () => {
  const at = "2026-11-28T10:00:00Z";
  const replies = [2, 4].map((seq) => entry(seq, { author: agent, client_id: `c${seq}`, at }));
  const rows = rowsOf([entry(1), replies[0], entry(3), replies[1]], [{ ...unsent, at }], ME);
  equal([1, 3, 9].map((seq) => lastRead(rows, seq)), [null, "reply c2", "reply c4"]);
});
