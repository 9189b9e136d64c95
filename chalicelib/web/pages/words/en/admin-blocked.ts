/** Visitors who are not let in. */
export const en = {
  "section.blocked": "Blocked visitors",
  "section.blocked.hint":
    "Nothing more is taken of them. They are blocked in the console, from the visitor’s card; whoever comes with another browser is somebody new.",
  "blocked.none": "Nobody is blocked.",
  "blocked.who": "Visitor",
  "blocked.why": "Why",
  "blocked.by": "By",
  "blocked.since": "Since",
  "blocked.until": "Until",
  "blocked.ever": "For ever",
  "blocked.lift": "Unblock",
  "blocked.lifted": "They are let in again.",
};
