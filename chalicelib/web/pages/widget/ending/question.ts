/** Whether the conversation shall really end. It is fetched when that is asked, and stands over the panel. */
import type { EndingWords } from "../../words/en/ending.ts";
import type { EntryView } from "../../desk/operations.ts";
import type { Desk } from "../desk.ts";
import { element } from "../panel/dom.ts";
import type { Outbox } from "../panel/outbox.ts";
import type { Talk } from "../panel/talk.ts";
import type { Visitor } from "../panel/visitor.ts";
import { adopt } from "../sheets.ts";
import css from "./question.css" with { type: "text" };

/** Why it does not end now: a message is on its way, or the desk does not do it. */
export type Hindrance = "wait" | "trouble";

export interface Env {
  desk: Pick<Desk, "root" | "nonce" | "locale">;
  outbox: Pick<Outbox, "next">;
  talk: Pick<Talk, "id" | "end">;
  visitor: Pick<Visitor, "ask">;
  /** The conversation goes on no more: what was said last in it is to be read. */
  stored: (entries: EntryView[]) => void;
  close: () => void;
  /** A panel of the release before ends it itself. */
  end?: () => Promise<Hindrance | null>;
}

async function wordsFor(locale: string): Promise<EndingWords> {
  const module = await (locale === "zh-CN" ? import("../../words/zh/ending.ts") : import("../../words/en/ending.ts"));
  return module.words;
}

/** Ends it, unless something is in the way. */
export async function end({ outbox, talk, visitor, stored }: Omit<Env, "desk" | "close">): Promise<Hindrance | null> {
  if (outbox.next) return "wait";
  const { id } = talk;
  try {
    const { status } = await visitor.ask("POST", `conversations/${id}/close`, {});
    if (status >= 300 && status !== 404 && status !== 409) return "trouble";
  } catch {
    return "trouble";
  }
  if (talk.id === id) talk.end();
  stored([]);
  return null;
}

/** Asks in this element, if it is still there. */
export async function ask(root: HTMLElement, env: Env): Promise<void> {
  const { desk, close } = env;
  const words = await wordsFor(desk.locale);
  if (!root.isConnected) return;
  adopt(desk.root, css, desk.nonce);
  const sorry = element("p", { class: "sorry", role: "alert", hidden: true });
  const yes = element("button", { class: "yes", type: "button", onclick: () => attempt() }, words.yes);
  const no = element("button", { class: "no", type: "button", onclick: close }, words.no);
  const attempt = async () => {
    yes.disabled = sorry.hidden = true;
    const hindrance = await (env.end ?? end)(env);
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
