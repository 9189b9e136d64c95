/** What one hears of, and how, in English. */
const refused: Readonly<Record<string, string>> = {
  lost: "The desk cannot be reached. Nothing was changed.",
  limit_reached: "That was too often. Please try again later.",
  too_many_subscriptions: "There are too many subscriptions. Please end one first.",
  other: "That could not be changed.",
};

export const words = {
  locale: "en",
  title: "Notices",
  loading: "Loading…",
  saving: "Saving…",
  notLoaded: "This cannot be shown right now.",
  tryAgain: "Retry",
  news: "New for you",
  read: "Got it",
  readOf: (subject: string) => `Got it: ${subject}`,
  topics: "Tell me about",
  end: "End",
  endOf: (about: string) => `End: ${about}`,
  wishes: "How we may tell you",
  preferred: "First by",
  anyWay: "Whatever suits",
  never: "Never by",
  without: "Nothing of this",
  hours: "Only at these hours",
  begins: "From",
  ends: "to",
  channels: { email: "E-mail", sms: "SMS", social: "Where I wrote from", web: "Here on the website" },
  kinds: { notice: "News of what I subscribed to", campaign: "Mailings", survey: "Surveys" },
  refused,
};

export type NoticesWords = typeof words;
