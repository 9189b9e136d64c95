/** How a call is typed in and told. */
import { equal } from "../../desk/headless.ts";
import { isNumber, lasted, secondsOf } from "./rules.ts";

Deno.test("how long a call was is typed as people say it", () => {
  const typed = { "": 0, "200": 200, "3:20": 200, "3：20": 200, " 1:02:03 ": 3723, "0:00": 0 };
  for (const [words, seconds] of Object.entries(typed)) equal(secondsOf(words), seconds);
  for (const wrong of ["3:99", "a", "1:2:3:4", "-1", "99999999", "3,5", "90000"]) {
    equal(secondsOf(wrong), null);
  }
  for (const seconds of [0, 59, 60, 200, 3723]) equal(secondsOf(lasted(seconds)), seconds);
});

Deno.test("whose number it is is asked once it may be one", () => {
  equal(["", "138", "1380", "138 0013 8000", "+86-1"].map(isNumber), [false, false, true, true, false]);
});
