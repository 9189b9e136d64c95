/** What may be sent. */
import { Draft, standingOf } from "./draft.ts";
import { equal } from "./fakes.ts";

Deno.test("characters are counted as people count them, and near the end they are told", () => {
  const texts = ["", "  ", "茶🍵", "x".repeat(95), "x".repeat(100), "x".repeat(101)];

  const told = texts.map((text) => standingOf(text, 100));

  equal(told.map(({ left }) => left), [100, 100, 98, 5, 0, -1]);
  equal(told.map(({ canSend }) => canSend), [false, false, true, true, true, false]);
  equal(told.map(({ isCounted }) => isCounted), [false, false, false, true, true, true]);
  equal(told.map(({ isTooLong }) => isTooLong), [false, false, false, false, false, true]);
});

Deno.test("what was typed behind what is sent stays", () => {
  const draft = new Draft("draft");
  draft.text = " My number is 1 and more";

  const sent = draft.take(100, " My number is 1");
  const again = draft.take(100, " My number is 1");

  equal([sent, again], ["My number is 1", null]);
  equal(draft.text, " and more");
});
