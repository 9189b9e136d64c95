/** What the console says about searching, in English. */

export const words = {
  "search.title": "Search",
  "search.words": "Words, a name, a phone or order number",
  "search.go": "Search",
  "search.kind": "In",
  "search.kind.any": "Everything",
  "search.kind.conversation": "Conversation",
  "search.kind.customer": "Customer",
  "search.kind.message": "Left message",
  "search.from": "From",
  "search.to": "To",
  "search.busy": "Searching…",
  "search.nothing": "Nothing found. What was just said can be found about a minute later",
  "search.failed": "The search did not work; please try again",
  "search.more": "More results",
  "search.refused.q": "Please use a more specific word: very common ones cannot be searched alone; at most eight words",
  "search.refused.until": "The end is before the beginning",
};
