/** The help in the chat, in English. */

export const words = {
  locale: "en",
  title: "Help articles",
  back: "Back to the chat",
  toList: "All results",
  search: "What would you like to know?",
  popular: "Popular articles",
  loading: "Loading…",
  notLoaded: "This cannot be shown right now.",
  tryAgain: "Retry",
  found: (count: number): string => `${count} article${count === 1 ? "" : "s"} found`,
  none: "No article answers this. Try other words, or ask us.",
  nothing: "Type your question to find an article.",
  helped: "Did this help?",
  yes: "Yes",
  no: "No",
  thanks: "Thank you for telling us.",
  sorry: "We are sorry. What was missing?",
  missing: "What would have helped you",
  send: "Send",
  notSent: "This did not get through. Please try again.",
  page: "Open as a page of its own",
  notFound: "Not what you need?",
  ask: "Ask us",
};

export type HelpWords = typeof words;
