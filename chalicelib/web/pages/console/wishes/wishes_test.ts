/** What proves a wish, and which hours a form says. */
import { equal } from "../../desk/headless.ts";
import { hoursIn, lastSaid } from "./wishes.ts";

const entry = (seq: number, kind: string, by: string) => ({ seq, kind, author: { kind: by } });

Deno.test("what proves a wish is the last thing that the customer wrote", () => {
  const entries = [entry(1, "message", "visitor"), entry(2, "message", "agent"), entry(3, "start", "visitor")];

  equal(lastSaid("cnv_1", entries), { conversation_id: "cnv_1", seq: 1 });
  equal(lastSaid("cnv_1", entries.slice(1)), {});
});

Deno.test("hours have both ends, and keep the days that they had", () => {
  const written = new FormData();
  equal(hoursIn(written, null), null);
  written.set("begins", "09:00");
  equal(hoursIn(written, null), null);
  written.set("ends", "18:00");

  const before = { begins: "08:00", ends: "12:00", days: [0, 1], zone: "Asia/Shanghai" };
  equal(hoursIn(written, before), { ...before, begins: "09:00", ends: "18:00" });
});
