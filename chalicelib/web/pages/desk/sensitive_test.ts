/** The same cases that hold the desk's own function. */
import { hidden, kindsIn, pieces } from "./sensitive.ts";
import { PERHAPS } from "../widget/panel/caution.ts";

interface Case {
  text: string;
  shown: string;
  kinds: string[];
}

const CASES: Case[] = JSON.parse(
  await Deno.readTextFile(new URL("../../../../tests/core/sensitive.json", import.meta.url)),
);

function same(actual: unknown, expected: unknown, about: string) {
  if (JSON.stringify(actual) !== JSON.stringify(expected)) {
    throw new Error(`${JSON.stringify(about)}: ${JSON.stringify(actual)} is not ${JSON.stringify(expected)}`);
  }
}

Deno.test("each of the cases is what its label says", () => {
  for (const { text, shown, kinds } of CASES) {
    same(pieces(text).map(({ kind }) => kind), kinds, text);
    same(hidden(text), shown, text);
  }
});

Deno.test("the kinds of a text are told in their order, each once", () => {
  same(kindsIn("li@example.com 13812345678 13912345678"), ["phone", "email"], "kinds");
});

Deno.test("a long hostile text is looked through", () => {
  for (const part of ["1 2 ", "1-", "a@", "一", "one ", "(1"]) {
    const text = part.repeat(1000);
    same(hidden(text).length, text.length, part);
  }
});

Deno.test("what has a number or an address may have one, and a few digits are none", () => {
  for (const { text, kinds } of CASES) if (kinds.length) same(PERHAPS.test(text), true, text);
  for (const text of ["1".repeat(6) + "-".repeat(9000), "Room 12, at 3 pm", "要 2 盒"]) {
    same(PERHAPS.test(text), false, text);
  }
});
