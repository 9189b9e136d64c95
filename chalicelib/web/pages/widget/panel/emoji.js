// A small choice of emoji; any other comes from the visitor's own keyboard.

import { element, icon } from "./dom.js";

const CHOICE = "😀 😄 😊 🙂 😉 😍 🥰 😘 😋 😎 🤔 😅 😂 🤣 😭 😢 😔 😳 😱 😡 👍 👎 👌 🙏 👏 💪 🤝 👋 ❤️ 💔 🌹 🎉 🎁 ☕ 🍵 🌟 🔥 ✅ ❌ ❓";

export class EmojiBox {
  constructor(words, choose) {
    this.button = element("button", { class: "tool", type: "button", "aria-label": words.emoji, title: words.emoji, "aria-expanded": "false" }, icon("smile"));
    this.button.onclick = () => this.#show(this.root.hidden);
    this.root = element("div", { class: "emoji", role: "group", "aria-label": words.emoji, hidden: true });
    for (const emoji of CHOICE.split(" ")) this.root.append(element("button", { type: "button", onclick: () => choose(emoji) }, emoji));
  }

  get isOpen() {
    return !this.root.hidden;
  }

  close() {
    this.#show(false);
  }

  #show(isOpen) {
    this.root.hidden = !isOpen;
    this.button.setAttribute("aria-expanded", String(isOpen));
  }
}
