// What stands in the form and is not sent yet. Nothing typed is lost by a reload or by going back to the conversation, and
// whoever leaves a second message need not say again who they are.

const FIELDS = ["text", "name", "mobile", "email"];

export class Draft {
  #shelf;

  constructor(shelf) {
    this.#shelf = shelf;
  }

  get #kept() {
    return this.#shelf.read("letter") || {};
  }

  /** {text, name, mobile, email} */
  get values() {
    const kept = this.#kept;
    return Object.fromEntries(FIELDS.map((field) => [field, kept[field] || ""]));
  }

  get conversationId() {
    return this.#kept.conversation_id || null;
  }

  keep(values) {
    this.#shelf.write("letter", { ...this.#kept, ...values });
  }

  /** Adds what the visitor wrote in the conversation, each text once, also when they come back to the form. */
  bring({ texts, draft, conversation_id }) {
    const kept = this.#kept;
    const brought = new Set(kept.brought);
    const text = kept.text || "";
    const more = texts.filter((each) => !brought.has(each));
    if (draft && !text.includes(draft) && !brought.has(draft)) more.push(draft);
    const whole = [text, ...more].filter(Boolean).join("\n");
    this.keep({ text: whole, conversation_id, brought: [...brought, ...more].slice(-50) });
  }

  /** The letter arrived: its text goes, its sender stays. What was typed meanwhile in another tab stays as well. */
  settle(letter) {
    const { text } = this.#kept;
    this.keep({ text: (text || "").trim() === letter.text ? "" : text, conversation_id: null });
  }
}
