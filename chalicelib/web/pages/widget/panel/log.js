// The log: lines are added, changed and moved one by one, never rebuilt, so that a screen reader hears only what is new and
// a visitor who scrolled up stays where they are.

import { partsOf } from "../../desk/links.ts";
import { element, setText } from "./dom.js";

const NEAR_END_PX = 60;

export class Log {
  #lines = new Map();
  #actions;
  #words;
  #isFollowing = true;
  #top = 0;

  constructor(words, actions) {
    this.#words = words;
    this.#actions = actions;
    this.box = element("div", { class: "lines" });
    this.root = element("div", { class: "log", role: "log", "aria-live": "polite", "aria-label": words.messages, tabindex: "0" });
    this.root.append(this.box);
    this.jump = element("button", { class: "jump", type: "button", hidden: true, onclick: () => this.toEnd() }, words.newMessages);
    this.root.onscroll = () => this.#scrolled();
    // The log becomes shorter when the field grows or a keyboard appears; the last line stays in sight.
    new ResizeObserver(() => this.follow()).observe(this.root);
  }

  show(items) {
    const kept = new Set(items.map((item) => item.key));
    for (const [key, line] of this.#lines) {
      if (kept.has(key)) continue;
      line.root.remove();
      this.#lines.delete(key);
    }
    const added = [];
    items.forEach((item, at) => {
      let line = this.#lines.get(item.key);
      if (!line) {
        line = this.#make(item);
        this.#lines.set(item.key, line);
        added.push(item);
      }
      line.paint(item, at === items.length - 1);
      if (this.box.children[at] !== line.root) this.box.insertBefore(line.root, this.box.children[at] || null);
    });
    const isMine = added.some((item) => item.side === "me" && item.state === "sending");
    if (this.#isFollowing || isMine) this.toEnd();
    else if (added.some((item) => item.side === "them")) this.jump.hidden = false;
  }

  // Only the visitor scrolls up; a log that has just become shorter is away from its end as well, but still follows.
  #scrolled() {
    const top = this.root.scrollTop;
    if (this.#isAtEnd()) {
      this.#isFollowing = true;
      this.jump.hidden = true;
    } else if (top < this.#top) this.#isFollowing = false;
    this.#top = top;
  }

  toEnd() {
    this.#isFollowing = true;
    this.root.scrollTop = this.root.scrollHeight;
    this.jump.hidden = true;
  }

  /** A card has become taller by itself. */
  follow() {
    if (this.#isFollowing) this.toEnd();
  }

  /** The visitor made a card taller: it stays where they look, and as much of it is shown as there is room for. */
  reveal(card) {
    const [room, place] = [this.root, card].map((one) => one.getBoundingClientRect());
    this.#isFollowing = false;
    this.root.scrollTop += Math.max(0, Math.min(place.bottom - room.bottom, place.top - room.top));
  }

  #isAtEnd() {
    return this.root.scrollHeight - this.root.scrollTop - this.root.clientHeight < NEAR_END_PX;
  }

  #make(item) {
    if (item.type === "bubble") return this.#makeBubble(item);
    if (item.type === "ended") return this.#makeEnd();
    if (item.type === "offer") return this.#makeOffer();
    if (item.type === "survey") return this.#actions.rate(item, this);
    const root = element("p", { class: item.type, dir: "auto" });
    return { root, paint: ({ text }) => setText(root, text) };
  }

  #makeBubble(item) {
    const name = element("span", { class: "name", dir: "auto" });
    const text = element("div", { class: "text", dir: "auto" }, ...withLinks(item.text));
    const note = element("span", { class: "note" });
    const choices = element(
      "span",
      { class: "choices", hidden: true },
      element("button", { type: "button", onclick: () => this.#actions.tryAgain(item.key) }, this.#words.tryAgain),
      element("button", { type: "button", onclick: () => this.#actions.discard(item.key) }, this.#words.discard),
    );
    const foot = element("span", { class: "foot" }, note, choices);
    const root = element("div", { class: `bubble ${item.side}` }, name, text, foot);
    const paint = (now) => {
      const isRefused = now.state === "refused";
      root.dataset.state = now.state || "stored";
      root.classList.toggle("joined", !now.isFirst);
      setText(name, now.isFirst ? now.name || "" : "");
      setText(note, now.note && (isRefused || now.isLast) ? now.note : now.isLast ? now.time || "" : "");
      choices.hidden = !isRefused;
    };
    return { root, paint };
  }

  #makeOffer() {
    const button = element("button", { type: "button", class: "again", onclick: this.#actions.leave }, this.#words.leave);
    return { root: element("div", { class: "offer" }, button), paint: () => {} };
  }

  #makeEnd() {
    const text = element("span");
    const button = element("button", { type: "button", class: "again", onclick: this.#actions.startNew }, this.#words.startNew);
    const leave = element("button", { type: "button", class: "again", onclick: this.#actions.leave }, this.#words.leave);
    const root = element("div", { class: "ended" }, text, leave, button);
    const paint = (item, isLast) => {
      setText(text, item.text);
      leave.hidden = !(isLast && item.isOffering);
      button.hidden = !(isLast && item.canStart);
      button.classList.toggle("quiet", !leave.hidden);
    };
    return { root, paint };
  }
}

// Only addresses become links, and only a click follows them.
function withLinks(text) {
  const link = ({ text: address, href }) => element("a", { href, target: "_blank", rel: "noopener noreferrer nofollow" }, address);
  return partsOf(text).map((part) => (typeof part === "string" ? part : link(part)));
}
