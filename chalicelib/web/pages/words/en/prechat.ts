/** What is asked before the first message, in English. */
import { words as consent } from "./consent.ts";

export const words = {
  ...consent,
  locale: "en",
  title: "Before we begin",
  choice: "What is it about?",
  name: "Your name",
  mobile: "Mobile",
  email: "E-mail",
  optional: (label: string) => `${label} (optional)`,
  go: "Start the conversation",
  check: (
    count: number,
  ) => (count > 1 ? `Please look at the ${count} marked places.` : "Please look at the marked place."),
  needed: "Please fill this in.",
  choose: "Please choose one.",
  longName: (most: number) => `At most ${most} characters.`,
  wrongName: "There are characters in it that cannot be used.",
  wrongMobile: "This is no mobile number; one from abroad begins with + and its country code.",
  wrongEmail: "This is no e-mail address that we can write to.",
};

export type PrechatWords = typeof words;
