/** What comes late is fetched once, is not there without its words, and is asked for again after it failed. */
import { equal, settled } from "./headless.ts";
import { Late } from "./late.ts";

Deno.test("what was fetched is there at once, and is not fetched again", async () => {
  let asked = 0;
  const late = new Late(() => Promise.resolve({ named: ++asked }));

  const before = late.there;
  const first = await late.come();
  const again = await late.come();

  equal([before, first?.named, again?.named, late.there === first], [null, 1, 1, true]);
});

Deno.test("without its words it is not there, and the next time it is tried anew", async () => {
  const spoken = [false, true];
  const late = new Late(() => Promise.resolve({ isSpoken: () => Promise.resolve(spoken.shift()!) }));

  const first = await late.come();
  const second = await late.come();
  await settled();

  equal([first, second !== null], [null, true]);
});
