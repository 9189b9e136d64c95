/** One's own data: what was asked for and how it stands, and asking for it. It stands in the sheet of what was before. */
import type { OwnPrivacyRequest } from "../../desk/operations.ts";
import { moment } from "../../form/moments.ts";
import type { DataWords } from "../../words/en/data.ts";
import type { Desk } from "../desk.ts";
import { element } from "../panel/dom.ts";
import type { Visitor } from "../panel/visitor.ts";
import { adopt } from "../sheets.ts";
import { type Kind, OwnData } from "./own.ts";
import css from "./sheet.css" with { type: "text" };

const KINDS: Kind[] = ["export", "erase"];
const LONGEST_CODE = 20;

export interface Env {
  desk: Desk;
  visitor: Pick<Visitor, "ask">;
  /** What stands above it is another now. */
  changed: () => void;
}

async function wordsFor(locale: string): Promise<DataWords> {
  const module = await (locale === "zh-CN" ? import("../../words/zh/data.ts") : import("../../words/en/data.ts"));
  return module.words;
}

export async function open(env: Env): Promise<DataSheet> {
  const words = await wordsFor(env.desk.locale);
  adopt(env.desk.root, css, env.desk.nonce);
  return new DataSheet(env, words);
}

export class DataSheet {
  readonly root = element("div", { class: "scroll own-data" });
  readonly #own: OwnData;
  /** What is typed stays while the rest is painted anew. */
  readonly #code = element("input", {
    id: "deskbell-data-code",
    inputmode: "numeric",
    autocomplete: "one-time-code",
    maxlength: LONGEST_CODE,
    dir: "ltr",
  });
  readonly #told = element("p", { class: "told", role: "status" });
  readonly #above = element("div");
  readonly #below = element("div");

  constructor(private readonly env: Env, private words: DataWords) {
    this.#own = new OwnData(env.visitor, () => this.#paint());
    this.root.append(this.#above, this.#below, this.#told);
  }

  get title(): string {
    return this.words.title;
  }

  readonly backTo = null;

  show(): void {
    this.#paint();
    void this.#own.list();
  }

  leave(): void {}

  async setLocale(locale: string): Promise<void> {
    this.words = await wordsFor(locale);
    this.#paint();
  }

  close(): void {}

  #paint(): void {
    const { words } = this, own = this.#own;
    const hadFocus = this.#below.contains(this.env.desk.root.activeElement);
    const told = { loading: words.loading, missing: words.notLoaded, there: "" }[own.state];
    this.#above.replaceChildren(
      element("p", {}, words.intro),
      ...(own.items.length ? [element("ul", {}, ...own.items.map((each) => this.#item(each)))] : []),
    );
    this.#told.textContent = own.refused ? words.refused[own.refused] ?? words.refused.other : told;
    this.#told.classList.toggle("bad", own.refused !== "");
    this.#below.replaceChildren(...(own.step ? this.#asking() : this.#choices()));
    if (hadFocus) (own.sentTo ? this.#code : this.#below.querySelector("button"))?.focus({ preventScroll: true });
    this.env.changed();
  }

  #item(item: OwnPrivacyRequest): HTMLElement {
    const { words } = this, { request_id: id, kind, asked_at: at } = item;
    const parts: HTMLElement[] = [
      element("b", {}, words.kinds[kind as Kind]),
      element("span", { class: "when" }, moment(at, words.locale)),
      element("span", { class: "stands" }, this.#stateOf(item)),
    ];
    const urls = this.#own.urls[id] ?? [];
    if (item.state === "ready" && !urls.length) parts.push(button(words.open, () => void this.#own.open(id)));
    urls.forEach((url, at) => {
      const href = new URL(url, this.env.desk.base).href;
      const text = words.file(at + 1, urls.length);
      parts.push(
        element("a", { href, target: "_blank", rel: "noopener noreferrer", referrerpolicy: "no-referrer" }, text),
      );
    });
    if (urls.length) parts.push(element("span", { class: "when" }, words.minutes));
    return element("li", {}, ...parts);
  }

  #stateOf({ state, due_at: due, until }: OwnPrivacyRequest): string {
    const { states, locale } = this.words;
    if (state === "asked") return states.asked(due ? moment(due, locale) : "");
    if (state === "ready") return states.ready(until ? moment(until, locale) : "");
    if (state === "done" || state === "over") return states[state];
    return state === "refused" || state === "cancelled" ? states.refused : states.under_way;
  }

  #choices(): HTMLElement[] {
    const own = this.#own;
    if (own.state === "missing") return [button(this.words.tryAgain, () => void own.list())];
    const free = KINDS.filter((kind) => !own.isUnderWay(kind));
    return [element("div", { class: "buttons" }, ...free.map((kind) => this.#choice(kind)))];
  }

  #choice = (kind: Kind): HTMLElement => button(this.words[kind], () => this.#own.choose(kind));

  #asking(): HTMLElement[] {
    const { words } = this, own = this.#own, { step, sentTo, isSending } = own;
    const go = element(
      "button",
      { type: "submit", class: "leave" },
      isSending ? words.sending : sentTo ? words.confirm : words.go,
    );
    const buttons = element("div", { class: "buttons" }, go, button(words.cancel, () => own.giveUp()));
    const form = element("form", { class: "fields", novalidate: true });
    form.onsubmit = (event) => {
      event.preventDefault();
      const code = this.#code.value.trim();
      if (own.sentTo && !code) return this.#code.focus();
      void own.go(own.sentTo ? code : undefined);
      this.#code.value = "";
    };
    if (sentTo) {
      form.append(
        element("p", {}, words.sent(sentTo)),
        element("label", { for: this.#code.id }, words.code),
        this.#code,
        buttons,
        button(words.again, () => void own.go()),
      );
    } else {
      if (step && "kind" in step) form.append(element("p", {}, words.about[step.kind]));
      form.append(buttons);
    }
    return [form];
  }
}

const button = (text: string, onclick: () => void) =>
  element("button", { type: "button", class: "other", onclick }, text);
