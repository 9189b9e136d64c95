/** The visitor's own requests: a list, and one of them with its public steps. It stands in the sheet of what was before. */
import { partsOf } from "../../desk/links.ts";
import type { OwnEntry, OwnTicket } from "../../desk/operations.ts";
import { moment } from "../../form/moments.ts";
import type { RequestsWords } from "../../words/en/requests.ts";
import type { Desk } from "../desk.ts";
import { element, setText } from "../panel/dom.ts";
import type { Visitor } from "../panel/visitor.ts";
import { adopt } from "../sheets.ts";
import { Finder } from "./finder.ts";
import { Own } from "./own.ts";
import css from "./sheet.css" with { type: "text" };

const PACE_MS = 30_000;
const LONGEST = { words: 8000, verdict: 1000 };

export interface Env {
  desk: Desk;
  visitor: Pick<Visitor, "ask">;
  /** What stands above it is another now. */
  changed: () => void;
}

async function wordsFor(locale: string): Promise<RequestsWords> {
  const module =
    await (locale === "zh-CN" ? import("../../words/zh/requests.ts") : import("../../words/en/requests.ts"));
  return module.words;
}

export async function open(env: Env): Promise<Requests> {
  const words = await wordsFor(env.desk.locale);
  adopt(env.desk.root, css, env.desk.nonce);
  return new Requests(env, words);
}

export class Requests {
  readonly root = element("div", { class: "requests" });
  readonly #own: Own;
  readonly #finder: Finder;
  readonly #place = element("div", { class: "scroll", tabindex: "0", role: "region" });
  readonly #note = element("p", { class: "note-line", role: "status" });
  readonly #more = element("button", { type: "button", class: "more", onclick: () => this.#own.more() });
  readonly #field = element("textarea", { rows: 2, dir: "auto", oninput: () => this.#own.draft = this.#field.value });
  readonly #foot = element("form", { class: "request-foot", onsubmit: (event: Event) => this.#submit(event) });
  readonly #timer = setInterval(() => this.#lookAgain(), PACE_MS);
  readonly #leaving = new AbortController();
  /** What stands in the place: painted again only when it is another, so that focus and selection stay. */
  #painted = "";

  constructor(private readonly env: Env, private words: RequestsWords) {
    this.#own = new Own(env.visitor, () => this.#paint());
    env.desk.on("open", () => this.#lookAgain(), this.#leaving.signal);
    this.#finder = new Finder(env.visitor, env.desk.base, words);
    const below = element("div", { class: "below" }, this.#note, this.#more);
    this.root.append(this.#place, below, this.#foot, this.#finder.root);
  }

  /** What is looked at. */
  get title(): string {
    return this.#own.open?.subject ?? this.words.title;
  }

  /** Where one goes back to from here; null: to what is around it. */
  get backTo(): string | null {
    return this.#own.open && this.words.toList;
  }

  show(): void {
    this.#own.list();
  }

  leave(): void {
    this.#own.leave();
  }

  async setLocale(locale: string): Promise<void> {
    this.words = await wordsFor(locale);
    this.#finder.speak(this.words);
    this.#paint();
  }

  close(): void {
    clearInterval(this.#timer);
    this.#leaving.abort();
  }

  /** Not behind a closed panel. */
  #lookAgain(): void {
    const isShown = this.env.desk.isOpen && this.root.isConnected && !document.hidden;
    const isSeen = isShown && this.#own.state === "there";
    if (isSeen && this.#own.open && !this.#own.isSending) this.#own.more();
  }

  #read(item: OwnTicket): void {
    this.#own.read(item);
    this.#place.scrollTop = 0;
    this.#place.focus({ preventScroll: true });
  }

  #submit(event: Event): void {
    event.preventDefault();
    void this.#send((text) => this.#own.say(text), true);
  }

  async #send(act: (text: string) => Promise<boolean>, needsWords: boolean): Promise<void> {
    const text = this.#field.value.trim();
    if (needsWords && !text) return this.#field.focus();
    const id = this.#own.open?.ticket_id;
    await act(text);
    // Something else may be looked at by now.
    if (this.#own.open?.ticket_id === id) this.#place.scrollTop = this.#place.scrollHeight;
  }

  #paint(): void {
    const { words } = this;
    const { open, items, state, hasMore, refused } = this.#own;
    const isEmpty = !open && !items.length;
    const told = { loading: words.loading, missing: words.notLoaded, there: isEmpty ? words.none : "" }[state];
    setText(this.#note, refused ? words.refused[refused] ?? words.refused.other : told);
    this.#note.classList.toggle("bad", refused !== "");
    setText(this.#more, state === "missing" ? words.tryAgain : words.more);
    this.#more.hidden = state === "loading" || (state === "there" && !hasMore);
    this.#place.setAttribute("aria-label", this.title);
    this.#paintPlace(open, items);
    this.#paintFoot(open);
    this.#finder.root.hidden = Boolean(open);
    this.env.changed();
  }

  #paintPlace(open: OwnTicket | null, items: OwnTicket[]): void {
    const { entries, state } = this.#own;
    const painted = JSON.stringify([this.words.locale, open ? [open, entries, state] : items]);
    if (painted === this.#painted) return;
    this.#painted = painted;
    this.#place.replaceChildren(...(open ? this.#whole(open) : [this.#list(items)]));
  }

  #list(items: OwnTicket[]): HTMLElement {
    return element("ul", { class: "past-list" }, ...items.map((item) => this.#item(item)));
  }

  #item(item: OwnTicket): HTMLElement {
    const { subject, number, awaited } = item;
    const parts = [
      element("b", { dir: "auto" }, subject),
      this.#state(item),
      element("span", { class: "last" }, this.words.number(number)),
    ];
    if (awaited) parts.push(element("span", { class: "last awaited", dir: "auto" }, this.#awaited(awaited)));
    const onclick = () => this.#read(item);
    return element("li", {}, element("button", { type: "button", onclick }, ...parts));
  }

  #state({ state }: OwnTicket): HTMLElement {
    return element("span", { class: `when state-of ${state}` }, this.words.states[state]);
  }

  #awaited({ what, until }: NonNullable<OwnTicket["awaited"]>): string {
    const { words } = this;
    return [what, until && words.until(moment(until, words.locale))].filter(Boolean).join(" · ");
  }

  #whole(open: OwnTicket): HTMLElement[] {
    const { words } = this;
    const { number, owner, awaited } = open;
    const head = element(
      "p",
      { class: "request-head" },
      this.#state(open),
      element("span", {}, words.number(number)),
      owner.name ? element("span", { dir: "auto" }, words.responsible(owner.name)) : "",
    );
    const needed = awaited && element(
      "p",
      { class: "request-awaited", dir: "auto" },
      element("b", {}, words.awaited),
      element("span", {}, this.#awaited(awaited)),
    );
    const entries = this.#own.entries.map((each) => this.#entry(each));
    const isQuiet = this.#own.state === "there" && !entries.length;
    const lines = isQuiet ? [element("p", { class: "line" }, words.nothing)] : entries;
    return [head, ...(needed ? [needed] : []), element("div", { class: "lines" }, ...lines)];
  }

  #entry({ by, name, text, at, state }: OwnEntry): HTMLElement {
    const { words } = this;
    const isMine = by === "customer";
    const who = element("span", { class: "name", dir: "auto" }, isMine ? words.me : name ?? words.desk);
    const said = element(
      "div",
      { class: "text", dir: "auto" },
      ...partsOf(text || words.states[state as State]).map(linked),
    );
    const foot = element("span", { class: "foot" }, element("time", { datetime: at }, moment(at, words.locale)));
    return element("div", { class: `bubble ${isMine ? "me" : "them"}` }, who, said, foot);
  }

  /** What can be done now. The field stays the same element, so that what is typed and the focus stay. */
  #paintFoot(open: OwnTicket | null): void {
    const { words } = this;
    const { may_write: mayWrite, may_confirm: mayConfirm, may_reopen: mayReopen } = open ?? {};
    this.#foot.hidden = !open || !(mayWrite || mayConfirm || mayReopen);
    const shown = [words.locale, mayWrite, mayConfirm, mayReopen].join();
    this.#field.readOnly = this.#own.isSending;
    if (this.#field.value !== this.#own.draft) this.#field.value = this.#own.draft;
    if (this.#foot.dataset.shown === shown) return;
    this.#foot.dataset.shown = shown;
    this.#field.setAttribute("aria-label", words.add);
    this.#field.setAttribute("placeholder", words.add);
    this.#field.maxLength = mayConfirm || mayReopen ? LONGEST.verdict : LONGEST.words;
    const judge = (solved: boolean) => () => void this.#send((text) => this.#own.judge(solved, text), false);
    const buttons = [
      ...(mayConfirm ? [button(words.solved, "button", judge(true))] : []),
      ...(mayReopen ? [button(words.notSolved, "button", judge(false))] : []),
      ...(mayWrite ? [button(words.send, "submit")] : []),
    ];
    const question = mayConfirm ? words.question : mayReopen ? words.again : "";
    const others = [element("p", { hidden: !question }, question), element("div", { class: "buttons" }, ...buttons)];
    [...this.#foot.children].filter((each) => each !== this.#field).forEach((each) => each.remove());
    if (!this.#field.parentNode) this.#foot.append(this.#field);
    this.#field.before(others[0]);
    this.#field.after(others[1]);
  }
}

type State = OwnTicket["state"];
type Piece = ReturnType<typeof partsOf>[number];

const button = (text: string, type: string, onclick: (() => void) | null = null) =>
  element("button", { type, onclick }, text);

function linked(part: Piece): Node | string {
  if (typeof part === "string") return part;
  return element("a", { href: part.href, target: "_blank", rel: "noopener noreferrer nofollow" }, part.text);
}
