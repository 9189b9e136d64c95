/** Whether a conversation shall really end, in English. */

export const words = {
  title: "End this conversation?",
  about: "You can start a new one whenever you like.",
  yes: "End conversation",
  no: "Keep chatting",
  wait: "A message is still on its way. Please try again in a moment.",
  trouble: "That did not work. Please try again.",
};

export type EndingWords = typeof words;
