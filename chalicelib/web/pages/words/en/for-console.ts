/** Everything that the console says, in English. */
import { en as core } from "./console.ts";
import { en as composing } from "./console-composing.ts";
import { en as knowledge } from "./console-knowledge.ts";
import { en as together } from "./console-together.ts";

export const words = {
  ...core,
  ...composing,
  ...knowledge,
  ...together,
};
