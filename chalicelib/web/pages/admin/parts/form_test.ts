/** Forms and their fields: what they read, what they say, what they keep, and what two people make of the same thing. */
import "../../build/as_in_a_browser.ts";
import { Problem } from "../../desk/client.ts";
import type { AgentView } from "../../desk/operations.ts";
import { tab } from "../../desk/storage.ts";
import { GroupField, ListField } from "./compound.ts";
import { LinesField, NumberField, PasswordField, TextField, TicksField } from "./fields.ts";
import { changesOf, merged } from "./merge.ts";
import { fenOf, YuanField } from "./money.ts";
import { Pages } from "./pages.ts";
import { Reading } from "./reading.ts";

function equal(was: unknown, wanted: unknown): void {
  const [one, other] = [JSON.stringify(was), JSON.stringify(wanted)];
  if (one !== other) throw new Error(`${one}, not ${other}`);
}

const AGENT = { agent_id: "agt_me", permissions: [] as string[], scope: "all" } as unknown as AgentView;
const { session } = await import("../../desk/session.ts");
const { Form } = await import("./form.ts");
Object.defineProperty(session, "agent", { get: () => AGENT });

const refusal = (code: string, errors: Array<{ field: string; message: string }> = []) =>
  new Problem({ status: 409, code, errors });

let drafts = 0;

function form(send: (values: unknown, key: string, changes: object) => Promise<unknown>, more = {}) {
  drafts += 1;
  const fields = {
    name: new TextField({ value: "Tea", required: true }),
    seats: new NumberField({ value: 5 }),
    password: new PasswordField({ required: false }),
  };
  return new Form({ name: `test-${drafts}`, fields, send, done: () => {}, ...more });
}

const draft = (number = drafts) => tab.read<{ mine: unknown }>(`admin.draft.agt_me.test-${number}`);

Deno.test("only what differs from how it was opened is named as changed", async () => {
  const asked: unknown[] = [];
  const its = form((_values, _key, changes) => Promise.resolve(asked.push(changes)));

  its.fields.seats.raw = "7";
  await its.submit();

  equal(asked, [{ seats: 7 }]);
});

Deno.test("what must be filled in is asked for before the desk is", async () => {
  const its = form(() => Promise.reject(new Error("asked")));

  its.fields.name.raw = " ";
  await its.submit();

  equal(its.fields.name.wrong, "form.required");
  equal(its.note, null);
});

Deno.test("a refusal is said at its field, and at the form where no field is meant", async () => {
  const errors = [{ field: "name", message: "taken" }, { field: "elsewhere", message: "odd" }];
  const its = form(() => Promise.reject(refusal("invalid", errors)));

  await its.submit();

  equal([Boolean(its.fields.name.wrong), its.fields.seats.wrong], [true, ""]);
  equal(its.note?.kind, "error");
  equal(its.busy, false);
});

Deno.test("the same thing asked for again has the same key, another thing has another", async () => {
  const keys: string[] = [];
  const its = form((_values, key) => Promise.reject(refusal(`no_answer${keys.push(key)}`)));

  await its.submit();
  await its.submit();
  its.fields.name.raw = "Cups";
  await its.submit();

  equal([keys[0] === keys[1], keys[1] === keys[2]], [true, false]);
});

Deno.test("what is typed is kept until it is stored, passwords never are", async () => {
  const its = form(() => Promise.resolve(null));
  const forget = its.keep();

  its.fields.name.raw = "Cups";
  its.fields.password.raw = "secret words";
  const kept = draft();
  await its.submit();
  forget();

  equal(kept?.mine, { name: "Cups", seats: 5 });
  equal([draft(), its.dirty], [null, false]);
});

Deno.test("what is typed and taken back is not kept", () => {
  const its = form(() => Promise.resolve(null));
  const forget = its.keep();

  its.fields.name.raw = "Cups";
  its.fields.name.raw = "Tea";
  forget();

  equal(draft(), null);
});

Deno.test("what was not stored comes back over what a colleague stored since, and can be thrown away", () => {
  tab.write(`admin.draft.agt_me.test-${drafts + 1}`, {
    base: { name: "Tea", seats: 4 },
    mine: { name: "Mine", seats: 4 },
  });

  const its = form(() => Promise.resolve(null));
  const restored = [its.fields.name.raw, its.fields.seats.raw, its.note?.restored];
  its.startOver();

  equal(restored, ["Mine", "5", true]);
  equal([its.fields.name.raw, its.note], ["Tea", null]);
});

Deno.test("what somebody else stored meanwhile is taken in where nothing was typed, and what both changed is named", async () => {
  const newest = () => Promise.resolve({ name: "Theirs", seats: 9, password: "" });
  const its = form(() => Promise.reject(refusal("changed_meanwhile")), { newest });

  its.fields.name.raw = "Mine";
  await its.submit();

  equal([its.fields.name.raw, its.fields.seats.raw], ["Mine", "9"]);
  equal(its.note?.kind, "warning");
});

Deno.test("two people's changes are joined, and what both changed stays ours and is told", () => {
  const clashes: string[] = [];
  const base = { name: "a", texts: { en: "hello", zh: "你好" } };
  const mine = { name: "b", texts: { en: "hello", zh: "您好" } };
  const theirs = { name: "c", texts: { en: "welcome", zh: "你好" } };

  const both = merged(base, mine, theirs, (path) => clashes.push(path));

  equal(both, { name: "b", texts: { en: "welcome", zh: "您好" } });
  equal(clashes, ["name"]);
  equal(changesOf(both, base), both);
});

Deno.test("fields read what is meant by what is typed", () => {
  const lines = new LinesField();
  lines.raw = " one \n\n two";
  const ticks = new TicksField({ value: ["gone", "b"], choices: ["a", "b"] });
  ticks.tick("a", true);
  const money = new YuanField();
  money.typed = "12.5";

  equal(lines.read(), ["one", "two"]);
  equal(ticks.read(), ["a", "b", "gone"]);
  equal(money.read(), 1250);
  equal(["12.50", "0", "1.234", "x", ""].map(fenOf), [1250, 0, null, null, null]);
  equal(Number.isNaN(new NumberField({ value: null }).read()), true);
});

Deno.test("what a colleague ticked stays ticked, also where it was not there to choose from", () => {
  const ticks = new TicksField({ value: ["a"], choices: ["a", "b"] });

  ticks.write(["a", "new"]);

  equal([ticks.read(), ticks.choices], [["a", "new"], ["a", "b", "new"]]);
});

const list = (values: string[]) =>
  new ListField<{ name: string }, GroupField<{ name: TextField }>>({
    value: values.map((name) => ({ name })),
    make: ({ name }) => new GroupField({ name: new TextField({ value: name }) }),
    blank: () => ({ name: "" }),
    isBlank: (field) => !field.parts.name.read(),
  });

Deno.test("empty rows are left out, and the desk's count of rows is understood", () => {
  const its = list(["a", "", "c"]);

  its.tell({ "1.name": "wrong", "7": "nowhere" });

  equal(its.read(), [{ name: "a" }, { name: "c" }]);
  equal(its.rows.map(({ field }) => field.parts.name.wrong), ["", "", "wrong"]);
  equal(its.wrong, "nowhere");
});

Deno.test("rows are added, put in order and removed, and keep what is typed in them", () => {
  const its = list(["a", "b"]);
  const [first] = its.rows;

  its.add().field.parts.name.raw = "c";
  its.move(first, 1);
  its.move(first, 5);
  its.remove(its.rows[0]);

  equal(its.read(), [{ name: "a" }, { name: "c" }]);
});

Deno.test("pages follow each other, and one that cannot be had may be asked for again", async () => {
  let fails = true;
  const pages = new Pages({ items: [1], next: "2" }, (cursor) => {
    if (fails) return Promise.reject(refusal("no_answer"));
    return Promise.resolve({ items: [Number(cursor)], next: cursor === "2" ? "3" : null });
  });

  await pages.readAll();
  const failed = [pages.items, pages.problem?.code, pages.more];
  fails = false;
  await pages.readAll();

  equal(failed, [[1], "no_answer", true]);
  equal([pages.items, pages.problem, pages.more], [[1, 2, 3], null, false]);
});

Deno.test("an answer to an earlier question is not heard, and a failure leaves what is known", async () => {
  const answers: Array<(value: string) => void> = [];
  const reading = new Reading(() => new Promise<string>((resolve) => answers.push(resolve)));
  const [first, second] = [reading.reload(), reading.reload()];

  answers[1]("new");
  answers[0]("old");
  await Promise.all([first, second]);

  equal([reading.data, reading.busy], ["new", false]);
});
