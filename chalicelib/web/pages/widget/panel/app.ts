/** Puts the panel together. The loader calls start() once, when the visitor opens the panel or something is unfinished. */
import type { EntryView, FileView } from "../../desk/operations.ts";
import type { WidgetWords } from "../../words/en/widget.ts";
import type { Desk } from "../desk.ts";
import { adopt } from "../sheets.ts";
import { forget } from "../business.ts";
import { Asked } from "./asked.ts";
import { Config } from "./config.ts";
import { Greeting } from "./greeting.ts";
import { Line } from "./line.ts";
import { onlyOneTab } from "./lock.ts";
import { modelOf } from "./model.ts";
import { type Brought, Offline } from "./offline.ts";
import { Outbox, type Quote } from "./outbox.ts";
import type { Actions } from "./panel.tsx";
import { Poller } from "./poller.ts";
import { Prechat } from "./prechat.ts";
import { Sender } from "./sender.ts";
import { Shelf } from "./storage.ts";
import css from "./panel.css" with { type: "text" };
import { isAnswer, isOwn, Talk } from "./talk.ts";
import { hintInTitle, showBadge } from "./title.ts";
import { type Answer, Transport } from "./transport.ts";
import { View } from "./view.tsx";
import { isAnother, Visitor } from "./visitor.ts";

const USUAL_LIMIT = 4000;
const QUIET_FAILURES = 1;
/** Whoever pauses for longer does not type any more. */
const TYPING_MS = 5000;

async function wordsFor(locale: string): Promise<WidgetWords> {
  const module = await (locale === "zh-CN" ? import("../../words/zh/widget.ts") : import("../../words/en/widget.ts"));
  return module.words;
}

export async function start(desk: Desk): Promise<App> {
  if (isAnother(new Shelf(desk.prefix), desk.who)) forget(desk.prefix);
  const words = await wordsFor(desk.locale);
  adopt(desk.root, css, desk.nonce);
  return new App(desk, words);
}

class App {
  #failures = 0;
  #isBlocked = false;
  #isRenderDue = false;
  readonly #leaving = new AbortController();
  #typedAt = -TYPING_MS;
  readonly #shelf: Shelf;
  readonly #talk: Talk;
  readonly #outbox: Outbox;
  readonly #transport: Transport;
  readonly #visitor: Visitor;
  readonly #offline: Offline;
  readonly #prechat: Prechat;
  readonly #asked: Asked;
  readonly #view: View;
  readonly #sender: Sender;
  readonly #poller: Poller;
  readonly #config: Config;
  readonly #greeting: Greeting;
  readonly #line: Line;

  constructor(private readonly desk: Desk, private words: WidgetWords) {
    const shelf = this.#shelf = new Shelf(desk.prefix);
    const talk = this.#talk = new Talk(shelf);
    const outbox = this.#outbox = new Outbox(shelf);
    const root = `${desk.base}v1/widget/${encodeURIComponent(desk.plan)}/`;
    const transport = this.#transport = new Transport(root, (failures) => this.#felt(failures));
    const alone = (name: string) => onlyOneTab(shelf, name);
    const changed = this.#changed;
    const visitor = new Visitor({
      transport,
      shelf,
      alone: alone("visitor"),
      locale: () => desk.locale,
      identity: () => desk.who,
      unproved: (answer) => this.#refusedTo(answer),
    });
    this.#visitor = visitor;
    const back = () => this.#back();
    const chatted = () => this.#chatted();
    const ask = (question: string) => {
      this.#view.draft.text ||= question; // what is typed already stays
      this.#isShut ? this.#offline.show("form") : back();
    };
    this.#offline = new Offline({ desk, shelf, visitor, alone, back, changed, chatted, ask });
    const ready = (file: FileView) => this.#send("", file);
    const stored = (entries: EntryView[]) => this.#arrived(entries);
    const write = (text: string) => this.#send(text);
    this.#asked = new Asked({ desk, shelf, visitor, alone, talk, outbox, ready, stored, write });
    const [read, moved] = [() => this.#config.read(), () => this.#moved()];
    this.#prechat = new Prechat({ desk, shelf, talk, outbox, read, moved });
    this.#view = this.#makeView();
    this.#sender = new Sender({
      outbox,
      talk,
      visitor,
      alone: alone("send"),
      shelf,
      prechat: this.#prechat,
      stored,
      changed,
    });
    const [isOpen, isHidden, isTyping] = [() => desk.isOpen, () => document.hidden, () => this.#isTyping];
    this.#poller = new Poller({ talk, visitor, isOpen, isHidden, isTyping, news: (entries) => this.#polled(entries) });
    this.#config = new Config({ desk, transport, changed });
    this.#greeting = new Greeting({
      visitor,
      mark: `${desk.prefix}greeted`,
      known: (open) => this.#greeted(open),
      refused: (answer) => this.#refusedAtTheDoor(answer),
    });
    this.#line = new Line({ talk, visitor, moved: changed, served: () => this.#poller.wake() });
    shelf.watch((name, before, after) => this.#otherTab(name, before, after));
    const { signal } = this.#leaving;
    desk.on("invitation_accepted", () => this.#otherTab("talk", null, shelf.read("talk")), signal);
    desk.on("identify", () => this.#identified(), signal);
    for (const [target, event, act] of this.#wakeUps) target.addEventListener?.(event, act, { signal });
    this.#sender.wake();
    changed();
  }

  open(): void {
    const { desk } = this;
    const takesFocus = !desk.isQuiet;
    desk.isQuiet = false;
    this.#stage(takesFocus);
    if (desk.isOpen) return;
    desk.showOpen(true);
    this.#render();
    this.#view.open(takesFocus);
    desk.emit("open");
    this.#offline.opened();
    this.#greeting.say();
    this.#wake();
  }

  // What stands there first: the form where it was asked for or nobody answers, answers that nobody has read.
  #stage(takesFocus: boolean): void {
    const { desk } = this;
    const wants = desk.view;
    desk.view = null;
    if (wants === "form") this.#offline.show("form", takesFocus);
    else if (desk.isOpen) return;
    else if (this.#offline.letters.unread && !this.#talk.unread) this.#offline.show("mine", takesFocus);
    else if (this.#isShut) this.#offline.show("form", takesFocus);
  }

  close(): void {
    if (!this.desk.isOpen) return;
    this.desk.showOpen(false);
    this.#view.close();
    this.desk.button.focus({ preventScroll: true });
    this.desk.emit("close");
  }

  async setLocale(locale: string): Promise<void> {
    const words = await wordsFor(locale);
    if (this.#isGone) return;
    this.words = words;
    await this.#offline.setLocale();
    await this.#prechat.sheet?.setLocale(locale);
    this.#render();
    if (this.desk.isOpen) this.#view.open(false);
  }

  destroy(): void {
    this.#leaving.abort();
    const parts = [
      this.#sender,
      this.#poller,
      this.#greeting,
      this.#line,
      this.#offline,
      this.#asked,
      this.#prechat,
      this.#config,
    ];
    for (const part of [...parts, this.#transport, this.#shelf]) part.close();
    hintInTitle(0);
    this.#view.destroy();
  }

  #makeView(): View {
    const offline = this.#offline;
    const actions: Actions = {
      ...this.#asked,
      send: (text) => this.#send(text, undefined, this.#asked.takeQuote()),
      shut: () => this.desk.close(),
      leave: () => offline.show("form"),
      mine: () => offline.show("mine"),
      past: () => offline.show("past"),
      help: () => offline.show("help"),
      // Whoever begins to write is to know how the plan stands now, not when the panel was opened.
      typed: () => {
        this.#typedAt = performance.now();
        this.#config.readIfOld();
      },
      leaveStage: () => (offline.shown && this.#hasChat ? this.#back() : this.desk.close()),
      startNew: () => this.#startNew(),
      tryAgain: (clientId) => this.#decide(() => this.#outbox.tryAgain(clientId)),
      discard: (clientId) => this.#decide(() => this.#outbox.remove(clientId)),
    };
    const limit = this.desk.config.limits?.text || USUAL_LIMIT;
    return new View({ desk: this.desk, limit, actions, stage: () => this.#shownStage?.sheet ?? null }, this.words);
  }

  get #isGone(): boolean {
    return this.#leaving.signal.aborted;
  }

  get #isTyping(): boolean {
    return this.#view.draft.text !== "" && performance.now() - this.#typedAt < TYPING_MS;
  }

  /** Nobody takes conversations now, and none goes on. */
  get #isShut(): boolean {
    return !this.desk.config.open && !this.#talk.isLive;
  }

  /** Whether there is a conversation to go back to from the form. */
  get #hasChat(): boolean {
    return this.desk.config.open || this.#talk.id !== null;
  }

  get #shownStage(): Offline | Prechat | null {
    return this.#offline.shown ? this.#offline : this.#prechat.isDue ? this.#prechat : null;
  }

  // The form before the first message came, or was filled in.
  #moved(): void {
    this.#sender.wake();
    this.#render();
    if (this.desk.isOpen && this.desk.root.activeElement) this.#view.focus();
  }

  #back(): void {
    this.#offline.hide();
    this.#render();
    this.#view.focus();
  }

  // What the visitor has written here, for the form to begin with.
  #chatted(): Brought {
    const talk = this.#talk;
    const texts = [...talk.entries.filter(isOwn), ...this.#outbox.items].map(({ text }) => text);
    const conversation = talk.state === "waiting" ? talk.id : null;
    return { texts, draft: this.#view.draft.text.trim(), conversation_id: conversation };
  }

  #greeted(open: string | null): void {
    if (open && !this.#talk.isLive) this.#talk.begin(open, "open");
    this.#isBlocked = false;
    this.#poller.wake();
    this.#changed();
  }

  #refusedAtTheDoor(answer: Answer): void {
    this.#isBlocked = true;
    this.#refusedTo(answer);
    this.#changed();
  }

  #refusedTo({ status, body }: Answer): void {
    this.desk.emit("error", { code: body?.code || "refused", status });
  }

  // Another user finds nothing of the one before; whoever was nobody brings along what they have said.
  #identified(): void {
    const { desk } = this;
    const { who, isOpen } = desk;
    if (this.#isGone) return;
    if (!isAnother(this.#shelf, who)) return void this.#greeting.say();
    desk.reset();
    desk.who = who;
    if (isOpen) desk.open();
  }

  #send(text: string, file?: FileView, quote?: Quote): void {
    this.#outbox.add(text, file, quote);
    this.#changed();
    this.#sender.wake();
  }

  #decide(act: () => void): void {
    act();
    this.#changed();
    this.#sender.wake();
  }

  #startNew(): void {
    this.#talk.leave();
    this.#changed();
    this.#view.focusField();
  }

  // An answer to a post brought entries: there may be more that it did not bring.
  #arrived(entries: EntryView[]): void {
    this.#merged(entries);
    this.#poller.wake();
  }

  #polled(entries: EntryView[]): void {
    this.#outbox.settle();
    this.#merged(entries);
  }

  #merged(entries: EntryView[]): void {
    const { config } = this.desk;
    let isOther = false;
    for (const entry of entries) {
      if (entry.client_id) this.#outbox.remove(entry.client_id);
      if (["off_hours", "holiday"].includes(entry.kind) && config.open) isOther = true;
      if (!config.online && (isAnswer(entry) || entry.kind === "assigned")) isOther = true;
      if (isAnswer(entry) && !this.#talk.isSeen(entry)) {
        this.desk.emit("message", { text: entry.text, author: entry.author, at: entry.at });
      }
    }
    // It is not as the desk told when the page was opened.
    if (isOther) this.#config.read();
    this.#changed();
  }

  // What another tab stored is of its own making; it is read as it is.
  // deno-lint-ignore no-explicit-any
  #otherTab(name: string, before: any, after: any): void {
    if (this.#outbox.noticed(name, before, after)) this.#sender.wake();
    else if (this.#offline.noticed(name)) return this.#changed();
    else if (!this.#talk.noticed(name, after) && name !== "visitor") return;
    this.#poller.wake();
    this.#changed();
  }

  #felt(failures: number): void {
    this.#failures = failures;
    this.#changed();
  }

  #wake = (event?: Event) => {
    if (document.visibilityState === "hidden") return;
    // The page comes back as it was left; other tabs have gone on meanwhile.
    if ((event as PageTransitionEvent | undefined)?.persisted) this.#talk.readAgain();
    this.#sender.wake();
    this.#poller.wake();
    this.#greeting.wake();
    if (this.desk.isOpen) this.#config.readIfOld();
    this.#changed();
  };

  // Several changes in one turn make one picture.
  #changed = () => {
    if (this.#isRenderDue) return;
    this.#isRenderDue = true;
    queueMicrotask(() => {
      this.#isRenderDue = false;
      if (!this.#isGone) this.#render();
    });
  };

  readonly #wakeUps: Array<[EventTarget, string, (event?: Event) => void]> = [
    [document, "visibilitychange", this.#wake],
    [globalThis, "online", this.#wake],
    [globalThis, "focus", this.#wake],
    [globalThis, "pageshow", this.#wake],
    [globalThis, "offline", this.#changed],
    [matchMedia("(prefers-color-scheme: dark)"), "change", this.#changed],
  ];

  #render(): void {
    const { desk, words } = this;
    const [talk, offline] = [this.#talk, this.#offline];
    this.#line.look();
    if (talk.isLive) this.#asked.expectAnswers();
    if (desk.isOpen && !document.hidden) talk.markSeen();
    const unread = talk.unread + offline.letters.unread;
    desk.showUnread(unread);
    showBadge(desk, unread);
    hintInTitle(unread);
    offline.sheet?.look(this.#hasChat);
    const { trouble } = this.#sender;
    // A browser that believes to be offline may be mistaken: only what does not get through tells.
    const isLost = this.#failures > (navigator.onLine ? QUIET_FAILURES : 0);
    const standing = this.#line.standing;
    const outbox = this.#outbox;
    const state = { trouble, isBlocked: this.#isBlocked, isLost, stage: this.#shownStage };
    this.#view.show(modelOf({ desk, talk, standing, words, outbox, offline, ...state }), words);
  }
}
