// Puts the panel together. The loader calls start() once, when the visitor opens the panel or something is unfinished.

import { Config } from "./config.js";
import { Greeting } from "./greeting.js";
import { Line } from "./line.js";
import { onlyOneTab } from "./lock.js";
import { modelOf } from "./model.js";
import { Outbox } from "./outbox.js";
import { Poller } from "./poller.js";
import { Rating } from "./rating.js";
import { Sender } from "./sender.js";
import { Shelf } from "./storage.js";
import { adoptStyles } from "./styles.js";
import { Talk, isAnswer, isOwn } from "./talk.js";
import { hintInTitle, showBadge } from "./title.js";
import { Offline } from "./offline.js";
import { Transport } from "./transport.js";
import { View } from "./view.js";
import { Visitor } from "./visitor.js";

const USUAL_LIMIT = 4000;
const QUIET_FAILURES = 1;

async function wordsFor(locale) {
  const module = await (locale === "zh-CN" ? import("../../words/zh/widget.js") : import("../../words/en/widget.js"));
  return module.words;
}

export async function start(desk) {
  adoptStyles(desk.root);
  return new App(desk, await wordsFor(desk.locale));
}

class App {
  #failures = 0;
  #isBlocked = false;
  #isRenderDue = false;
  #isGone = false;

  constructor(desk, words) {
    this.desk = desk;
    this.words = words;
    this.shelf = new Shelf(desk.prefix);
    this.talk = new Talk(this.shelf);
    this.outbox = new Outbox(this.shelf);
    this.transport = new Transport(`${desk.base}v1/widget/${encodeURIComponent(desk.plan)}/`, (failures) => this.#felt(failures));
    const { shelf, talk, outbox, transport } = this;
    const alone = (name) => onlyOneTab(shelf, name);
    this.visitor = new Visitor({ transport, shelf, alone: alone("visitor"), locale: () => desk.locale });
    const { visitor } = this;
    this.offline = new Offline({
      desk,
      shelf,
      visitor,
      alone,
      back: () => this.#back(),
      changed: this.#changed,
      chatted: () => this.#chatted(),
    });
    this.rating = new Rating({ desk, shelf, visitor, alone });
    this.view = this.#makeView();
    this.sender = new Sender({
      outbox,
      talk,
      visitor,
      alone: alone("send"),
      stored: (entries) => this.#arrived(entries),
      changed: () => this.#changed(),
    });
    this.poller = new Poller({ talk, visitor, isOpen: () => desk.isOpen, news: (entries) => this.#polled(entries) });
    this.config = new Config({ desk, transport, changed: this.#changed });
    this.greeting = new Greeting({
      visitor,
      mark: `${desk.prefix}greeted`,
      known: (open) => this.#greeted(open),
      refused: (answer) => this.#refusedAtTheDoor(answer),
    });
    this.line = new Line({ talk, visitor, moved: this.#changed, served: () => this.poller.wake() });
    shelf.watch((name, before, after) => this.#otherTab(name, before, after));
    for (const [target, event, act] of this.#wakeUps) target.addEventListener(event, act);
    this.sender.wake();
    this.#changed();
  }

  open() {
    const { desk, offline, talk } = this;
    if (desk.view === "form") offline.show("form");
    else if (!desk.isOpen && offline.letters.unread && !talk.unread) offline.show("mine");
    else if (!desk.isOpen && this.#isShut) offline.show("form");
    desk.view = null;
    if (desk.isOpen) return;
    desk.showOpen(true);
    this.#render();
    this.view.open();
    desk.emit("open");
    offline.opened();
    this.config.readIfOld();
    this.greeting.say();
    this.#wake();
  }

  close() {
    if (!this.desk.isOpen) return;
    this.desk.showOpen(false);
    this.view.close();
    this.desk.button.focus({ preventScroll: true });
    this.desk.emit("close");
  }

  async setLocale(locale) {
    this.words = await wordsFor(locale);
    if (this.#isGone) return;
    this.view.destroy();
    this.view = this.#makeView();
    await this.offline.setLocale();
    this.#render();
    if (this.desk.isOpen) this.view.open(false);
  }

  destroy() {
    this.#isGone = true;
    for (const part of [this.sender, this.poller, this.greeting, this.line, this.offline, this.rating, this.transport, this.shelf]) part.close();
    for (const [target, event, act] of this.#wakeUps) target.removeEventListener(event, act);
    hintInTitle(0);
    this.view.destroy();
  }

  #makeView() {
    const actions = {
      send: (text) => this.#send(text),
      end: () => this.#end(),
      shut: () => this.desk.close(),
      leave: () => this.offline.show("form"),
      mine: () => this.offline.show("mine"),
      leaveStage: () => (this.offline.shown && this.#hasChat ? this.#back() : this.desk.close()),
      startNew: () => this.#startNew(),
      tryAgain: (clientId) => this.#decide(() => this.outbox.tryAgain(clientId)),
      rate: (item, log) => this.rating.card(item, log),
      discard: (clientId) => this.#decide(() => this.outbox.remove(clientId)),
    };
    const limit = this.desk.config.limits?.text || USUAL_LIMIT;
    return new View({ desk: this.desk, words: this.words, limit, actions });
  }

  /** Nobody takes conversations now, and none goes on. */
  get #isShut() {
    return !this.desk.config.open && !this.talk.isLive;
  }

  /** Whether there is a conversation to go back to from the form. */
  get #hasChat() {
    return this.desk.config.open || this.talk.id !== null;
  }

  #back() {
    this.offline.hide();
    this.#render();
    this.view.focus();
  }

  // What the visitor has written here, for the form to begin with.
  #chatted() {
    const { talk, outbox, view } = this;
    const texts = [...talk.entries.filter(isOwn), ...outbox.items].map(({ text }) => text);
    return { texts, draft: view.composer.field.value.trim(), conversation_id: talk.state === "waiting" ? talk.id : null };
  }

  #greeted(open) {
    if (open && !this.talk.isLive) this.talk.begin(open, "open");
    this.#isBlocked = false;
    this.poller.wake();
    this.#changed();
  }

  #refusedAtTheDoor({ status, body }) {
    this.#isBlocked = true;
    this.desk.emit("error", { code: body.code || "refused", status });
    this.#changed();
  }

  #send(text) {
    this.outbox.add(text);
    this.#changed();
    this.sender.wake();
  }

  #decide(act) {
    act();
    this.#changed();
    this.sender.wake();
  }

  // Gives the words to show when it did not work.
  async #end() {
    if (this.outbox.next) return this.words.endWait;
    const { id } = this.talk;
    try {
      const { status } = await this.visitor.ask("POST", `conversations/${id}/close`, {});
      if (status >= 300 && status !== 404 && status !== 409) return this.words.endTrouble;
    } catch {
      return this.words.endTrouble;
    }
    if (this.talk.id === id) this.talk.end();
    this.poller.wake();
    this.#changed();
    return null;
  }

  #startNew() {
    this.talk.leave();
    this.#changed();
    this.view.composer.field.focus();
  }

  // An answer to a post brought entries: there may be more that it did not bring.
  #arrived(entries) {
    this.#merged(entries);
    this.poller.wake();
  }

  #polled(entries) {
    this.outbox.settle();
    this.#merged(entries);
  }

  #merged(entries) {
    for (const entry of entries) {
      if (entry.client_id) this.outbox.remove(entry.client_id);
      if (["off_hours", "holiday"].includes(entry.kind) && this.desk.config.open) this.config.read();
      if (isAnswer(entry) && !this.talk.isSeen(entry)) {
        this.desk.emit("message", { text: entry.text, author: entry.author, at: entry.at });
      }
    }
    this.#changed();
  }

  #otherTab(name, before, after) {
    if (this.outbox.noticed(name, before, after)) this.sender.wake();
    else if (this.offline.noticed(name)) return this.#changed();
    else if (!this.talk.noticed(name, after)) return;
    this.poller.wake();
    this.#changed();
  }

  #felt(failures) {
    this.#failures = failures;
    this.#changed();
  }

  #wake = () => {
    if (document.visibilityState === "hidden") return;
    this.sender.wake();
    this.poller.wake();
    this.greeting.wake();
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

  #wakeUps = [
    [document, "visibilitychange", this.#wake],
    ...["online", "focus", "pageshow"].map((event) => [window, event, this.#wake]),
    [window, "offline", this.#changed],
  ];

  #render() {
    const { desk, talk, line, view, offline } = this;
    line.look();
    if (desk.isOpen && !document.hidden) talk.markSeen();
    const unread = talk.unread + offline.letters.unread;
    desk.showUnread(unread);
    showBadge(desk, unread);
    hintInTitle(unread);
    offline.sheet?.look(this.#hasChat);
    view.show(this.#model());
  }

  #model() {
    const { desk, talk, line, words, outbox, sender, offline } = this;
    const isLost = this.#failures > QUIET_FAILURES || sender.trouble === "retrying" || !navigator.onLine;
    return modelOf({ desk, talk, line, words, outbox, trouble: sender.trouble, isBlocked: this.#isBlocked, isLost, offline });
  }
}
