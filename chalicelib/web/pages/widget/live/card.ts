/** The invitation as the visitor sees it: a few words above the icon, with a yes and a no. It takes nobody's focus. */
import { dressOn } from "../colours.ts";
import type { Desk } from "../desk.ts";
import { element } from "../panel/dom.ts";
import { adopt } from "../sheets.ts";
import css from "./card.css" with { type: "text" };
import type { Shown } from "./invitation.ts";

export const WORDS = {
  "zh-CN": { label: "在线客服的邀请", yes: "好的，开始咨询", no: "不用了", agent: (name: string) => `客服 ${name}` },
  en: {
    label: "Invitation to chat",
    yes: "Yes, please",
    no: "No, thanks",
    agent: (name: string) => `${name}, customer service`,
  },
};

interface Answers {
  yes: () => void;
  no: () => void;
}

export class Card {
  readonly #who = element("b");
  readonly #text = element("p");
  readonly #yes = element("button", { type: "button", class: "yes" });
  readonly #no = element("button", { type: "button", class: "no" });
  readonly #card = element(
    "section",
    { class: "invite" },
    element("div", { role: "status" }, this.#who, this.#text),
    element("div", { class: "answers" }, this.#yes, this.#no),
  );

  constructor(private readonly desk: Desk, answers: Answers) {
    const { hide } = this;
    this.#card.hidden = true;
    this.#yes.onclick = () => this.isBusy || answers.yes();
    this.#no.onclick = () => answers.no();
    this.#card.onkeydown = (event) => {
      if (event.key === "Escape") answers.no();
    };
    adopt(desk.root, css, desk.nonce);
    desk.frame.append(this.#card);
    desk.on("open", hide);
  }

  get isBusy(): boolean {
    return this.#yes.getAttribute("aria-disabled") === "true";
  }

  set isBusy(isBusy: boolean) {
    this.#yes.setAttribute("aria-disabled", String(isBusy));
  }

  /** What is announced stands in a place that was there before it. */
  show({ text, agent }: Shown): void {
    const words = WORDS[this.desk.locale];
    dressOn(this.desk.frame, this.#card);
    this.#card.lang = this.desk.locale;
    this.#card.setAttribute("aria-label", words.label);
    this.#yes.textContent = words.yes;
    this.#no.textContent = words.no;
    this.isBusy = this.#card.hidden = false;
    setTimeout(() => {
      this.#who.textContent = agent?.name ? words.agent(agent.name) : "";
      this.#text.textContent = text;
    });
  }

  readonly hide = (): void => {
    const hadFocus = this.#card.contains(this.desk.root.activeElement);
    this.#card.hidden = true;
    if (hadFocus && !this.desk.isOpen) this.desk.button.focus({ preventScroll: true });
  };
}
