/** What the form of a course shows is what is stored, whatever kind its questions have. */
import "../../build/as_in_a_browser.ts";
import { equal } from "../../desk/headless.ts";
import type { CourseDefinitionShown } from "../../desk/operations.ts";
import { blank, definitionOf, formOf } from "./courses.ts";

const options = ["a", "b", "c"].map((option_id) => ({ option_id, text: option_id }));
const question = { text: "Which?", weight: 10, note: "", passage: "", goal: 60, least_accuracy: 90 };
const quiz = {
  questions: [
    { ...question, question_id: "q1", kind: "multiple" as const, options, right: ["a", "c"] },
    { ...question, question_id: "q2", kind: "ordering" as const, options, right: ["c", "a", "b"] },
  ],
  pass_mark: 70,
  minutes: 0,
  tries: 0,
  wait_hours: 0,
  shuffled: true,
  lessons_first: true,
  shows_right: true,
};

Deno.test("what was right is right again", () => {
  const course: CourseDefinitionShown = { ...blank(), title: "T", quiz };

  const stored = definitionOf(formOf(course));

  equal(stored.quiz!.questions!.map(({ right }) => right), [["a", "c"], ["c", "a", "b"]]);
  equal(stored.quiz!.questions![1].options!.map(({ option_id }) => option_id), ["c", "a", "b"]);
});

Deno.test("a course without a quiz stays without", () => {
  equal(definitionOf(formOf(blank())).quiz, null);
});

Deno.test("a question in words keeps no options", () => {
  const form = formOf({ ...blank(), quiz });
  form.quiz.questions[0].kind = "text";

  equal(definitionOf(form).quiz!.questions![0].options, []);
});
