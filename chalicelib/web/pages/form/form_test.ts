/** What stands in the form, what is wrong with it, and what is sent. */
import { Drawer, equal } from "../widget/panel/fakes.ts";
import { words } from "../words/en/form.ts";
import { Draft } from "./draft.ts";
import { soon } from "./moments.ts";
import { rulesOf } from "./rules.ts";
import { letterOf, wrongsIn } from "./wrongs.ts";

const LIMITS = { text: 10, name: 5 };
const EMPTY = { text: "", name: "", mobile: "", email: "" };

Deno.test("everything that is missing is named at once", () => {
  const wrongs = wrongsIn(EMPTY, LIMITS, words);

  equal(wrongs, { text: words.noText, name: words.noName, email: words.noWay, mobile: words.noWay });
});

Deno.test("what is too long, or cannot be, is named where it stands", () => {
  const wrongs = wrongsIn({ text: "x".repeat(11), name: "abcdef", mobile: "12345", email: "lan" }, LIMITS, words);

  equal(Object.keys(wrongs).sort(), ["email", "mobile", "name", "text"]);
  equal(wrongs.text, "1 character too long");
});

Deno.test("one way is enough, and what is sent is as the desk reads it", () => {
  const values = { text: " Hi ", name: "\u202eLan", mobile: "１３８ 0013\u20118000", email: "" };

  const wrongs = wrongsIn(values, LIMITS, words);

  equal([wrongs, letterOf(values)], [{}, { text: "Hi", name: "Lan", mobile: "13800138000" }]);
});

Deno.test("what was written in the conversation comes along once", () => {
  const draft = new Draft(new Drawer());

  for (let turn = 0; turn < 2; turn += 1) draft.bring({ texts: ["one", "two"], draft: "three", conversation_id: "c" });

  equal([draft.values.text, draft.conversationId], ["one\ntwo\nthree", "c"]);
});

Deno.test("a letter that arrived leaves its sender, and what was typed meanwhile", () => {
  const draft = new Draft(new Drawer());
  draft.keep({ text: "typed meanwhile", name: "Lan" });

  draft.settle({ text: "sent" });
  const during = draft.values;
  draft.settle({ text: "typed meanwhile" });

  equal([during.text, draft.values.text, draft.values.name], ["typed meanwhile", "", "Lan"]);
});

Deno.test("an opening is told in the visitor's own days", () => {
  const now = new Date(2026, 10, 28, 20, 0);

  const told = [29, 30].map((day) => soon(new Date(2026, 10, day, 9, 0), "en", "Asia/Shanghai", now).day);

  equal(told, ["tomorrow", "Monday, November 30"]);
});

Deno.test("a sheet falls into its rules, with those that have others inside", () => {
  const rules = rulesOf("a { b: c } @media print { a { b: d } e { f: g } } h { i: j }");

  equal(rules, ["a { b: c }", "@media print { a { b: d } e { f: g } }", "h { i: j }"]);
});
