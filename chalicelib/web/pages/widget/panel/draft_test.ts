/** What may be sent. */
import { standingOf } from "./draft.ts";
import { equal } from "./fakes.ts";

Deno.test("characters are counted as people count them, and near the end they are told", () => {
  const texts = ["", "  ", "茶🍵", "x".repeat(95), "x".repeat(100), "x".repeat(101)];

  const told = texts.map((text) => standingOf(text, 100));

  equal(told.map(({ left }) => left), [100, 100, 98, 5, 0, -1]);
  equal(told.map(({ canSend }) => canSend), [false, false, true, true, true, false]);
  equal(told.map(({ isCounted }) => isCounted), [false, false, false, true, true, true]);
  equal(told.map(({ isTooLong }) => isTooLong), [false, false, false, false, false, true]);
});
