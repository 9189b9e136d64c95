/** What is sent of targets is what was filled in. */
import { equal } from "../../desk/headless.ts";

const { withoutBlanks } = await import("./targets.ts");

Deno.test("a target that is left empty is none, and the others are sent as they stand", () => {
  equal(withoutBlanks({ welcome: 10, wait: null, handling: 180 }), { welcome: 10, handling: 180 });
  equal(withoutBlanks({}), {});
});
