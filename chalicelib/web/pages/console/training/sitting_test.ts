import "../../build/as_in_a_browser.ts";
import { equal } from "../../desk/headless.ts";
import type { QuizAttemptView, QuizQuestionView } from "../../desk/operations.ts";
import { Problem } from "../../desk/client.ts";
import { givenOf, inOrder, moved, Sitting } from "./sitting.ts";

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

const running = { state: "running", questions: [question] } as unknown as QuizAttemptView;

/** A desk that takes each answer as soon as it is let, and what came to it. */
function answering() {
  const came: string[] = [];
  const waiting: Array<[take: () => void, refuse: () => void]> = [];
  const desk = {
    answer: (_: string, __: string, { text = "" }: { text?: string }) =>
      new Promise<QuizAttemptView>((resolve, reject) => {
        came.push(text);
        waiting.push([() => resolve(running), () => reject(new Problem({ status: 422, code: "invalid_body" }))]);
      }),
    submit: () => {
      came.push("submitted");
      return Promise.resolve({ ...running, state: "passed" } as QuizAttemptView);
    },
    beginTyping: () => Promise.reject(new Error("nobody types")),
    endTyping: () => Promise.reject(new Error("nobody types")),
  };
  return { came, waiting, desk };
}
const soon = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

Deno.test("nothing is handed in while an answer did not come through", async () => {
  const { came, waiting, desk } = answering();
  const sitting = new Sitting("att_1", () => {}, desk);
  sitting.take(running);
  sitting.give({ ...question, question_id: "q" }, { text: "Sorry" });

  const first = sitting.submit();
  await soon();
  waiting.pop()![1]();
  await first;
  equal([came, sitting.given({ ...question, question_id: "q" }).text], [["Sorry"], "Sorry"]);

  const second = sitting.submit();
  await soon();
  waiting.pop()![0]();
  await second;
  equal(came, ["Sorry", "Sorry", "submitted"]);
});

Deno.test("answers to one question come one after the other", async () => {
  const { came, waiting, desk } = answering();
  const sitting = new Sitting("att_2", () => {}, desk);
  sitting.take(running);
  sitting.give({ ...question, question_id: "q" }, { text: "first" });
  const kept = sitting.submit();
  await soon();

  sitting.give({ ...question, question_id: "q" }, { text: "second" });
  const again = sitting.submit();
  await soon();
  equal(came, ["first"]);

  waiting.shift()![0]();
  await soon();
  await soon();
  waiting.shift()![0]();
  await Promise.all([kept, again]);
  equal(came.slice(0, 2), ["first", "second"]);
});
