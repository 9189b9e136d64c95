/** What the models of this section decide by themselves. */
import "../../build/as_in_a_browser.ts";
import { Problem } from "../../desk/client.ts";
import type { ComplaintView, DefinitionShown, FlowFieldShown, PolicyShown } from "../../desk/operations.ts";

const { AllowanceField, unitOf } = await import("./allowance.ts");
const { t } = await import("../../desk/i18n.ts");
const { changesBetween } = await import("./flow-changes.ts");
const { FlowFieldField, LimitsField } = await import("./flow-field.ts");
const { blankFlow, blankStage, fieldsOf, freeKey, KeysField, StageField } = await import("./flow.ts");
const { valuesOf } = await import("../parts/form.ts");
const { Complaints, customerOf } = await import("./complaints.ts");
const { keysOf } = await import("./policy.ts");
const { within } = await import("./places.ts");

const CHOICES = { roles: [["agent", "Agent"], ["supervisor", "Supervisor"]] as const, groups: [] };
const NAMES = { group: (id: string) => id, role: () => undefined };

function equal(was: unknown, wanted: unknown): void {
  const [one, other] = [JSON.stringify(was), JSON.stringify(wanted)];
  if (one !== other) throw new Error(`${one}, not ${other}`);
}

Deno.test("a length of time is said in the largest unit that it is a whole number of", () => {
  equal([30, 90, 7200, 86_400, 172_800].map(unitOf), ["seconds", "seconds", "hours", "hours", "days"]);

  const field = new AllowanceField({ seconds: 5400, time: "calendar" });
  equal([field.number.read(), field.unit.read()], [90, "minutes"]);
  field.unit.raw = "hours";
  equal(field.read(), { seconds: 324_000, time: "calendar" });
  field.number.raw = "";
  equal(field.read(), null);
});

Deno.test("what is wrong is told as a form of a part knows it", () => {
  const errors = ["policies[2].solution.seconds", "policies.2", "version"].map((field) => ({ field, message: "no" }));
  const problem = new Problem({ status: 422, code: "invalid", errors });

  equal(within("policies.2", problem).errors.map(({ field }) => field), ["solution.seconds", "policies.2", "version"]);
  equal(within("policies.2", problem, "rows").errors.map(({ field }) => field), [
    "rows.solution.seconds",
    "rows",
    "version",
  ]);
});

Deno.test("a flow that nobody changed is read as it was", () => {
  const field: FlowFieldShown = {
    ...FlowFieldField.blank("amount"),
    names: { "zh-CN": "金额", en: "Amount" },
    kind: "number",
    limits: { agent: 50, supervisor: null },
  };
  const flow: DefinitionShown = {
    ...blankFlow(),
    names: { "zh-CN": "流程", en: "Flow" },
    stages: [{
      ...blankStage("one", "new"),
      names: { "zh-CN": "一", en: "One" },
      allowed: { seconds: 60, time: "working" },
      requires: [["amount", "b"]],
    }],
    fields: [field, { ...field, key: "kind", kind: "choice", choices: ["a"], choice_names: {}, limits: {} }],
  };

  const read = valuesOf(fieldsOf(flow, CHOICES));

  equal(read.stages, flow.stages);
  equal(changesBetween(flow, read, NAMES), []);
  equal(read.fields.map(({ limits }) => limits), flow.fields.map(({ limits }) => limits));
  equal(read.fields[1].choice_names, { a: { "zh-CN": "a", en: "a" } });
});

Deno.test("a draft is told by what it adds, takes away and changes", () => {
  const before = blankFlow();
  const [first, last] = before.stages;
  const after = {
    ...before,
    stages: [
      { ...first, ways: [{ ...first.ways[0], to: "third" }], needs_group: true },
      { ...blankStage("third"), names: { "zh-CN": "三", en: "Third" } },
    ],
  };

  const changes = changesBetween(before, after, NAMES);

  equal(changes.map(({ what, key, kind }) => [what, key, kind]), [
    ["flow", "", "changed"],
    ["stage", first.key, "changed"],
    ["stage", "third", "added"],
    ["stage", last.key, "removed"],
  ]);
  equal(changes[1].aspects.map(({ aspect }) => aspect), ["ways", "needs_group"]);
});

Deno.test("limits that nobody set are none, and an empty one is no limit", () => {
  const limits = new LimitsField({}, CHOICES.roles);
  equal(limits.read(), {});

  limits.active.raw = true;
  limits.parts.supervisor.raw = "";
  limits.parts.agent.raw = "50";

  equal(limits.read(), { agent: 50, supervisor: null });
});

Deno.test("what is wrong with a choice's words is told at that choice, and opens the field", () => {
  const choices = { kind: "choice" as const, choices: ["a", "b"], choice_names: { a: { en: "A" }, b: { en: "B" } } };
  const named = { ...FlowFieldField.blank("kind"), names: { en: "Kind" }, ...choices };
  const field = new FlowFieldField(named, CHOICES);
  equal(field.open.value, false);

  field.tell({ "choice_names.b": "both languages" });

  const wrongs = field.parts.choices.rows.map(({ field: { parts } }) => parts.names.wrong);
  equal([field.open.value, ...wrongs], [true, "", "both languages"]);
});

Deno.test("a stage with something wrong opens, and of requirements none is left empty", () => {
  const stage = new StageField({ ...blankStage("one"), names: { en: "One" } }, CHOICES);
  stage.tell({});
  equal(stage.open.value, false);
  stage.tell({ "ways.0.to": "another stage" });
  equal(stage.open.value, true);

  const keys = new KeysField(["a"]);
  keys.set(1, "b");
  keys.set(2, "b");
  keys.set(0, "");
  equal(keys.read(), ["b"]);
  equal(freeKey("stage", ["stage_2", "recorded"]), "stage_3");
});

Deno.test("rows of one name are told apart by their order", () => {
  const named = (en: string) => ({ names: { en } }) as unknown as PolicyShown;

  equal(keysOf([named("A"), named("B"), named("A")]), ["A 0", "B 0", "A 1"]);
});

Deno.test("the table of complaints has the open ones and the others, page by page, and no formula", async () => {
  const customer = { visitor_id: null, name: "=Mei", email: null, mobile: "13800138000", locale: "zh-CN" };
  const ticket = { number: "T-1", customer, owner: { name: "Han", number: "7" }, created_at: "2026-11-23T09:00:00Z" };
  const line = { ticket, stage: {}, about: "Rude", solution: "Refund", decision: "Sorry", verdict: { en: "Accepts" } };
  const asked: unknown[] = [];
  const saved: string[] = [];
  const read = (what: { state: string; created_until?: string }, cursor: string | null) => {
    asked.push([what.state, cursor, what.created_until]);
    const next = what.state === "open" && cursor === null ? "2" : null;
    return Promise.resolve({ items: [{ ...line, compensation: {} } as unknown as ComplaintView], next });
  };
  const complaints = new Complaints(read, (_, ...pieces) => void saved.push(...pieces));

  await complaints.exportAll();

  equal([asked, complaints.exported], [[["open", null, null], ["open", "2", null], ["done", null, null]], null]);
  const lines = saved.join("").split("\r\n");
  equal([lines.length, saved[0].startsWith("\ufeff")], [5, true]);
  equal(lines[1].startsWith(`"T-1","'=Mei","13800138000"`), true);
  equal(lines[1].includes(`"Refund\nSorry","Accepts"`), true);
});

Deno.test("a customer without a name is called as in the console, one that there is not by nothing", () => {
  const called = (name: string | null, id: string | null) =>
    customerOf({ customer: { name, visitor_id: id } } as unknown as ComplaintView["ticket"]);

  equal([called("Mei", "vis_5rks"), called(null, null)], ["Mei", ""]);
  equal(called(null, "vis_01m8k8q5ex8zcv36jfby5e5rks"), t("visitor.unnamed", { tail: "5rks" }));
});
