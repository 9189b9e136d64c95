/** What the icon draws, whatever the plan has chosen. */
import { isDressy, shapeOf } from "./look.ts";
import { equal } from "./panel/fakes.ts";

const config = (icon: string, dressed = false) =>
  ({ dressed, look: { icon, offline_icon: "envelope" } }) as Parameters<typeof isDressy>[0];

Deno.test("a drawing that is not there yet is the bubble meanwhile, and has to be fetched", () => {
  const shapes = ["headset", "envelope", "bubble"].map(shapeOf);

  equal([shapes[0] === shapes[2], shapes[1] === shapes[2]], [true, false]);
  equal([config("headset"), config("bubble"), config("bubble", true)].map(isDressy), [true, false, true]);
});
