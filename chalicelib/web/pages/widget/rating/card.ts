/** The card in the transcript: the form, then the thanks, or why there is nothing to answer any more. */
import type { OwnView } from "../../desk/operations.ts";
import type { RatingWords } from "../../words/en/rating.ts";
import type { Desk } from "../desk.ts";
import { element } from "../panel/dom.ts";
import type { Alone } from "../panel/lock.ts";
import { backoffMs } from "../panel/pace.ts";
import type { Shelf } from "../panel/storage.ts";
import { type Answer, NoAnswer, Refused } from "../panel/transport.ts";
import type { Visitor } from "../panel/visitor.ts";
import { adopt } from "../sheets.ts";
import css from "./card.css" with { type: "text" };
import { face, Form } from "./form.ts";
import { Post, type Said, type Sent } from "./post.ts";

/** Keeps the card in sight. */
export interface Place {
  follow(): void;
  isFollowing: boolean;
}

export interface Env {
  desk: Desk;
  shelf: Shelf;
  visitor: Visitor;
  alone: (name: string) => Alone;
}

export interface Part {
  /** Completes the element that has the invitation already. */
  fill(root: HTMLElement, id: string, log: Place): Promise<Card>;
  close(): void;
}

async function wordsFor(locale: string): Promise<RatingWords> {
  const module = await (locale === "zh-CN" ? import("../../words/zh/rating.ts") : import("../../words/en/rating.ts"));
  return module.words;
}

export async function open(env: Env): Promise<Part> {
  await wordsFor(env.desk.locale);
  adopt(env.desk.root, css, env.desk.nonce);
  const post = new Post(env);
  return {
    fill: async (root, id, log) => new Card({ ...env, post, id, root, log, words: await wordsFor(env.desk.locale) }),
    close: () => post.close(),
  };
}

interface CardParts extends Env {
  post: Post;
  id: string;
  root: HTMLElement;
  log: Place;
  words: RatingWords;
}

export class Card {
  readonly #parts: CardParts;
  readonly #draft: string;
  readonly #place = element("div", { "aria-live": "off" });
  #survey: OwnView | null = null;
  #form: Form | null = null;
  #failures = 0;
  #wasSent = false;

  constructor(parts: CardParts) {
    this.#parts = parts;
    const { id, root, words, post } = parts;
    this.#draft = `rating:${id}`;
    root.lang = words.locale;
    root.role = "group";
    root.ariaLabel = root.textContent;
    root.append(this.#place);
    post.listen(id, (answer, said) => this.#heard(answer, said));
    this.#read();
  }

  async #read(): Promise<void> {
    const { visitor, id, words } = this.#parts;
    try {
      const { status, body, retryAfterMs } = await visitor.ask("GET", `surveys/${id}`);
      if (status === 200 && body.state) this.#know(body);
      else if (status === 200 || status === 401 || status === 429) this.#readLater(retryAfterMs);
      else this.#tell(words.gone);
    } catch (trouble) {
      if (trouble instanceof Refused) return this.#tell(words.gone);
      if (!(trouble instanceof NoAnswer)) throw trouble;
      this.#readLater();
    }
  }

  #readLater(atLeastMs = 0): void {
    this.#failures += 1;
    const again = () => this.#parts.root.isConnected && this.#read();
    setTimeout(again, Math.max(atLeastMs, backoffMs(this.#failures)));
  }

  #know(survey: OwnView): void {
    const { post, id, shelf, words } = this.#parts;
    this.#survey = survey;
    this.#failures = 0;
    const pending = post.pending(id);
    if (pending || survey.state === "asked") this.#ask(pending || shelf.read(this.#draft));
    else if (survey.state === "answered") this.#thank();
    else this.#tell(words.expired);
  }

  #ask(said: Said | null): void {
    const { words, log, root, shelf } = this.#parts;
    if (!this.#survey) return;
    this.#form = new Form({
      words,
      survey: this.#survey,
      chosen: () => reveal(root, log),
      typed: (values) => shelf.write(this.#draft, values),
      send: (values) => this.#send(values),
    });
    if (said) this.#form.fill(said);
    this.#place.replaceChildren(this.#form.root);
    this.#showBusy("");
    log.follow();
  }

  #send(said: Said): void {
    const { post, id } = this.#parts;
    if (post.pending(id)) return;
    post.send(id, said);
    this.#showBusy("");
  }

  #showBusy(trouble: string): void {
    const { post, id } = this.#parts;
    this.#form?.showBusy(post.pending(id) !== null, trouble);
  }

  #heard(answer: Answer | null, said: Sent | null): void {
    const { post, id, words, shelf } = this.#parts;
    if (!answer) return post.pending(id) ? this.#showBusy(words.retrying) : void this.#read();
    const { status, body } = answer;
    if (status !== 422) shelf.drop(this.#draft);
    this.#wasSent = status < 300;
    if (status < 300) {
      if (this.#survey) this.#survey = { ...this.#survey, ...body, answer: said };
      this.#thank();
    } else if (status === 409) this.#read();
    else if (status === 422 && this.#form) {
      this.#showBusy("");
      this.#form.showRefused(words.refused(body.errors?.[0]?.message || body.detail || ""));
    } else this.#tell(words.gone);
  }

  #thank(): void {
    const { words } = this.#parts;
    if (!this.#survey) return void this.#read();
    const { score, changeable_until: until, answer } = this.#survey;
    const text = element("span", {}, this.#wasSent ? words.thanks : words.already);
    const given = element("strong", {}, words.scores[(score ?? 1) - 1]);
    const change = element("button", { type: "button", class: "change" }, words.change);
    change.onclick = () => {
      this.#ask(answer as Said | null);
      this.#form?.focus();
    };
    const left = Date.parse(until ?? "") - Date.now();
    change.hidden = !(left > 0);
    setTimeout(() => (change.hidden = true), left || 0);
    const shown = element("span", { class: "said" }, text, given);
    this.#tell(element("span", { class: "given" }, face(score ?? 1), shown), change);
  }

  // Whoever was in the form hears what stands there now.
  #tell(...content: Array<Node | string>): void {
    const { root, log } = this.#parts;
    const hadFocus = this.#place.contains((root.getRootNode() as ShadowRoot).activeElement);
    const note = element("p", { class: "outcome", role: "status", tabindex: "-1" });
    this.#form = null;
    this.#place.replaceChildren(note);
    note.append(...content);
    if (!hadFocus) return log.follow();
    note.focus({ preventScroll: true });
    reveal(root, log);
  }
}

/** The visitor made a card taller: it stays where they look, and as much of it is shown as there is room for. */
function reveal(card: HTMLElement, place: Place): void {
  const log = card.closest(".log");
  if (!log) return;
  const [room, own] = [log, card].map((each) => each.getBoundingClientRect());
  place.isFollowing = false;
  log.scrollTop += Math.max(0, Math.min(own.bottom - room.bottom, own.top - room.top));
}
