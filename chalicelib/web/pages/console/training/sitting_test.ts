import "../../build/as_in_a_browser.ts";
import { equal } from "../../desk/headless.ts";
import type { QuizQuestionView } from "../../desk/operations.ts";
import { givenOf, inOrder, moved } from "./sitting.ts";

const question = {
  options: ["a", "b", "c"].map((option_id) => ({ option_id, text: option_id })),
  chosen: ["b"],
  answer: "",
} as unknown as QuizQuestionView;

Deno.test("what was put into order stands first, the others as they came", () => {
  equal(inOrder(question, ["c", "gone"]), ["c", "a", "b"]);
});

Deno.test("one is moved by a place, and stays at the ends", () => {
  equal(moved(["a", "b", "c"], "b", -1), ["b", "a", "c"]);
  equal(moved(["a", "b", "c"], "c", 1), ["a", "b", "c"]);
});

Deno.test("what was typed since goes before what was kept", () => {
  equal(givenOf(question, undefined), { chosen: ["b"], text: "" });
  equal(givenOf(question, { chosen: ["a"], text: "" }).chosen, ["a"]);
});
