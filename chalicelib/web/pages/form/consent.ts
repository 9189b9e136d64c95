/**
 * What a plan asks visitors to agree to: its words, and a place to say yes; or no, where the plan serves those as well.
 * It stands in the form before the first message, and in the one for leaving a message.
 */
import type { PrechatView } from "../desk/operations.ts";
import { element } from "../widget/panel/dom.ts";
import type { ConsentWords } from "../words/en/consent.ts";

/** What was said: the number of the edition that is agreed to, or of the one that is not. */
export interface Given {
  consent?: number | null;
  declined?: number | null;
}

/** In storage: the edition to which this visitor has said yes or no. */
export const AGREED = "agreed";

type Asked = Pick<PrechatView, "consent" | "consent_version" | "consent_optional" | "refusal">;

export const isAsked = (asked: Asked | null | undefined): asked is Asked =>
  !!asked && Object.keys(asked.consent).length > 0;

/** Whether it answers what is asked. */
export const isAnswered = (given: Given, { consent_version: number, consent_optional: isOptional }: Asked): boolean =>
  given.consent === number || (!!isOptional && given.declined === number);

/** What of it is sent: the one or the other. */
export function answerOf(given: Given, { consent_version: number }: Asked): Given {
  return given.consent === number ? { consent: number } : { declined: number };
}

const spoken = (texts: Record<string, string>, locale: string): string =>
  texts[locale] || Object.values(texts)[0] || "";

async function wordsFor(locale: string): Promise<ConsentWords> {
  const module = await (locale === "zh-CN" ? import("../words/zh/consent.ts") : import("../words/en/consent.ts"));
  return module.words;
}

/** For the form where a message is left, which fetches this where a plan asks something. */
export async function openConsent(asked: Asked, locale: string, given: Given): Promise<ConsentField> {
  return new ConsentField(asked, locale, await wordsFor(locale), "deskbell", given);
}

export class ConsentField {
  readonly root: HTMLElement;
  readonly inputs: HTMLInputElement[];
  readonly wrong: HTMLElement;
  readonly #asked: Asked;
  readonly #words: ConsentWords;

  constructor(asked: Asked, locale: string, words: ConsentWords, prefix: string, given: Given) {
    this.#asked = asked;
    this.#words = words;
    const { consent, consent_version: number, consent_optional: isOptional } = asked;
    this.wrong = element("p", { id: `${prefix}-consent-wrong`, class: "wrong" });
    const kind = { type: isOptional ? "radio" : "checkbox", name: "consent", "aria-describedby": this.wrong.id };
    const yes = element("input", { ...kind, value: "yes", required: !isOptional });
    yes.checked = given.consent === number;
    const text = element(
      "div",
      { class: "text", dir: "auto", tabindex: "0", role: "group", "aria-label": words.asked },
      spoken(consent, locale),
    );
    const agree = element("label", { class: "tick" }, yes, words.agree);
    if (isOptional) {
      const no = element("input", { ...kind, value: "no" });
      no.checked = given.declined === number;
      this.inputs = [yes, no];
      const ways = element("div", { role: "radiogroup", "aria-label": words.asked });
      ways.append(agree, element("label", { class: "tick" }, no, words.disagree));
      this.root = element("div", { class: "entry consent" }, text, ways, this.wrong);
    } else {
      this.inputs = [yes];
      const told = spoken(asked.refusal ?? {}, locale) || words.refusal;
      const otherwise = element("details", { class: "otherwise" }, element("summary", {}, words.otherwise));
      otherwise.append(element("p", { dir: "auto" }, told));
      this.root = element("div", { class: "entry consent" }, text, agree, this.wrong, otherwise);
    }
  }

  /** What is wrong with what is said: empty, if nothing is. */
  get missing(): string {
    if (isAnswered(this.given, this.#asked)) return "";
    return this.#asked.consent_optional ? this.#words.mustSay : this.#words.mustAgree;
  }

  /** What is told where the desk did not take it. */
  get changed(): string {
    return this.#words.changed;
  }

  get answer(): Given {
    return answerOf(this.given, this.#asked);
  }

  /** What is said at the moment. */
  get given(): Given {
    const number = this.#asked.consent_version;
    const [yes, no] = this.inputs;
    return { consent: yes.checked ? number : null, declined: no?.checked ? number : null };
  }
}
