/** What was filled in before the first message: what is wrong with it, and what of it is sent. */
import { answerOf, isAnswered, isAsked } from "../../form/consent.ts";
import { emailOf, mobileOf, nameOf } from "../../form/contacts.ts";
import type { FilledForm, PrechatView } from "../../desk/operations.ts";
import type { PrechatWords } from "../../words/en/prechat.ts";

export const FIELDS = ["name", "mobile", "email"] as const;
export type Field = typeof FIELDS[number];
export type Place = Field | "choice" | "consent";

/** As it stands in the form; `consent`, `declined`: the edition to which they said yes, or no. */
export interface Values extends Record<Field, string> {
  choice: string | null;
  consent: number | null;
  declined: number | null;
}

export type Wrongs = { [place in Place]?: string };

export const NOTHING: Values = { name: "", mobile: "", email: "", choice: null, consent: null, declined: null };

/**
 * What of the plan's questions is asked: of whoever has answered before, only what this conversation is about; of whoever
 * said elsewhere whether they agree, not that again.
 */
export function askedOf(prechat: PrechatView, isKnown: boolean, hasAgreed = isKnown): PrechatView {
  if (isKnown) return { ...prechat, name: "off", mobile: "off", email: "off", consent: {} };
  return hasAgreed ? { ...prechat, consent: {} } : prechat;
}

const NORMAL = { name: nameOf, mobile: mobileOf, email: emailOf };

/** What is wrong, as far as that can be told here; the desk looks more closely. */
export function wrongsIn(values: Values, asked: PrechatView, words: PrechatWords, longestName: number): Wrongs {
  const wrongs: Wrongs = {};
  const told = { name: words.wrongName, mobile: words.wrongMobile, email: words.wrongEmail };
  if (asked.choices.length && !asked.choices.some(({ choice_id: id }) => id === values.choice)) {
    wrongs.choice = words.choose;
  }
  for (const field of FIELDS) {
    if (asked[field] === "off") continue;
    const text = values[field].trim();
    if (!text) {
      if (asked[field] === "required") wrongs[field] = words.needed;
    } else if (NORMAL[field](text) === null) wrongs[field] = told[field];
    else if (field === "name" && [...text].length > longestName) wrongs.name = words.longName(longestName);
  }
  if (isAsked(asked) && !isAnswered(values, asked)) {
    wrongs.consent = asked.consent_optional ? words.mustSay : words.mustAgree;
  }
  return wrongs;
}

/** What goes with the first message, of values in which nothing is wrong. */
export function filledOf(values: Values, asked: PrechatView): FilledForm {
  const filled: FilledForm = {};
  for (const field of FIELDS) {
    const normal = asked[field] !== "off" && values[field].trim() && NORMAL[field](values[field]);
    if (normal) filled[field] = normal;
  }
  if (asked.choices.length) filled.choice = values.choice;
  return isAsked(asked) ? { ...filled, ...answerOf(values, asked) } : filled;
}
