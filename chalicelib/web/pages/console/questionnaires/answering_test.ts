/** What is asked, kept and sent while an agent asks on the phone. */
import { equal, settled } from "../../desk/headless.ts";
import { Answering, answersOf, askedOf, type Question } from "./answering.ts";

const question = (key: string, kind: Question["kind"], more: Partial<Question> = {}): Question => ({
  key,
  kind,
  texts: { en: key },
  choices: [],
  required: false,
  lowest: null,
  highest: null,
  page: 1,
  shown_if: null,
  low: null,
  ...more,
});

const QUESTIONS = [
  question("happy", "scale"),
  question("why", "text", { shown_if: { key: "happy", any_of: [], at_least: null, at_most: 2 } }),
  question("more", "text", { shown_if: { key: "spent", any_of: [], at_least: 5, at_most: null } }),
  question("spent", "number"),
];

const view = (more: object = {}) => ({
  questionnaire_id: "q",
  number: 1,
  definition: { names: {}, intro: {}, thanks: {}, questions: QUESTIONS },
  state: "begun",
  answers: {},
  version: 1,
  sent_at: null,
  ...more,
});

function storage() {
  const held = new Map<string, unknown>();
  return {
    held,
    read: (key: string) => (held.get(key) ?? null) as never,
    write: (key: string, value: unknown) => void held.set(key, value),
    remove: (key: string) => void held.delete(key),
    onChange: () => {},
  };
}

Deno.test("a question stands where earlier answers want it, and nothing is sent of one that does not", () => {
  const keys = (answers: object) => askedOf(QUESTIONS, { ...answers }).map(({ key }) => key);

  equal(keys({ happy: 5 }), ["happy", "spent"]);
  equal(keys({ happy: 1 }), ["happy", "why", "spent"]);
  equal(answersOf(QUESTIONS, { happy: 5, why: "left over", spent: "7.5" }), { happy: 5, spent: 7.5 });
});

Deno.test("what is typed is kept until the desk has it, and comes back to whoever was interrupted", async () => {
  const kept = storage();
  const saved: unknown[] = [];
  const desk = {
    read: () => Promise.resolve(view()),
    save: (_: string, body: { answers: object }) => {
      saved.push(body);
      return saved.length === 1 ? Promise.reject({ code: "unavailable", errors: [] }) : Promise.resolve(view(body));
    },
    send: () => Promise.resolve(view()),
  };
  const soon: Array<() => void> = [];
  const later = (_: number, act: () => void) => {
    soon.push(act);
    return () => {};
  };
  const first = new Answering("flw_1", "agt_1", desk as never, kept, later as never);
  await first.read();
  first.answer("happy", 1);
  soon.pop()!();
  await settled();
  const afterFailure = kept.held.size;

  const again = new Answering("flw_1", "agt_1", desk as never, kept, later as never);
  await again.read();
  const resumed = again.answers;
  await again.save(true);

  equal([afterFailure, resumed, kept.held.size], [1, { happy: 1 }, 0]);
  equal((saved[1] as { done: boolean }).done, true);
});

Deno.test("what a colleague wrote meanwhile comes in, and what is typed here stays", async () => {
  let reads = 0;
  const desk = {
    read: () => Promise.resolve(view(reads++ ? { answers: { happy: 3, spent: 1 }, version: 2 } : {})),
    save: () => Promise.reject({ code: "changed_meanwhile", errors: [] }),
    send: () => Promise.resolve(view()),
  };
  const model = new Answering("flw_1", "agt_1", desk as never, storage(), (() => () => {}) as never);
  await model.read();
  model.answer("happy", 5);

  const isSaved = await model.save(false);

  equal([isSaved, model.answers, model.view?.version], [false, { happy: 5, spent: 1 }, 2]);
});
