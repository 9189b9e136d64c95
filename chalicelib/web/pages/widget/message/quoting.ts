/** What the next message answers: shown above the field, and kept in the tab until it is sent or taken back. */
import type { MessageWords } from "../../words/en/message.ts";
import type { Desk } from "../desk.ts";
import { element } from "../panel/dom.ts";
import type { Quote } from "../panel/outbox.ts";
import { kept, remember } from "../panel/session.ts";
import type { Talk } from "../panel/talk.ts";

interface Parts {
  desk: Desk;
  talk: Pick<Talk, "id" | "isLive">;
  words: () => MessageWords;
}

interface Kept extends Quote {
  text: string;
}

export class Quoting {
  readonly #mark: string;
  #root: HTMLElement | null = null;
  #quote: Quote | null = null;

  constructor(private readonly parts: Parts) {
    this.#mark = `${parts.desk.prefix}quote`;
    const before: Kept | null = JSON.parse(kept(this.#mark) || "null");
    if (before && parts.talk.isLive && before.conversation_id === parts.talk.id) this.#show(before);
  }

  /** From now on the next message answers this one. */
  begin(seq: number, text: string): void {
    const quote = { conversation_id: this.parts.talk.id!, seq, text };
    remember(this.#mark, JSON.stringify(quote));
    this.#show(quote);
    this.#focusField();
  }

  #show({ conversation_id, seq, text }: Kept): void {
    const words = this.parts.words();
    this.#root?.remove();
    this.#quote = { conversation_id, seq };
    const drop = () => {
      this.take();
      this.#focusField();
    };
    const told = element("span", { role: "status", dir: "auto" });
    const off = { type: "button", "aria-label": words.dropQuote, title: words.dropQuote, onclick: drop };
    this.#root = element("div", { class: "quoting", lang: words.locale }, told, element("button", off, "×"));
    this.parts.desk.frame.querySelector(".tray")?.prepend(this.#root);
    told.append(element("b", {}, words.quoting), text);
  }

  #focusField(): void {
    this.parts.desk.frame.querySelector<HTMLElement>(".panel .field")?.focus();
  }

  /** What is answered, which is not shown from now on. What is not seen any more is not answered. */
  take(): Quote | undefined {
    const quote = this.#root?.isConnected ? this.#quote : null;
    this.#root?.remove();
    this.#root = this.#quote = null;
    remember(this.#mark, "");
    return quote ?? undefined;
  }
}
