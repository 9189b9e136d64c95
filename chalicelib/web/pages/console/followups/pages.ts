/** Follow-ups: fetched by whoever opens one, or their lists. */
export { FollowUpPage } from "./followup.tsx";
export { FollowUpLists } from "./lists.tsx";
export { isSpoken } from "./words.ts";
