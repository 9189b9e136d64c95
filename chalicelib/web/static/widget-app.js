// Puts the panel together. The loader calls start() once, when the visitor opens the panel or something is unfinished.

import { Line } from "./widget-line.js";
import { onlyOneTab } from "./widget-lock.js";
import { modelOf } from "./widget-model.js";
import { Outbox } from "./widget-outbox.js";
import { Nap, backoffMs } from "./widget-pace.js";
import { Poller } from "./widget-poller.js";
import { Sender } from "./widget-sender.js";
import { Shelf } from "./widget-storage.js";
import { adoptStyles } from "./widget-styles.js";
import { Talk, isAnswer } from "./widget-talk.js";
import { hintInTitle } from "./widget-title.js";
import { NoAnswer, Transport } from "./widget-transport.js";
import { View } from "./widget-view.js";
import { Refused, Visitor } from "./widget-visitor.js";

const USUAL_LIMIT = 4000;
const QUIET_FAILURES = 1;

async function wordsFor(locale) {
  const module = await (locale === "zh-CN" ? import("./widget-text-zh.js") : import("./widget-text-en.js"));
  return module.words;
}

export async function start(desk) {
  adoptStyles(desk.root);
  return new App(desk, await wordsFor(desk.locale));
}

class App {
  #failures = 0;
  #isBlocked = false;
  #isGreeting = false;
  #isRenderDue = false;
  #isGone = false;
  #greetNap = new Nap();

  constructor(desk, words) {
    this.desk = desk;
    this.words = words;
    this.shelf = new Shelf(desk.prefix);
    this.talk = new Talk(this.shelf);
    this.outbox = new Outbox(this.shelf);
    this.transport = new Transport(`${desk.base}v1/widget/${encodeURIComponent(desk.plan)}/`, (failures) => this.#felt(failures));
    const { shelf, talk, outbox, transport } = this;
    this.visitor = new Visitor({ transport, shelf, alone: onlyOneTab(shelf, "visitor"), locale: () => desk.locale });
    const { visitor } = this;
    this.view = this.#makeView();
    this.sender = new Sender({
      outbox,
      talk,
      visitor,
      alone: onlyOneTab(shelf, "send"),
      stored: (entries) => this.#arrived(entries),
      changed: () => this.#changed(),
    });
    this.poller = new Poller({ talk, visitor, isOpen: () => desk.isOpen, news: (entries) => this.#polled(entries) });
    this.line = new Line({ talk, visitor, moved: this.#changed, served: () => this.poller.wake() });
    shelf.watch((name, before, after) => this.#otherTab(name, before, after));
    for (const [target, event] of this.#wakeUps) target.addEventListener(event, this.#wake);
    addEventListener("offline", this.#changed);
    this.sender.wake();
    this.#changed();
  }

  #wakeUps = [[document, "visibilitychange"], [window, "online"], [window, "focus"], [window, "pageshow"]];

  open() {
    if (this.desk.isOpen) return;
    this.desk.showOpen(true);
    this.#render();
    this.view.open();
    this.desk.emit("open");
    this.#greet();
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
    this.#render();
    if (this.desk.isOpen) this.view.open(false);
  }

  destroy() {
    this.#isGone = true;
    for (const part of [this.sender, this.poller, this.line, this.transport, this.shelf]) part.close();
    for (const [target, event] of this.#wakeUps) target.removeEventListener(event, this.#wake);
    removeEventListener("offline", this.#changed);
    this.#greetNap.wake();
    hintInTitle(0);
    this.view.destroy();
  }

  #makeView() {
    const actions = {
      send: (text) => this.#send(text),
      end: () => this.#end(),
      shut: () => this.desk.close(),
      startNew: () => this.#startNew(),
      tryAgain: (clientId) => this.#decide(() => this.outbox.tryAgain(clientId)),
      discard: (clientId) => this.#decide(() => this.outbox.remove(clientId)),
    };
    const limit = this.desk.config.limits?.text || USUAL_LIMIT;
    return new View({ desk: this.desk, words: this.words, limit, actions });
  }

  // Says hello once in each tab's life, which is what the desk counts as a visit.
  async #greet() {
    const mark = `${this.desk.prefix}greeted`;
    if (this.#isGreeting || (this.visitor.isKnown && recall(mark))) return;
    this.#isGreeting = true;
    for (let failures = 1; !this.#isGone; failures += 1) {
      try {
        const open = await this.visitor.greet();
        remember(mark);
        if (open && !this.talk.isLive) this.talk.begin(open, "open");
        this.#isBlocked = false;
        this.poller.wake();
        break;
      } catch (trouble) {
        if (!(trouble instanceof NoAnswer || trouble instanceof Refused)) throw trouble;
        const isHopeless = trouble instanceof Refused && trouble.answer.status !== 429;
        if (isHopeless) this.#refusedAtTheDoor(trouble);
        if (isHopeless) break;
        await this.#greetNap.sleep(Math.max(trouble.answer?.retryAfterMs || 0, backoffMs(failures)));
      }
    }
    this.#isGreeting = false;
    this.#changed();
  }

  #refusedAtTheDoor({ answer }) {
    this.#isBlocked = true;
    this.desk.emit("error", { code: answer.body.code || "refused", status: answer.status });
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
      if (isAnswer(entry) && !this.talk.isSeen(entry)) {
        this.desk.emit("message", { text: entry.text, author: entry.author, at: entry.at });
      }
    }
    this.#changed();
  }

  #otherTab(name, before, after) {
    if (this.outbox.noticed(name, before, after)) this.sender.wake();
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
    this.#greetNap.wake();
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

  #render() {
    const { desk, talk, line, view } = this;
    line.look();
    if (desk.isOpen && !document.hidden) talk.markSeen();
    desk.showUnread(talk.unread);
    hintInTitle(talk.unread);
    view.show(this.#model());
  }

  #model() {
    const { desk, talk, line, words, outbox, sender } = this;
    const isLost = this.#failures > QUIET_FAILURES || sender.trouble === "retrying" || !navigator.onLine;
    return modelOf({ desk, talk, line, words, outbox, trouble: sender.trouble, isBlocked: this.#isBlocked, isLost });
  }
}

function recall(mark) {
  try {
    return sessionStorage.getItem(mark) !== null;
  } catch {
    return false;
  }
}

function remember(mark) {
  try {
    sessionStorage.setItem(mark, "1");
  } catch {
    // Storage is blocked: the next page says hello again.
  }
}
