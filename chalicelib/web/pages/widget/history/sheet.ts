/** What was said before: the visitor's own conversations, and what stands in each, to be read. It stands in the panel. */
import type { EntryView, OwnConversationView } from "../../desk/operations.ts";
import { partsOf } from "../../desk/links.ts";
import { asTheyAre } from "../../desk/revisions.ts";
import { moment } from "../../form/moments.ts";
import type { HistoryWords } from "../../words/en/history.ts";
import type { Desk } from "../desk.ts";
import { drawing, element, setText } from "../panel/dom.ts";
import * as shapes from "../panel/shapes.ts";
import type { Visitor } from "../panel/visitor.ts";
import { adopt } from "../sheets.ts";
import { Past } from "./past.ts";
import css from "./sheet.css" with { type: "text" };

export interface Env {
  desk: Desk;
  visitor: Pick<Visitor, "ask">;
  back: () => void;
}

async function wordsFor(locale: string): Promise<HistoryWords> {
  const module = await (locale === "zh-CN" ? import("../../words/zh/history.ts") : import("../../words/en/history.ts"));
  return module.words;
}

export async function openSheet(env: Env): Promise<Sheet> {
  const words = await wordsFor(env.desk.locale);
  adopt(env.desk.root, css, env.desk.nonce);
  return new Sheet(env, words);
}

export class Sheet {
  readonly root = element("div", { class: "past-sheet" });
  readonly #past: Past;
  readonly #heading = element("h2", { tabindex: "-1" });
  readonly #back = element(
    "button",
    { type: "button", class: "back", onclick: () => this.#goBack() },
    drawing(shapes.back),
  );
  readonly #place = element("div", { class: "scroll", tabindex: "0" });
  readonly #note = element("p", { class: "note-line", role: "status" });
  readonly #more = element("button", { type: "button", class: "more", onclick: () => this.#past.more() });

  constructor(private readonly env: Env, private words: HistoryWords) {
    this.#past = new Past(env.visitor, () => this.#paint());
    this.root.append(
      element("div", { class: "bar-of" }, this.#back, this.#heading),
      this.#place,
      element("div", { class: "below" }, this.#note, this.#more),
    );
  }

  show(): void {
    this.#past.list();
  }

  focus(): void {
    this.#heading.focus({ preventScroll: true });
  }

  /** From one conversation to all of them, from there to the chat. */
  #goBack(): void {
    if (!this.#past.open) return this.env.back();
    this.#past.leave();
    this.focus();
  }

  #read(item: OwnConversationView): void {
    this.#past.read(item);
    this.#place.scrollTop = 0;
    this.focus();
  }

  #paint(): void {
    const { words } = this;
    const { open, items, entries, state, hasMore } = this.#past;
    const shown = open ? entries : items;
    const name = open ? words.toList : words.back;
    this.root.lang = words.locale;
    this.#back.title = name;
    this.#back.setAttribute("aria-label", name);
    setText(this.#heading, open ? moment(open.started_at, words.locale) : words.title);
    setText(
      this.#note,
      { loading: words.loading, missing: words.notLoaded, there: shown.length ? "" : words.none }[state],
    );
    setText(this.#more, state === "missing" ? words.tryAgain : words.more);
    this.#more.hidden = state === "loading" || (state === "there" && !hasMore);
    const lines = open ? asTheyAre(entries).map((each) => this.#entry(each)) : items.map((each) => this.#item(each));
    this.#place.replaceChildren(element(open ? "div" : "ul", { class: open ? "lines" : "past-list" }, ...lines));
    this.#place.setAttribute("aria-label", this.#heading.textContent ?? "");
    this.#place.setAttribute("role", "region");
  }

  #item(item: OwnConversationView): HTMLElement {
    const { words } = this;
    const ended = item.closed_at ? "" : words.goingOn;
    const head = element("span", { class: "when" }, moment(item.started_at, words.locale), ended && ` · ${ended}`);
    const who = element("b", { dir: "auto" }, words.who({ name: item.agent_name }));
    const told = element("span", { class: "last", dir: "auto" }, item.last_text);
    const onclick = () => this.#read(item);
    return element("li", {}, element("button", { type: "button", onclick }, who, head, told));
  }

  #entry(entry: EntryView): HTMLElement {
    const { author, kind, at, withdrawn } = entry;
    const text = withdrawn ? this.words.withdrawn : entry.text || entry.file?.name || "";
    if (kind !== "message") return element("p", { class: "line", dir: "auto" }, text);
    const isMine = author.kind === "visitor";
    const name = element("span", { class: "name", dir: "auto" }, isMine ? this.words.me : this.words.who(author));
    const look = withdrawn ? "text withdrawn" : "text";
    const said = element("div", { class: look, dir: "auto" }, ...partsOf(text).map(linked));
    const foot = element("span", { class: "foot" }, element("time", { datetime: at }, moment(at, this.words.locale)));
    return element("div", { class: `bubble ${isMine ? "me" : "them"}` }, name, said, foot);
  }

  /** Something around it may have changed; it goes back in any case. */
  look(): void {}

  noticed(): void {}

  async setLocale(locale: string): Promise<void> {
    this.words = await wordsFor(locale);
    this.#paint();
  }

  close(): void {}
}

type Piece = ReturnType<typeof partsOf>[number];

function linked(part: Piece): Node | string {
  if (typeof part === "string") return part;
  return element("a", { href: part.href, target: "_blank", rel: "noopener noreferrer nofollow" }, part.text);
}
