/** The help in the panel: a question, what answers it, one article of that, and whether it helped. */
import type { HitView } from "../../desk/operations.ts";
import type { HelpWords } from "../../words/en/help.ts";
import type { Desk } from "../desk.ts";
import { drawing, element, setText } from "../panel/dom.ts";
import * as shapes from "../panel/shapes.ts";
import type { Shelf } from "../panel/storage.ts";
import type { Visitor } from "../panel/visitor.ts";
import { adopt } from "../sheets.ts";
import { Help } from "./help.ts";
import { type Piece, piecesOf } from "./markup.ts";
import css from "./sheet.css" with { type: "text" };

export interface Env {
  desk: Desk;
  visitor: Pick<Visitor, "ask">;
  shelf: Shelf;
  back: () => void;
  /** Asks somebody, with these words in the field. */
  ask: (question: string) => void;
}

async function wordsFor(locale: string): Promise<HelpWords> {
  const module = await (locale === "zh-CN" ? import("../../words/zh/help.ts") : import("../../words/en/help.ts"));
  return module.words;
}

export async function openSheet(env: Env): Promise<Sheet> {
  const words = await wordsFor(env.desk.locale);
  adopt(env.desk.root, css, env.desk.nonce);
  return new Sheet(env, words);
}

type Click = () => void;

const button = (name: string, onclick: Click, ...children: Array<Node | string>) =>
  element("button", { type: "button", class: name, onclick }, ...children);

export class Sheet {
  readonly root = element("div", { class: "help-sheet" });
  readonly #help: Help;
  readonly #leaving = new AbortController();
  readonly #back = button("back", () => this.#goBack(), drawing(shapes.back));
  readonly #heading = element("h2", { tabindex: "-1", dir: "auto" });
  readonly #field = element("input", {
    type: "search",
    maxlength: 200,
    dir: "auto",
    enterkeyhint: "search",
    oninput: () => this.#help.type(this.#field.value),
  });
  readonly #search = element("form", { role: "search", onsubmit: (event: Event) => this.#submit(event) }, this.#field);
  readonly #note = element("p", { class: "note-line", role: "status" });
  readonly #again = button("plain", () => void this.#help.list());
  readonly #caption = element("h3", {});
  readonly #list = element("ul", {});
  readonly #text = element("div", { class: "article", dir: "auto" });
  readonly #page = element("a", { target: "_blank", rel: "noopener", class: "plain" });
  readonly #asked = element("p", { tabindex: "-1" });
  readonly #yes = button("choice", () => void this.#judge(true));
  readonly #no = button("choice", () => void this.#judge(false));
  readonly #words = element("textarea", { rows: 2, maxlength: 500, dir: "auto" });
  readonly #send = element("button", { type: "submit", class: "choice" });
  readonly #more = element("form", { onsubmit: (event: Event) => this.#tell(event) }, this.#words, this.#send);
  readonly #verdict = element(
    "div",
    { class: "verdict" },
    this.#asked,
    element("div", { class: "choices" }, this.#yes, this.#no),
    this.#more,
  );
  readonly #place = element("div", { class: "scroll", tabindex: "0", role: "region" });
  readonly #ask = button("ask", () => this.#askSomebody());
  readonly #foot = element("div", { class: "foot-of" }, element("span", {}), this.#ask);
  /** What stands there: painted again only when it is another, so that focus and selection stay. */
  #painted: unknown[] = [];

  constructor(private readonly env: Env, private words: HelpWords) {
    const { desk, visitor, shelf } = env;
    this.#help = new Help({ visitor, shelf, locale: () => desk.locale, changed: () => this.#paint() });
    desk.on("close", () => this.#help.giveUp(), this.#leaving.signal);
    this.#place.append(this.#caption, this.#list, this.#text, this.#page, this.#verdict);
    const bar = element("div", { class: "bar-of" }, this.#back, this.#heading);
    const note = element("div", { class: "told-of" }, this.#note, this.#again);
    this.root.append(bar, this.#search, note, this.#place, this.#foot);
  }

  show(): void {
    if (!this.#help.article) void this.#help.list();
  }

  focus(): void {
    // On a touch screen the field would bring up the keyboard before anything was read.
    const isCalm = this.#search.hidden || matchMedia("(pointer: coarse)").matches;
    (isCalm ? this.#heading : this.#field).focus({ preventScroll: true });
  }

  /** From an article to the list, from there to the chat. */
  #goBack(): void {
    if (this.#help.article) {
      const id = this.#help.article.article_id;
      this.#help.leave();
      const before = [...this.#list.querySelectorAll("button")].find((each) => each.dataset.id === id);
      return (before ?? this.#field).focus({ preventScroll: true });
    }
    this.#help.giveUp();
    this.env.back();
  }

  #submit(event: Event): void {
    event.preventDefault();
    this.#help.type(this.#field.value, true);
  }

  #askSomebody(): void {
    const { question, article } = this.#help;
    this.#help.giveUp();
    if (article) this.#help.leave();
    this.env.ask(question.trim());
  }

  async #read(id: string): Promise<void> {
    await this.#help.read(id);
    if (this.#help.article?.article_id !== id) return;
    this.#place.scrollTop = 0;
    this.#words.value = "";
    this.#heading.focus({ preventScroll: true });
  }

  async #judge(helped: boolean): Promise<void> {
    const isTold = await this.#help.judge(helped);
    if (!isTold) setText(this.#asked, this.words.notSent);
    this.#asked.focus({ preventScroll: true });
  }

  async #tell(event: Event): Promise<void> {
    event.preventDefault();
    const words = this.#words.value.trim();
    if (!words) return this.#words.focus();
    if (!await this.#help.judge(false, words)) setText(this.#asked, this.words.notSent);
    this.#asked.focus({ preventScroll: true });
  }

  #paint(): void {
    const { words } = this;
    const { article, hits, state, answered } = this.#help;
    this.root.lang = words.locale;
    const name = article ? words.toList : words.back;
    this.#back.title = name;
    this.#back.setAttribute("aria-label", name);
    setText(this.#heading, article?.title ?? words.title);
    this.#heading.lang = article?.language ?? words.locale;
    this.#search.hidden = article !== null;
    this.#field.setAttribute("aria-label", words.search);
    this.#field.placeholder = words.search;
    const told = answered ? (hits.length ? words.found(hits.length) : words.none) : hits.length ? "" : words.nothing;
    setText(this.#note, { loading: words.loading, missing: words.notLoaded, there: article ? "" : told }[state]);
    setText(this.#again, words.tryAgain);
    this.#again.hidden = state !== "missing";
    setText(this.#caption, words.popular);
    this.#caption.hidden = article !== null || answered !== "" || !hits.length;
    this.#place.setAttribute("aria-label", article?.title ?? words.title);
    this.#paintList(hits, article !== null);
    this.#paintArticle();
    setText(this.#foot.firstChild as HTMLElement, words.notFound);
    setText(this.#ask, words.ask);
  }

  #paintList(hits: HitView[], isHidden: boolean): void {
    this.#list.hidden = isHidden;
    if (this.#painted[0] === hits) return;
    this.#painted[0] = hits;
    this.#list.replaceChildren(...hits.map((hit) => this.#item(hit)));
  }

  #item({ article_id: id, language, title, excerpt }: HitView): HTMLElement {
    const parts = [element("b", { dir: "auto" }, title), element("span", { dir: "auto" }, excerpt)];
    const item = element("button", { type: "button", lang: language, onclick: () => void this.#read(id) }, ...parts);
    item.dataset.id = id;
    return element("li", {}, item);
  }

  #paintArticle(): void {
    const { words } = this;
    const { article, verdict } = this.#help;
    for (const each of [this.#text, this.#page, this.#verdict]) each.hidden = article === null;
    if (!article) return;
    if (this.#painted[1] !== article) {
      this.#painted[1] = article;
      this.#text.lang = article.language;
      this.#text.replaceChildren(...piecesOf(article.html).map((piece) => this.#made(piece)));
    }
    this.#page.href = `${this.env.desk.base}${article.address}?lang=${this.env.desk.locale}`;
    setText(this.#page, words.page);
    const asked = { "": words.helped, saying: words.helped, yes: words.thanks, no: words.sorry, told: words.thanks };
    setText(this.#asked, asked[verdict]);
    for (const [each, label] of [[this.#yes, words.yes], [this.#no, words.no]] as const) {
      setText(each, label);
      each.disabled = verdict === "saying";
      const isMine = each === this.#yes ? verdict === "yes" : verdict === "no" || verdict === "told";
      each.setAttribute("aria-pressed", String(isMine));
    }
    this.#more.hidden = verdict !== "no";
    this.#words.setAttribute("aria-label", words.missing);
    this.#words.placeholder = words.missing;
    setText(this.#send, words.send);
  }

  /** An element of the article; other articles open here, everything else in a tab of its own. */
  #made(piece: Piece | string): Node | string {
    if (typeof piece === "string") return piece;
    const { href, src, ...others } = piece.attributes;
    const made = element(piece.tag as "a", others, ...piece.children.map((each) => this.#made(each)));
    if (piece.tag === "img") {
      if (!src) return piece.attributes.alt ?? "";
      Object.assign(made, { src: this.env.desk.base + src, loading: "lazy", referrerPolicy: "no-referrer" });
    }
    if (!href) return made;
    if (href.startsWith("#")) {
      made.href = `${this.env.desk.base}help/${encodeURIComponent(this.env.desk.plan)}/${href.slice(1)}`;
      made.onclick = (event) => {
        event.preventDefault();
        void this.#read(href.slice(1));
      };
      return made;
    }
    Object.assign(made, { href, target: "_blank", rel: "noopener noreferrer nofollow" });
    return made;
  }

  /** Something around it may have changed; it goes back in any case. */
  look(): void {}

  noticed(): void {}

  async setLocale(locale: string): Promise<void> {
    this.words = await wordsFor(locale);
    const { article } = this.#help;
    if (article) void this.#help.read(article.article_id);
    else void this.#help.list();
    this.#paint();
  }

  close(): void {
    this.#leaving.abort();
    this.#help.close();
  }
}
