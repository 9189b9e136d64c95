/** Everything that the console says, in English. */
import { en as core } from "./console.ts";
import { en as composing } from "./console-composing.ts";
import { en as customer } from "./console-customer.ts";
import { en as followUps } from "./console-followups.ts";
import { en as knowledge } from "./console-knowledge.ts";
import { en as offline } from "./console-offline.ts";
import { en as together } from "./console-together.ts";

export const words = {
  ...core,
  ...composing,
  ...customer,
  ...followUps,
  ...knowledge,
  ...offline,
  ...together,
};
