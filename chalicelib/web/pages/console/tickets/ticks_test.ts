/** Ticking one by one, from one to another, and no more than may be. */
import { equal } from "../../desk/headless.ts";
import { Ticks } from "./ticks.ts";

const ORDER = [1, 2, 3, 4, 5];

Deno.test("what is ticked twice is not ticked", () => {
  const ticks = new Ticks<number>(3);

  ticks.toggle(2);
  ticks.toggle(4);
  ticks.toggle(2);

  equal(ticks.keys, [4]);
});

Deno.test("a reach makes all between as its beginning is, whichever way it goes", () => {
  const ticks = new Ticks<number>(9);

  ticks.toggle(4);
  ticks.reach(2, ORDER);
  const ticked = [...ticks.keys].sort();
  ticks.toggle(3);
  ticks.reach(5, ORDER);

  equal([ticked, ticks.keys], [[2, 3, 4], [2]]);
});

Deno.test("no more are ticked than may be, the nearest first", () => {
  const ticks = new Ticks<number>(3);

  ticks.toggle(5);
  ticks.reach(1, ORDER);

  equal([ticks.keys, ticks.isFull], [[5, 4, 3], true]);
});

Deno.test("what is shown no longer is ticked no longer, and no reach begins at it", () => {
  const ticks = new Ticks<number>(9);
  ticks.toggle(2);
  ticks.toggle(5);

  ticks.keep([1, 2, 3]);
  ticks.reach(1, ORDER); // 5 is there again

  equal(ticks.keys, [2, 1]);
});

Deno.test("without a beginning that is listed a reach is one tick", () => {
  const ticks = new Ticks<number>(3, [9]);

  ticks.reach(2, ORDER);

  equal(ticks.keys, [9, 2]);
});
