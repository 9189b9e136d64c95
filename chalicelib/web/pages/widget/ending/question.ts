/** Whether the conversation shall really end. It is fetched when that is asked, and stands over the panel. */
import type { EndingWords } from "../../words/en/ending.ts";
import type { Desk } from "../desk.ts";
import { element } from "../panel/dom.ts";
import { adopt } from "../sheets.ts";
import css from "./question.css" with { type: "text" };

/** Why it does not end now: a message is on its way, or the desk does not do it. */
export type Hindrance = "wait" | "trouble";

export interface Env {
  desk: Pick<Desk, "root" | "nonce" | "locale">;
  end: () => Promise<Hindrance | null>;
  close: () => void;
}

const dressed = new WeakSet<ShadowRoot>();

async function wordsFor(locale: string): Promise<EndingWords> {
  const module = await (locale === "zh-CN" ? import("../../words/zh/ending.ts") : import("../../words/en/ending.ts"));
  return module.words;
}

/** Asks in this element, if it is still there. */
export async function ask(root: HTMLElement, { desk, end, close }: Env): Promise<void> {
  const words = await wordsFor(desk.locale);
  if (!root.isConnected) return;
  if (!dressed.has(desk.root)) adopt(desk.root, css, desk.nonce);
  dressed.add(desk.root);
  const sorry = element("p", { class: "sorry", role: "alert", hidden: true });
  const yes = element("button", { class: "yes", type: "button", onclick: () => attempt() }, words.yes);
  const no = element("button", { class: "no", type: "button", onclick: close }, words.no);
  const attempt = async () => {
    yes.disabled = sorry.hidden = true;
    const hindrance = await end();
    if (!hindrance) return close();
    yes.disabled = sorry.hidden = false;
    sorry.textContent = words[hindrance];
  };
  root.replaceChildren(
    element(
      "div",
      { class: "question", role: "alertdialog", "aria-modal": "true", "aria-label": words.title },
      element("strong", {}, words.title),
      element("p", {}, words.about),
      sorry,
      element("div", { class: "answers" }, yes, no),
    ),
  );
  root.className = "cover";
  no.focus();
}
