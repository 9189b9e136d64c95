/** Rating, in English. */

export const words = {
  locale: "en",
  score: "Your rating",
  scores: ["Very bad", "Bad", "Okay", "Good", "Great"],
  reasons: "What was wrong?",
  resolved: "Was your problem solved?",
  yes: "Yes",
  no: "No",
  comment: "Would you like to tell us more?",
  send: "Send rating",
  sending: "Sending…",
  retrying: "Connection trouble. Your rating is kept here; retrying…",
  refused: (reason: string): string => (reason ? `Not sent: ${reason}` : "Not sent. Please try again later."),
  thanks: "Thank you for your rating!",
  already: "You have rated this. Thank you!",
  change: "Change",
  expired: "This invitation is over. Thank you all the same!",
  gone: "This invitation is no longer there.",
};

export type RatingWords = typeof words;
