// The widget in English.

const who = (agent) => [agent?.name, agent?.number && `No. ${agent.number}`].filter(Boolean).join(" · ");

export const words = {
  locale: "en",
  chat: "Chat",
  messages: "Messages",
  write: "Write a message…",
  writeNew: "Start a new conversation…",
  send: "Send",
  emoji: "Insert emoji",
  minimise: "Close chat window",
  end: "End",
  endHint: "End conversation",
  endTitle: "End this conversation?",
  endBody: "You can start a new one whenever you like.",
  endYes: "End conversation",
  endNo: "Keep chatting",
  endWait: "A message is still on its way. Please try again in a moment.",
  endTrouble: "That did not work. Please try again.",
  ended: "This conversation has ended",
  startNew: "Start a new conversation",
  sending: "Sending…",
  retrying: "Not sent yet, retrying…",
  slow: "A little too fast, sending again shortly…",
  refused: (reason) => (reason ? `Not sent: ${reason}` : "Not sent"),
  reasons: { forbidden: "not allowed", not_found: "the desk cannot be reached", origin_not_allowed: "this site is not allowed" },
  tryAgain: "Retry",
  discard: "Discard",
  left: (count) => `${count} characters left`,
  tooLong: (count) => `${count} ${count === 1 ? "character" : "characters"} too long`,
  lost: "Connection lost. Retrying…",
  blocked: "Chat is not available here at the moment.",
  online: "We are here for you",
  away: "Leave a message and we will get back to you",
  waitingBar: (place) => (place > 1 ? `You are number ${place} in line` : "You are next"),
  waiting: (place) => {
    if (!place) return "Waiting for an agent";
    return place > 1 ? `Waiting for an agent. You are number ${place} in line` : "Waiting for an agent. You are next";
  },
  assigned: (agent) => `${who(agent) || "An agent"} has joined`,
  who,
  me: "You",
  newMessages: "New messages",
  today: "Today",
  yesterday: "Yesterday",
};
