/** Replies are stored once and in order, whatever happens on the way. */
import { equal, memory, settled } from "../desk/headless.ts";
import { Problem } from "../desk/client.ts";
import { entry } from "./conversations/samples.ts";
import { conditionOf, Outbox } from "./outbox.ts";

type Answer = "stored" | Problem;

function outboxThatGets(answers: Answer[], kept = memory()) {
  const asked: string[] = [];
  const told: string[] = [];
  const outbox = new Outbox(
    "agt_me",
    (_, text, clientId) => {
      asked.push(`${text} ${clientId}`);
      const answer = answers.shift() ?? "stored";
      return answer === "stored" ? Promise.resolve(entry(1, { text, client_id: clientId })) : Promise.reject(answer);
    },
    { stored: (_, { text }) => told.push(text), refused: (id) => told.push(`refused ${id}`) },
    kept,
  );
  return { outbox, asked, told, kept };
}

const refused = new Problem({ status: 403, code: "not_yours" });
const lost = new Problem({ status: 0, code: "no_answer" });

Deno.test("replies of a conversation go one by one, in the order written", async () => {
  const { outbox, told } = outboxThatGets([]);
  for (const text of ["first", "second", "third"]) outbox.write("cnv_1", text);
  await settled();
  equal([told, outbox.of("cnv_1").length], [["first", "second", "third"], 0]);
});

Deno.test("a lost answer is asked for again under the same name, and waits for the network", async () => {
  const { outbox, asked } = outboxThatGets([lost]);
  outbox.write("cnv_1", "hello");
  await settled();
  equal(outbox.of("cnv_1").map(conditionOf), ["delayed"]);
  outbox.retry(outbox.of("cnv_1")[0].client_id);
  await settled();
  equal([asked.length, new Set(asked).size, outbox.of("cnv_1").length], [2, 1, 0]);
});

Deno.test("a refused one needs a decision: sent again, or discarded, which can be undone", async () => {
  const { outbox, told } = outboxThatGets([refused]);
  outbox.write("cnv_1", "hello");
  await settled();
  equal([told, outbox.of("cnv_1").map(conditionOf)], [["refused cnv_1"], ["refused"]]);
  const undo = outbox.discard(outbox.of("cnv_1")[0].client_id);
  equal(outbox.of("cnv_1").length, 0);
  undo();
  equal(outbox.of("cnv_1").map(({ text, failure }) => [text, failure]), [["hello", "not_yours"]]);
});

Deno.test("what is not stored yet is there again after a reload", async () => {
  const kept = memory();
  const before = outboxThatGets([lost], kept);
  before.outbox.write("cnv_1", "hello");
  await settled();
  before.outbox.stop();
  const after = outboxThatGets([], kept);
  equal(after.outbox.of("cnv_1").map(({ text }) => text), ["hello"]);
});

Deno.test("an ended session sends nothing more, and what it had is for the next one", async () => {
  const { outbox, kept } = outboxThatGets([new Problem({ status: 401, code: "unauthorized" })]);
  outbox.write("cnv_1", "hello");
  await settled();
  equal([conditionOf(outbox.of("cnv_1")[0]), kept.read<unknown[]>("outbox.agt_me", []).length], ["sending", 1]);
});

Deno.test("what the transcript shows is settled, whatever was answered", async () => {
  const { outbox } = outboxThatGets([lost]);
  outbox.write("cnv_1", "hello");
  await settled();
  outbox.settle([outbox.of("cnv_1")[0].client_id]);
  equal(outbox.of("cnv_1").length, 0);
});
