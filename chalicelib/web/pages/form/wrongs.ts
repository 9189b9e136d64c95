/** What is wrong with a form, as far as that can be told here; the desk looks more closely. */
import type { FormWords } from "../words/en/form.ts";
import { emailOf, mobileOf, nameOf } from "./contacts.ts";
import type { Name, Values } from "./draft.ts";
import type { Letter } from "./post.ts";

/** How many characters each may have. */
export interface Limits {
  text: number;
  name: number;
}

export type Wrongs = { [name in Name | "consent"]?: string };

export const lengthOf = (text: string): number => [...text].length;

export function wrongsIn(values: Values, limits: Limits, words: FormWords): Wrongs {
  const wrongs: Wrongs = {};
  const text = values.text.trim();
  const name = values.name.trim();
  const [mobile, email] = [values.mobile.trim(), values.email.trim()];
  if (!text) wrongs.text = words.noText;
  else if (lengthOf(text) > limits.text) wrongs.text = words.left(limits.text - lengthOf(text));
  if (!name) wrongs.name = words.noName;
  else if (lengthOf(name) > limits.name) wrongs.name = words.longName(limits.name);
  else if (nameOf(name) === null) wrongs.name = words.wrongName;
  if (mobile && mobileOf(mobile) === null) wrongs.mobile = words.wrongMobile;
  if (email && emailOf(email) === null) wrongs.email = words.wrongEmail;
  if (!mobile && !email) wrongs.mobile = wrongs.email = words.noWay;
  return wrongs;
}

/** The letter of a form in which nothing is wrong. */
export function letterOf({ text, name, mobile, email }: Values): Letter {
  const [number, address] = [mobileOf(mobile), emailOf(email)];
  return {
    text: text.trim(),
    name: nameOf(name) ?? "",
    ...(number && { mobile: number }),
    ...(address && { email: address }),
  };
}
