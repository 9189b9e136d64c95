/** What is found in what an agent writes, and what is offered instead. */
import "../../build/as_in_a_browser.ts";
import type { UnsaidView } from "../../desk/operations.ts";

const { isStopped, Unsaid } = await import("./unsaid.ts");

const ENTRY: UnsaidView = {
  word_id: "uns_1",
  words: ["不知道", "no idea"],
  kind: "negative",
  effect: "warn",
  advice_zh: "我为您查询一下相关信息",
  advice_en: "Let me look that up for you",
  replaces: true,
  exceptions: ["知不知道"],
  plans: [],
  active: true,
  version: 1,
};

function equal(was: unknown, wanted: unknown): void {
  const [one, other] = [JSON.stringify(was), JSON.stringify(wanted)];
  if (one !== other) throw new Error(`${one}, not ${other}`);
}

const unsaid = (...entries: UnsaidView[]) => {
  const words = new Unsaid();
  words.learn(entries);
  return words;
};

Deno.test("the better wording is in the language of the word", () => {
  const found = unsaid(ENTRY).find("demo", "我不知道 / No idea / 您知不知道");

  equal(found.map(({ word, better }) => [word, better]), [["不知道", ENTRY.advice_zh], ["No idea", ENTRY.advice_en]]);
});

Deno.test("advice that is no wording replaces nothing, and neither does what is not known in the language", () => {
  const found = [{ ...ENTRY, replaces: false }, { ...ENTRY, advice_zh: "" }].map((entry) =>
    unsaid(entry).find("demo", "不知道")[0].better
  );

  equal(found, [null, null]);
});

Deno.test("words hold for their plans while they are active, and for the desk's all where none is named", () => {
  const words = unsaid({ ...ENTRY, plans: ["tea"] }, { ...ENTRY, words: ["idiot"], active: false });

  equal(["tea", "demo"].map((plan) => words.find(plan, "no idea, idiot").length), [1, 0]);

  words.learn([{ ...ENTRY, effect: "stop" }]);

  equal(["tea", "demo"].map((plan) => isStopped(words.find(plan, "no idea"))), [true, true]);
});
