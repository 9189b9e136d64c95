/**
 * Whether a message with numbers in it shall really go (F8): asked above the field before it is sent. Fetched when
 * something is written that may be one; the desk hides them all the same.
 */
import { kindsIn } from "../../desk/sensitive.ts";
import type { CautionWords } from "../../words/en/caution.ts";
import type { Desk } from "../desk.ts";
import { element } from "../panel/dom.ts";
import { adopt } from "../sheets.ts";
import css from "./caution.css" with { type: "text" };

export type Asking = Pick<Desk, "nonce" | "locale"> & { root: ShadowRoot | Document };

async function wordsFor(locale: string): Promise<CautionWords> {
  const module = await (locale === "zh-CN" ? import("../../words/zh/caution.ts") : import("../../words/en/caution.ts"));
  return module.words;
}

/** Asks before this element of a form where there is reason to, and sends at once where there is none. */
export async function caution(root: HTMLElement, desk: Asking, text: string, send: () => void): Promise<void> {
  const kinds = kindsIn(text);
  if (!kinds.length) return send();
  const words = await wordsFor(desk.locale);
  const form = root.closest("form");
  if (!form) return;
  adopt(desk.root, css, desk.nonce);
  const edit = () => {
    box.remove();
    form.querySelector("textarea")?.focus();
  };
  const go = () => {
    box.remove();
    send();
  };
  const back = element("button", { type: "button", onclick: edit }, words.edit);
  const box = element(
    "div",
    { class: "caution", role: "group", "aria-label": words.title },
    element("strong", { role: "alert" }, words.title),
    element("p", {}, words.about(kinds)),
    element("div", { class: "answers" }, back, element("button", { type: "button", onclick: go }, words.send)),
  );
  form.querySelector(".caution")?.remove();
  root.before(box);
  back.focus();
  form.addEventListener("input", () => box.remove(), { once: true }); // of other words it is asked anew
}
