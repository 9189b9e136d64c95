/** What becomes of a text, sentence by sentence. */
import { differenceOf } from "./difference.ts";

const marks = { same: "=", added: "+", removed: "-" };
const told = (before: string, after: string) =>
  differenceOf(before, after).map(({ kind, text }) => marks[kind] + text).join("|");

function equal(one: unknown, other: unknown): void {
  if (one !== other) throw new Error(`${one} is not ${other}`);
}

Deno.test("what stays stays, and what came and went is told where it stood", () => {
  equal(told("保存一年。不出售。", "保存两年。不出售。可删除。"), "-保存一年。|+保存两年。|=不出售。|+可删除。");
  equal(told("One. Two.", "One. Two."), "=One. |=Two.");
  equal(told("", "New"), "+New");
  equal(told("Gone!", ""), "-Gone!");
});

Deno.test("whatever both were comes out of the pieces again", () => {
  const texts = ["a. b. c.", "b. d. c. e.", "x\ny\n", "", "a;b;a;b"];
  for (const before of texts) {
    for (const after of texts) {
      const pieces = differenceOf(before, after);
      const without = (kind: string) => pieces.filter((each) => each.kind !== kind).map(({ text }) => text).join("");
      equal(without("added"), before);
      equal(without("removed"), after);
    }
  }
});
