/** What the sections' models decide by themselves. */
import "../build/as_in_a_browser.ts";
import type { Audited, FiguresView, PlanView } from "../desk/operations.ts";

const { aboutOf, whose } = await import("./audit/audit.ts");
const { differencesOf, membersOf } = await import("./audit/diff.ts");
const { monthBeside } = await import("./audit/months.ts");
const { said } = await import("./campaigns/campaign.ts");
const { isWanted } = await import("./guide/first-run.ts");
const { nextNumber, planOf } = await import("./guide/guide.ts");
const { contrastOf } = await import("./plans/colors.ts");
const { HoursField } = await import("./plans/hours.ts");
const { freeId } = await import("./plans/replies.ts");
const { asTime, endsNextDay, SpansField } = await import("./plans/spans.ts");
const { surveyField } = await import("./plans/survey.ts");
const { csvOf } = await import("../desk/csv.ts");
const { boundsOf, withEnd } = await import("./surveys/period.ts");
const { fileOf } = await import("./surveys/satisfaction.ts");

function equal(was: unknown, wanted: unknown): void {
  const [one, other] = [JSON.stringify(was), JSON.stringify(wanted)];
  if (one !== other) throw new Error(`${one}, not ${other}`);
}

Deno.test("times of the day are read as people write them", () => {
  const cases = {
    "9": "09:00",
    "930": "09:30",
    "9：30": "09:30",
    "24": "24:00",
    "25": "25",
    "noon": "noon",
    " 8.15 ": "08:15",
  };
  for (const [typed, meant] of Object.entries(cases)) equal(asTime(typed), meant);
  equal([endsNextDay(["22:00", "02:00"]), endsNextDay(["09:00", "18:00"]), endsNextDay(["9", "2"])], [
    true,
    false,
    false,
  ]);
});

Deno.test("after a morning comes an afternoon, and an empty span is none", () => {
  const spans = new SpansField([["09:00", "12:00"]]);

  spans.add();
  spans.add();

  equal(spans.read(), [["09:00", "12:00"], ["12:00", "18:00"]]);
});

Deno.test("hours are always, or those of the week, of which Monday's can be copied", () => {
  const hours = new HoursField(null);
  const always = hours.read();

  hours.always = false;
  hours.parts.weekly.parts.mon.write([["10:00", "16:00"]]);
  hours.copyMonday();

  equal(always, null);
  equal([hours.read()?.weekly.fri, hours.read()?.weekly.sat, hours.read()?.country], [[["10:00", "16:00"]], [], "CN"]);
});

Deno.test("a question that is none of choices has none, and an empty one is left out", () => {
  const survey = { reasons: null, questions: [], low_score: 2 } as unknown as Parameters<typeof surveyField>[0];
  const { questions } = surveyField(survey).parts;

  questions.add();
  const { field } = questions.add();
  field.parts.texts.parts.en.raw = "Again?";
  field.parts.kind.raw = "choice";
  field.parts.choices.add().field.parts.texts.parts.en.raw = "Yes";
  const chosen = questions.read();
  field.parts.kind.raw = "text";

  equal(chosen.map(({ choices }) => choices), [[{ choice_id: "choice-1", texts: { en: "Yes" } }]]);
  equal(questions.read().map(({ choices }) => choices), [[]]);
  equal(freeId("reply", ["reply-1", "reply-3"]), "reply-2");
});

Deno.test("the contrast of two colours is known, and of what is none it is not", () => {
  equal(contrastOf("#000000", "#ffffff"), 21);
  equal(contrastOf("#ffffff", "#FFFFFF"), 1);
  equal(contrastOf("#fff", "#000000"), null);
});

Deno.test("a period is at most ninety-two days, and its other end comes along", () => {
  equal(boundsOf("week", "2026-11-28"), { from: "2026-11-23", to: "2026-11-28" });
  equal(boundsOf("month", "2026-11-28"), { from: "2026-11-01", to: "2026-11-28" });
  equal(boundsOf("days30", "2026-03-01"), { from: "2026-01-31", to: "2026-03-01" });
  equal(withEnd({ from: "2020-01-01", to: "2026-11-28" }, "from"), { from: "2020-01-01", to: "2020-04-01" });
  equal(withEnd({ from: "2020-01-01", to: "2026-11-28" }, "to"), { from: "2026-08-29", to: "2026-11-28" });
  equal(withEnd({ from: "2026-12-01", to: "2026-11-28" }, "to"), { from: "2026-11-28", to: "2026-11-28" });
});

const figures = (key: string, name: string) => ({ key, name, distribution: [0, 0, 0, 1, 0], asked: 1 }) as FiguresView;

Deno.test("a file for spreadsheets holds no formula that somebody wrote, and numbers stay numbers", () => {
  const rows = fileOf({ by: "agent", items: [figures("agt_1", "=1+1"), figures("", "")], total: figures("", "") });

  const lines = csvOf(rows).slice(1).split("\r\n");

  equal(lines[1].startsWith(`"'=1+1","1"`), true);
  equal(lines[2].startsWith(`"figures.nobody","1"`), true);
  equal(csvOf([[-5, "-5", '"', null]]).slice(1), `"-5","'-5","""",""\r\n`);
});

const act = (values: Partial<Audited>) => ({ by: "agt_1", by_name: "Mei", about: "agt_2", ...values }) as Audited;

Deno.test("an act names who did it and whom it concerns, never by an id", () => {
  const nameOf = (id: string) => id === "agt_2" ? "Tom" : null;

  equal(aboutOf(act({}), nameOf), "Tom");
  equal(aboutOf(act({ about: "pln_9" }), nameOf), null);
  equal(aboutOf(act({ about: "pln_9", before: { name: "Tea" } }), nameOf), "Tea");
  equal(aboutOf(act({ about: "agt_1" }), nameOf), null);
  equal([whose(act({})), whose(act({ by: "system" }))], ["Mei", "audit.system"]);
});

Deno.test("only what differs is shown, of lists what came and what went", () => {
  const differences = differencesOf({ name: "a", levels: [], version: 1 }, { name: "b", levels: ["vip"], version: 2 });

  equal(differences.map(({ field }) => field), ["name", "levels"]);
  equal(membersOf(differences[1]), { gone: [], come: ["vip"] });
  equal(membersOf(differences[0]), null);
  equal(differencesOf({ levels: [] }, { levels: null }), []);
});

Deno.test("months follow each other over the turn of the year", () => {
  equal([monthBeside("2026-12", 1), monthBeside("2026-01", -1)], ["2027-01", "2025-12"]);
});

Deno.test("with a group chosen the agents ticked do not count", () => {
  equal(said({ group_id: "g", name: "x" }, { group_id: "g", agent_ids: ["a"] }), {
    group_id: "g",
    name: "x",
    agent_ids: [],
  });
  equal(said({ agent_ids: ["a"] }, { group_id: null, agent_ids: ["a"] }), { agent_ids: ["a"], group_id: null });
  equal(said({ name: "x" }, { group_id: "g", agent_ids: [] }), { name: "x" });
});

Deno.test("the guide is wanted by who is alone, or whose widget nobody has seen", () => {
  equal(isWanted([{ code: "nobody_else" }]), true);
  equal(isWanted([{ code: "nothing_embedded" }, { code: "no_sender" }]), true);
  equal(isWanted([{ code: "plan_not_seen" }, { code: "one_administrator" }]), false);
  equal([nextNumber([]), nextNumber(["1001", "1003"])], ["1001", "1002"]);
});

Deno.test("the guide is about the oldest plan by which somebody receives", () => {
  const plan = (key: string, created_at: string, reaches_nobody = false) =>
    ({ key, created_at, reaches_nobody }) as PlanView;
  const plans = [plan("new", "2026-03-01"), plan("demo", "2026-01-01", true), plan("old", "2026-02-01")];

  equal(planOf(plans)?.key, "old");
  equal(planOf([plans[1]]), null);
});
