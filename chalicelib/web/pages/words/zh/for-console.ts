/** Everything that the console says, in Chinese. */
import { zh as core } from "./console.ts";
import { zh as composing } from "./console-composing.ts";
import { zh as knowledge } from "./console-knowledge.ts";
import { zh as together } from "./console-together.ts";

export const words = {
  ...core,
  ...composing,
  ...knowledge,
  ...together,
};
