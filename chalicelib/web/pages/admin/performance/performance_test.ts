/** A share is typed as percent; without a best there is nothing beyond full points; a file comes part by part. */
import "../../build/as_in_a_browser.ts";
import { equal } from "../../desk/headless.ts";
import { monthBeside } from "../../desk/performance.ts";
import { PerformanceExport } from "../../desk/performance-export.ts";
import type { AgentView } from "../../desk/operations.ts";
import { scaled, scaleOf, unscaled } from "./values-shown.ts";

const AGENT = { agent_id: "agt_me", permissions: [] as string[], scope: "all" } as unknown as AgentView;
const { session } = await import("../../desk/session.ts");
const { asSent, SchemeEditing, weightOf } = await import("./schemes.ts");
Object.defineProperty(session, "agent", { get: () => AGENT });

const SHARE = {
  name: "figure:satisfied",
  kind: "figure",
  unit: "share",
  zh: "满意率",
  en: "S",
  has_sample: true,
  figure: "satisfied",
};
const INDICATOR = {
  key: "happy",
  names: { "zh-CN": "满意", en: "Happy" },
  source: "figure:satisfied",
  weight: 60,
  direction: "higher" as const,
  floor: 0.6,
  target: 0.9,
  best: null,
  most: 100,
  least_sample: 5,
};
const DRAFT = {
  names: { "zh-CN": "方案", en: "S" },
  indicators: [INDICATOR],
  grades: [],
  formula: "",
  currency: "CNY",
  shows_place: false,
};
const RECORD = { scheme_id: "desk", draft: DRAFT, flaw: null, published: [], last: null, version: 1 };

Deno.test("a share is typed as percent, and sent as a part of one, exactly", () => {
  equal(scaled(92.5, scaleOf("share")), 0.925);
  equal(unscaled(0.07, scaleOf("share")), 7);
  equal(scaled(30, scaleOf("seconds")), 30);
});

Deno.test("the form of a scheme shows percent where shares are measured, and reads what the desk has", () => {
  const editing = new SchemeEditing(RECORD, [SHARE], () => {});
  const { parts } = editing.form.fields.indicators.rows[0].field;

  equal(parts.target.raw, "90");
  parts.target.raw = "95";

  equal(editing.form.fields.indicators.read()[0].target, 0.95);
  equal(editing.weight, 60);
  equal(editing.names.slice(-2), ["happy", "happy_value"]);
});

Deno.test("without a best there is nothing beyond a hundred points", () => {
  const sent = asSent({ ...DRAFT, indicators: [{ ...INDICATOR, most: 130 }] });

  equal(sent.indicators?.[0].most, 100);
  equal(weightOf([{ weight: 60 }, { weight: NaN }]), 60);
});

Deno.test("months go over the end of a year", () => {
  equal(monthBeside("2026-12", 1), "2027-01");
  equal(monthBeside("2026-01", -1), "2025-12");
});

Deno.test("a file is saved once all of its parts are there", async () => {
  const parts = [
    { text: "a", done: 1, of: 2, next: "c1" },
    { text: "b", done: 2, of: 2, next: null },
  ];
  const saved: string[][] = [];
  const exporting = new PerformanceExport(
    (_, cursor) => Promise.resolve(parts[cursor === null ? 0 : 1]),
    (name, ...pieces) => saved.push([name, ...pieces]),
  );

  await exporting.write({ month: "2026-11" });

  equal(saved, [["performance-2026-11.csv", "a", "b"]]);
  equal(exporting.progress, null);
});
