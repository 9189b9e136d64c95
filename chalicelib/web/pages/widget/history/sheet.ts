/**
 * What was before: the visitor's own conversations, and what stands in each, to be read; and beside them their requests,
 * and their data, which are fetched when they are looked at. It stands in the panel.
 */
import type { EntryView, OwnConversationView } from "../../desk/operations.ts";
import { partsOf } from "../../desk/links.ts";
import { asTheyAre } from "../../desk/revisions.ts";
import { moment } from "../../form/moments.ts";
import type { HistoryWords } from "../../words/en/history.ts";
import type { Desk } from "../desk.ts";
import { drawing, element, setText } from "../panel/dom.ts";
import { Late } from "../panel/part.ts";
import * as shapes from "../panel/shapes.ts";
import type { Visitor } from "../panel/visitor.ts";
import type { Env as OfNotices, Notices } from "../notices/sheet.ts";
import type { Env as OfRequests, Requests } from "../requests/sheet.ts";
import type { DataSheet, Env as OfData } from "../privacy/sheet.ts";
import { adopt } from "../sheets.ts";
import { Past } from "./past.ts";
import css from "./sheet.css" with { type: "text" };

declare const BUILT: Record<string, string>;

const TABS = ["talks", "requests", "notices", "data"] as const;

type Tab = typeof TABS[number];

const PANEL = "past-panel";

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
  readonly #requests: Late<OfRequests, Requests>;
  readonly #notices: Late<OfNotices, Notices>;
  readonly #data: Late<OfData, DataSheet>;
  #tab: Tab = "talks";
  readonly #heading = element("h2", { tabindex: "-1", dir: "auto" });
  readonly #back = element(
    "button",
    { type: "button", class: "back", onclick: () => this.#goBack() },
    drawing(shapes.back),
  );
  readonly #tabs = element("div", {
    class: "tabs-of",
    role: "tablist",
    onkeydown: (event: KeyboardEvent) => this.#step(event),
  });
  readonly #tabOf: { readonly [tab in Tab]: HTMLButtonElement } = {
    talks: this.#makeTab("talks"),
    requests: this.#makeTab("requests"),
    notices: this.#makeTab("notices"),
    data: this.#makeTab("data"),
  };
  readonly #place = element("div", { class: "scroll", tabindex: "0" });
  readonly #note = element("p", { class: "note-line", role: "status" });
  readonly #more = element("button", { type: "button", class: "more", onclick: () => this.#past.more() });
  readonly #talks = element(
    "div",
    { class: "talks" },
    this.#place,
    element("div", { class: "below" }, this.#note, this.#more),
  );
  readonly #coming = element("p", { class: "note-line", role: "status" });
  /** What the chosen tab shows. */
  readonly #panel = element("div", { class: "talks", role: "tabpanel", id: PANEL }, this.#talks);

  constructor(private readonly env: Env, private words: HistoryWords) {
    this.#past = new Past(env.visitor, () => this.#paint());
    const changed = () => this.#paintHead();
    this.#requests = new Late(BUILT["widget/requests/sheet.ts"], { ...env, changed });
    this.#notices = new Late(BUILT["widget/notices/sheet.ts"], { ...env, changed });
    this.#data = new Late(BUILT["widget/privacy/sheet.ts"], { ...env, changed });
    this.#tabs.append(...TABS.map((tab) => this.#tabOf[tab]));
    this.root.append(element("div", { class: "bar-of" }, this.#back, this.#heading), this.#tabs, this.#panel);
  }

  /** `what`: "notices" for what is told to the visitor. */
  show(what?: string): void {
    this.#past.list();
    if (what === "notices") return void this.#choose(what);
    this.#own?.show();
  }

  focus(): void {
    this.#heading.focus({ preventScroll: true });
  }

  get #own(): Requests | Notices | DataSheet | null {
    return this.#late?.part ?? null;
  }

  /** What is fetched for the chosen tab. */
  get #late(): Late<OfRequests, Requests> | Late<OfNotices, Notices> | Late<OfData, DataSheet> | null {
    return { talks: null, requests: this.#requests, notices: this.#notices, data: this.#data }[this.#tab];
  }

  /** From one conversation, or request, to all of them, from there to the chat. */
  #goBack(): void {
    if (this.#own?.backTo) this.#own.leave();
    else if (this.#own || !this.#past.open) return this.env.back();
    else this.#past.leave();
    this.focus();
  }

  async #choose(tab: Tab): Promise<void> {
    this.#tab = tab;
    this.#paint();
    const part = await this.#late?.load();
    if (!part || this.#tab !== tab) return;
    part.show();
    this.#paint();
  }

  #makeTab(tab: Tab): HTMLButtonElement {
    const onclick = () => this.#choose(tab);
    return element("button", { type: "button", role: "tab", id: `${PANEL}-${tab}`, "aria-controls": PANEL, onclick });
  }

  #step(event: KeyboardEvent): void {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    const by = event.key === "ArrowLeft" ? TABS.length - 1 : 1;
    const tab = TABS[(TABS.indexOf(this.#tab) + by) % TABS.length];
    this.#choose(tab);
    this.#tabOf[tab].focus();
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
    this.root.lang = words.locale;
    this.#paintHead();
    setText(
      this.#note,
      { loading: words.loading, missing: words.notLoaded, there: shown.length ? "" : words.none }[state],
    );
    setText(this.#more, state === "missing" ? words.tryAgain : words.more);
    this.#more.hidden = state === "loading" || (state === "there" && !hasMore);
    const lines = open ? asTheyAre(entries).map((each) => this.#entry(each)) : items.map((each) => this.#item(each));
    this.#place.replaceChildren(element(open ? "div" : "ul", { class: open ? "lines" : "past-list" }, ...lines));
    this.#place.setAttribute("aria-label", open ? moment(open.started_at, words.locale) : words.title);
    this.#place.setAttribute("role", "region");
  }

  /** What is looked at, the way back from it, and what else there is. */
  #paintHead(): void {
    const { words } = this;
    const { open } = this.#past;
    const own = this.#own;
    const isWhole = Boolean(own ? own.backTo : open && this.#tab === "talks");
    const name = own?.backTo ?? (isWhole ? words.toList : words.back);
    this.#back.title = name;
    this.#back.setAttribute("aria-label", name);
    const title = this.#tab === "talks" && open ? moment(open.started_at, words.locale) : words.title;
    setText(this.#heading, own && isWhole ? own.title : title);
    this.#tabs.hidden = isWhole;
    this.#tabs.setAttribute("aria-label", words.title);
    for (const tab of TABS) {
      setText(this.#tabOf[tab], words[tab]);
      this.#tabOf[tab].setAttribute("aria-selected", String(tab === this.#tab));
      this.#tabOf[tab].tabIndex = tab === this.#tab ? 0 : -1;
    }
    setText(this.#coming, words.loading);
    this.#panel.setAttribute("aria-labelledby", `${PANEL}-${this.#tab}`);
    const shown = this.#tab === "talks" ? this.#talks : own?.root ?? this.#coming;
    if (shown !== this.#panel.firstChild) this.#panel.replaceChildren(shown);
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
    await Promise.all([this.#requests, this.#notices, this.#data].map(({ part }) => part?.setLocale(locale)));
    this.#paint();
  }

  close(): void {
    this.#requests.close();
    this.#notices.close();
    this.#data.close();
  }
}

type Piece = ReturnType<typeof partsOf>[number];

function linked(part: Piece): Node | string {
  if (typeof part === "string") return part;
  return element("a", { href: part.href, target: "_blank", rel: "noopener noreferrer nofollow" }, part.text);
}
