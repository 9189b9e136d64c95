/** Agreeing to a plan's text, or not, in English: before a conversation, and where a message is left. */

export const words = {
  agree: "I agree",
  disagree: "I do not agree",
  mustAgree: "Please agree to go on.",
  mustSay: "Please say whether you agree.",
  changed: "The text has changed. Please read it again.",
  otherwise: "What if I do not agree?",
  refusal: "Then nothing you write can be taken here. Please reach us in another way.",
  asked: "What we ask you to agree to",
};

export type ConsentWords = typeof words;
