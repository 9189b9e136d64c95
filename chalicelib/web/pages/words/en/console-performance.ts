/** The console: performance. */
import { words as shared } from "./performance.ts";

export const words = {
  ...shared,
  "performance.page": "Performance",
  "performance.content": "Performance",
  "performance.own": "My performance",
  "performance.team": "Team performance",
  "performance.none": "There are no results of yours for this month yet.",
  "performance.draft.hint": "Until the month is over and confirmed, the numbers change every day.",
  "performance.not_computed": "Cannot be computed",
  "performance.failed.no_answer": "No connection; performance could not be read.",
  "performance.failed.beyond_your_rights": "Your role does not reach them.",
  "performance.failed.forbidden": "Your role does not allow you to see this.",
  "performance.failed.other": "Performance could not be read ({code}).",
};
