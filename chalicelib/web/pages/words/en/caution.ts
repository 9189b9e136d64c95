/** What a visitor is asked before they send numbers, in English. */
import type { Kind } from "../../desk/sensitive.ts";

const NAMES: Record<Kind, string> = {
  id_card: "an ID-card number",
  bank_card: "a bank-card number",
  phone: "a phone number",
  email: "an e-mail address",
};

export const words = {
  title: "Send this number?",
  about: (kinds: Kind[]): string =>
    `Your message has ${kinds.map((each) => NAMES[each]).join(", ")} in it. Send it only if we need it to help you.`,
  edit: "Change it",
  send: "Send anyway",
};

export type CautionWords = typeof words;
