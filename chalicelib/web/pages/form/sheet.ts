/** Leaving a message: the form, the thanks, and what was left before. It stands in the widget's panel, or fills a page. */
import type { FieldError } from "../desk/client.ts";
import type { LeftView, PrechatView } from "../desk/operations.ts";
import type { Desk } from "../widget/desk.ts";
import { drawing, element, setText } from "../widget/panel/dom.ts";
import * as shapes from "../widget/panel/shapes.ts";
import type { Alone } from "../widget/panel/lock.ts";
import type { Brought } from "../widget/panel/offline.ts";
import type { Shelf } from "../widget/panel/storage.ts";
import { withCaution } from "../widget/panel/caution.ts";
import { openPart } from "../widget/panel/part.ts";
import type { Answer } from "../widget/panel/transport.ts";
import type { Visitor } from "../widget/panel/visitor.ts";
import { adopt } from "../widget/sheets.ts";
import type { FormWords } from "../words/en/form.ts";
import type { ConsentField, Given } from "./consent.ts";
import { Draft } from "./draft.ts";
import { Fields } from "./fields.ts";
import { Letters } from "./letters.ts";
import { Mine } from "./mine.ts";
import { soon } from "./moments.ts";
import { type Letter, Post } from "./post.ts";
import { addRules } from "./rules.ts";
import css from "./sheet.css" with { type: "text" };

declare const BUILT: Record<string, string>;

type Answers = typeof import("../widget/suggestions/cards.ts");

type Consents = { openConsent: (asked: PrechatView, locale: string, given: Given) => Promise<ConsentField> };

/** In storage, by what stands before a conversation as well: the edition to which this visitor has said yes or no. */
const ANSWERED = ["prechat", "agreed"];
const TOUCH = "(pointer: coarse)";
const TITLE = "deskbell-form-title";
const USUAL_LIMITS = { offline_text: 4000, name: 80 };

/** The form, or what was left before. */
export type Shown = "form" | "mine";

export interface Env {
  /** The widget, or the page that the form fills. */
  desk: Pick<Desk, "base" | "plan" | "config" | "locale" | "emit" | "nonce"> & { root: ShadowRoot | Document };
  shelf: Shelf;
  visitor: Visitor;
  alone: (name: string) => Alone;
  /** What is known of the messages that were left is another thing now. */
  changed: () => void;
  back: () => void;
  moved: (what: Shown) => void;
}

async function wordsFor(locale: string): Promise<FormWords> {
  const module = await (locale === "zh-CN" ? import("../words/zh/form.ts") : import("../words/en/form.ts"));
  return module.words;
}

export async function openSheet(env: Env): Promise<Sheet> {
  const words = await wordsFor(env.desk.locale);
  const { root, nonce } = env.desk;
  if (root instanceof Document) addRules(root, css);
  else adopt(root, css, nonce);
  return new Sheet(env, words);
}

const plainButton = (shown: string, onclick: () => void) =>
  element("button", { type: "button", class: "plain", onclick }, shown);

export class Sheet {
  readonly #env: Env;
  readonly #draft: Draft;
  readonly #letters: Letters;
  readonly #post: Post;
  #what: Shown = "form";
  #config: Env["desk"]["config"] | null = null;
  /** What visitors are asked, as the desk said last. */
  #asks: PrechatView | null | undefined;
  #consented: Promise<void> = Promise.resolve();
  #isGone = false;
  /** The edition that the form shows; null: it asks nothing. */
  #shownEdition: number | null = null;
  /** The number of the message that was just left. */
  #done: string | null = null;
  readonly root = element("section", { class: "sheet", "aria-labelledby": TITLE });
  readonly #heading = element("h2", { id: TITLE, tabindex: "-1" });
  readonly #told = element("p", { class: "told-first", dir: "auto" });
  readonly #opens = element("p", { class: "opens" });
  readonly #place = element("div", { class: "place-of" });
  readonly #thanksText = element("p", { dir: "auto", tabindex: "-1" });
  readonly #back = element(
    "button",
    { type: "button", class: "back", onclick: () => this.#env.back() },
    drawing(shapes.back),
  );
  readonly #other = plainButton("", () => this.show(this.#what === "mine" ? "form" : "mine"));
  #words: FormWords;
  #fields: Fields;
  #mine: Mine;
  #thanks: HTMLElement;

  constructor(env: Env, words: FormWords) {
    this.#env = env;
    this.#draft = new Draft(env.shelf);
    this.#letters = new Letters(env);
    this.#words = words;
    this.#asks = env.desk.config.prechat;
    [this.#fields, this.#mine, this.#thanks] = this.#build();
    this.root.append(
      element("div", { class: "bar-of" }, this.#back, this.#heading, this.#other),
      element("div", { class: "scroll" }, this.#told, this.#opens, this.#place),
    );
    this.#post = new Post({
      ...env,
      stored: (letter, answer) => this.#stored(letter, answer),
      refused: (_letter, answer) => this.#refused(answer),
      changed: () => this.#paint(),
    });
    this.#paint();
  }

  // What is made of words, and made anew for another language.
  #build(): [Fields, Mine, HTMLElement] {
    const words = this.#words;
    const limits = { ...USUAL_LIMITS, ...this.#env.desk.config.limits };
    this.root.lang = words.locale;
    this.#back.setAttribute("aria-label", words.back);
    this.#back.title = words.back;
    const fields = new Fields({
      words,
      limits: { text: limits.offline_text, name: limits.name },
      typed: (values, given) => {
        this.#draft.keep({ ...values, given });
        this.#answer(values.text);
      },
      send: (letter) => this.#send(letter),
      caution: (root, text, send) => withCaution(root, this.#env.desk, text, send),
    });
    fields.fill(this.#draft.values);
    this.#consented = this.#askIn(fields);
    const next = plainButton(words.another, () => this.show("form"));
    const thanks = element("div", { class: "thanks", role: "status" }, drawing(shapes.check), this.#thanksText, next);
    return [fields, new Mine(words, this.#letters), thanks];
  }

  /** What is to be agreed to: nothing, where they have answered to it. */
  get #asked(): PrechatView | null {
    const { shelf } = this.#env, asks = this.#asks;
    const hasAnswered = ANSWERED.some((name) => shelf.read(name) === asks?.consent_version);
    return asks && Object.keys(asks.consent).length && !hasAnswered ? asks : null;
  }

  // That comes late, to plans that ask something.
  async #askIn(fields: Fields): Promise<void> {
    const asked = this.#asked, { locale } = this.#words;
    this.#shownEdition = asked?.consent_version ?? null;
    if (!asked) return;
    const open = async ({ openConsent }: Consents) => fields.ask(await openConsent(asked, locale, this.#draft.given));
    await openPart(BUILT["form/consent.ts"], () => this.#isGone, open);
  }

  // The plan asks something else than the form shows, and no letter is on its way.
  #askAnew(asks: PrechatView | null | undefined): void {
    this.#asks = asks;
    if ((this.#asked?.consent_version ?? null) === this.#shownEdition || this.#post?.isBusy) return;
    [this.#fields, this.#mine, this.#thanks] = this.#build();
  }

  /** `brought` is what the visitor wrote in the conversation they come from. */
  show(what: Shown, brought: Brought | null = null): void {
    this.#what = what;
    this.#done = null;
    if (brought && !this.#post.isBusy) this.#draft.bring(brought);
    if (what === "form") this.#fields.fill(this.#draft.values);
    this.#paint();
    if (what === "mine") this.#mine.load();
    this.#env.moved(what);
    if (this.root.isConnected) this.focus();
  }

  /** On a touch screen a field would bring up the keyboard before the visitor has read anything. */
  focus(): void {
    const isForm = this.#what === "form" && !this.#done && !this.#post.isBusy;
    const calm = this.#done ? this.#thanksText : this.#heading;
    (isForm && !matchMedia(TOUCH).matches ? this.#fields.first : calm).focus({ preventScroll: true });
  }

  /** Something around it may have changed; `canGoBack`: there is a conversation beside it. */
  look(canGoBack: boolean): void {
    this.#back.hidden = !canGoBack;
    if (this.#config !== this.#env.desk.config) this.#askAnew(this.#env.desk.config.prechat);
    this.#config = this.#env.desk.config;
    this.#paint();
  }

  // What may answer stands below the words that ask.
  #answer(text: string): void {
    const { beside } = this.#fields;
    if (!this.#env.desk.config.suggests?.while_away) return;
    const answer = (part: Answers) => part.answer(beside, this.#env, text);
    void openPart(BUILT["widget/suggestions/cards.ts"], () => !beside.isConnected, answer);
  }

  #send(letter: Letter): void {
    const { conversationId } = this.#draft;
    this.#post.send({ ...letter, ...(conversationId && { conversation_id: conversationId }) });
  }

  #stored(letter: Letter, { message_id, number }: LeftView): void {
    this.#draft.settle(letter);
    const edition = letter.consent ?? letter.declined;
    if (edition) this.#env.shelf.write("agreed", edition);
    this.#letters.add(message_id);
    this.#askAnew(this.#asks);
    this.#env.desk.emit("offline_submitted", { message_id, number });
    this.#fields.fill(this.#draft.values);
    this.#done = number;
    this.#paint();
    if (this.root.isConnected && this.#what === "form") this.focus();
  }

  #refused({ status, body, retryAfterMs }: Answer): void {
    const words = this.#words;
    const tooMany = words.tooMany(Math.ceil(retryAfterMs / 60000));
    const why: Record<number, string> = { 403: words.forbidden, 404: words.gone, 429: tooMany };
    const errors: FieldError[] = body.errors || [];
    const told = () => {
      this.#paint();
      this.#fields.showRefused(errors, why[status] || words.refused(body.detail || ""));
    };
    told();
    if (errors.some(({ field }) => field === "consent")) void this.#readAnew().then(told);
  }

  // The text was changed, or this browser remembers an answer that the desk does not know.
  async #readAnew(): Promise<void> {
    const { shelf } = this.#env;
    for (const name of ANSWERED) if (shelf.read(name) === this.#asks?.consent_version) shelf.write(name, null);
    const answer = await this.#env.visitor.ask("GET", "config").catch(() => null);
    this.#askAnew(answer?.status === 200 ? answer.body.prechat : this.#asks);
    await this.#consented;
  }

  #paint(): void {
    const words = this.#words;
    const isMine = this.#what === "mine";
    const isDone = !isMine && this.#done !== null;
    setText(this.#heading, isMine ? words.mine : isDone ? words.thanks : words.title);
    setText(this.#other, isMine ? words.newMessage : words.toMine(this.#letters.unread));
    this.#other.hidden = !isMine && !this.#letters.isAny;
    this.#paintTold(!isMine && !isDone);
    const due = isMine ? this.#mine.root : isDone ? this.#thanks : this.#fields.root;
    if (this.#place.firstChild !== due) this.#place.replaceChildren(due);
    if (this.#done !== null) setText(this.#thanksText, this.#thanksFor(this.#done));
    // The post may find something unsent while it is made.
    const { isBusy, trouble } = this.#post ?? { isBusy: false, trouble: null };
    const progress = !trouble ? "" : trouble.isLost ? words.lost : words.later(trouble.seconds);
    this.#fields.showBusy(isBusy, progress);
  }

  #paintTold(isShown: boolean): void {
    const { config, locale } = this.#env.desk;
    const texts = config.texts[locale] || {};
    const closed = config.reason === "holiday" ? texts.holiday : texts.off_hours;
    const told = (!config.open && closed) || texts.offline || "";
    setText(this.#told, told);
    this.#told.hidden = !isShown || !told;
    const opensAt = new Date(config.opens_at ?? NaN);
    this.#opens.hidden = !isShown || config.open || !(opensAt.getTime() > Date.now());
    if (this.#opens.hidden) return;
    setText(this.#opens, this.#words.opens(soon(opensAt, this.#words.locale, config.time_zone)));
  }

  #thanksFor(number: string): string {
    const { config, locale } = this.#env.desk;
    const text = config.texts[locale]?.offline_done || this.#words.done;
    return text.replace(/\{number\}/g, () => number);
  }

  /** Asks the desk how what was left stands, if anything was. */
  ask(): void {
    if (this.#letters.isAny) this.#letters.ask();
  }

  /** Another tab changed what is stored. */
  noticed(name: string): void {
    if (name.startsWith("out")) this.#post.wake();
    if (name === "letter" && !this.root.contains(this.#env.desk.root.activeElement)) {
      this.#fields.fill(this.#draft.values);
    }
    this.#paint();
  }

  async setLocale(locale: string): Promise<void> {
    this.#words = await wordsFor(locale);
    [this.#fields, this.#mine, this.#thanks] = this.#build();
    this.#paint();
    if (this.#what === "mine") this.#mine.load();
  }

  close(): void {
    this.#isGone = true;
    this.#post.close();
  }
}
