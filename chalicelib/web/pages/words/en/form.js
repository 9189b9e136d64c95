// Leaving a message, in English.

import { moment, soon } from "../../form/words.js";

const locale = "en";
const counted = (count, one) => `${count} ${one}${count === 1 ? "" : "s"}`;

export const words = {
  locale,
  title: "Leave a message",
  back: "Back to the chat",
  mine: "My messages",
  toMine: (unread) => (unread ? `My messages (${unread} new)` : "My messages"),
  newMessage: "New message",
  text: "Your question",
  name: "Your name",
  ways: "How can we reach you? (one is enough)",
  mobile: "Mobile",
  email: "E-mail",
  send: "Send message",
  sending: "Sending…",
  lost: "Connection trouble. Your message is kept here; retrying…",
  later: (seconds) => `A little too fast. Sending again in ${counted(seconds, "second")}…`,
  tooMany: (minutes) => `That is a lot of messages. Please try again in about ${counted(minutes, "minute")}; your text is kept.`,
  forbidden: "Messages cannot be left here at the moment.",
  gone: "No messages are taken here at the moment.",
  refused: (reason) => (reason ? `Not sent: ${reason}` : "Not sent. Please try again later."),
  check: (count) => `Please check ${count === 1 ? "the marked field" : `the ${count} marked fields`}.`,
  left: (count) => (count < 0 ? `${counted(-count, "character")} too long` : `${counted(count, "character")} left`),
  noText: "Please write your question.",
  wrongText: "This is empty, too long, or has characters that cannot be read.",
  noName: "Please tell us your name.",
  longName: (most) => `At most ${counted(most, "character")}.`,
  wrongName: "This has characters that cannot be used.",
  noWay: "Please give a mobile number or an e-mail address.",
  wrongMobile: "This mobile number does not look right. One of another country begins with + and its code.",
  wrongEmail: "This e-mail address does not look right.",
  opens: (at, timeZone) => {
    const { day, time, isElsewhere } = soon(at, locale, timeZone);
    return `Back ${day} at ${time}${isElsewhere ? " (your time)" : ""}`;
  },
  thanks: "Thank you",
  done: "We have your message, number {number}.",
  another: "New message",
  loading: "Loading…",
  notLoaded: "Your messages cannot be shown right now.",
  tryAgain: "Retry",
  none: "You have not left a message here.",
  newAnswer: "New answer",
  states: { new: "Received", claimed: "In progress", answered: "Answered", closed: "Closed" },
  number: (number) => `No. ${number}`,
  who: (agent) => [agent?.name || "Customer service", agent?.number && `No. ${agent.number}`].filter(Boolean).join(" · "),
  moment: (at) => moment(at, locale),
};
