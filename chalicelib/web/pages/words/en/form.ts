/** Leaving a message, in English. */
import type { Soon } from "../../form/moments.ts";
import type { Named } from "../../widget/panel/talk.ts";

const locale = "en";
const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? "" : "s"}`;

export const words = {
  locale,
  title: "Leave a message",
  back: "Back to the chat",
  mine: "My messages",
  toMine: (unread: number): string => (unread ? `My messages (${unread} new)` : "My messages"),
  newMessage: "New message",
  text: "Your question",
  name: "Your name",
  ways: "How can we reach you? (one is enough)",
  mobile: "Mobile",
  email: "E-mail",
  send: "Send message",
  sending: "Sending…",
  lost: "Connection trouble. Your message is kept here; retrying…",
  later: (seconds: number): string => `A little too fast. Sending again in ${counted(seconds, "second")}…`,
  tooMany: (minutes: number): string =>
    `That is a lot of messages. Please try again in about ${counted(minutes, "minute")}; your text is kept.`,
  forbidden: "Messages cannot be left here at the moment.",
  gone: "No messages are taken here at the moment.",
  refused: (reason: string): string => (reason ? `Not sent: ${reason}` : "Not sent. Please try again later."),
  check: (count: number): string => `Please check ${count === 1 ? "the marked field" : `the ${count} marked fields`}.`,
  left: (
    count: number,
  ): string => (count < 0 ? `${counted(-count, "character")} too long` : `${counted(count, "character")} left`),
  noText: "Please write your question.",
  wrongText: "This is empty, too long, or has characters that cannot be read.",
  noName: "Please tell us your name.",
  longName: (most: number): string => `At most ${counted(most, "character")}.`,
  wrongName: "This has characters that cannot be used.",
  noWay: "Please give a mobile number or an e-mail address.",
  wrongMobile: "This mobile number does not look right. One of another country begins with + and its code.",
  wrongEmail: "This e-mail address does not look right.",
  opens: ({ day, time, isElsewhere }: Soon): string => `Back ${day} at ${time}${isElsewhere ? " (your time)" : ""}`,
  thanks: "Thank you",
  done: "We have your message, number {number}.",
  another: "New message",
  loading: "Loading…",
  notLoaded: "Your messages cannot be shown right now.",
  tryAgain: "Retry",
  none: "You have not left a message here.",
  newAnswer: "New answer",
  states: { new: "Received", claimed: "In progress", answered: "Answered", closed: "Closed" } as Record<string, string>,
  number: (number: string): string => `No. ${number}`,
  who: (agent: Named | null | undefined): string =>
    [agent?.name || "Customer service", agent?.number && `No. ${agent.number}`].filter(Boolean).join(" · "),
};

export type FormWords = typeof words;
