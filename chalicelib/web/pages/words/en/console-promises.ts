/** What the console asks when an agent's words look like a promise, in English. */

export const words = {
  "promise.label": "What you promised",
  "promise.ask": "Write down as a promise: {channel}, {time}?",
  "promise.by.phone": "call",
  "promise.by.sms": "text message",
  "promise.by.email": "e-mail",
  "promise.by.chat": "answer",
  "promise.channel": "How",
  "promise.keep": "Write down",
  "promise.drop": "No promise",
  "promise.keys": "Write down the promise",
  "promise.kept": "Written down; you are reminded before {time}.",
};
