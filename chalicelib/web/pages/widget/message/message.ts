/**
 * What a visitor can do with a message: quote it; edit or withdraw one of their own within two minutes. It is fetched when
 * that is first wanted.
 */
import type { EntryView } from "../../desk/operations.ts";
import { asTheyAre } from "../../desk/revisions.ts";
import type { MessageWords } from "../../words/en/message.ts";
import type { Desk } from "../desk.ts";
import { Popup } from "../menu/popup.ts";
import type { Quote } from "../panel/outbox.ts";
import { kept, remember } from "../panel/session.ts";
import type { Talk } from "../panel/talk.ts";
import type { Visitor } from "../panel/visitor.ts";
import { adopt } from "../sheets.ts";
import { Asking } from "./asking.ts";
import { type Act, actsFor, Change } from "./change.ts";
import css from "./message.css" with { type: "text" };
import { Quoting } from "./quoting.ts";

export interface Env {
  desk: Desk;
  visitor: Pick<Visitor, "ask">;
  talk: Talk;
  /** The transcript has these entries now. */
  stored: (entries: EntryView[]) => void;
  /** Sends a message. */
  write: (text: string) => void;
}

async function wordsFor(locale: string): Promise<MessageWords> {
  const module = await (locale === "zh-CN" ? import("../../words/zh/message.ts") : import("../../words/en/message.ts"));
  return module.words;
}

export async function open(env: Env): Promise<Part> {
  const words = await wordsFor(env.desk.locale);
  adopt(env.desk.root, css, env.desk.nonce);
  return new Part(env, words);
}

export class Part {
  readonly #env: Env;
  #words: MessageWords;
  readonly #popup: Popup;
  readonly #quoting: Quoting;
  #asking: Asking | null = null;
  readonly #mark: string;
  readonly #gone = new AbortController();

  constructor(env: Env, words: MessageWords) {
    this.#env = env;
    this.#words = words;
    this.#mark = `${env.desk.prefix}edit`;
    this.#popup = new Popup(env.desk, this.#gone.signal);
    this.#quoting = new Quoting({ ...env, words: () => this.#words });
    // who opens the panel anew goes on where they were
    env.desk.on("open", () => this.#asking?.isThere && this.#asking.focus(), this.#gone.signal);
  }

  /** Offers at this button what can be done with the message of this number. */
  async offer(button: HTMLElement, seq: number): Promise<void> {
    this.#words = await wordsFor(this.#env.desk.locale);
    const entry = asTheyAre(this.#env.talk.entries).find((each) => each.seq === seq);
    if (!entry || entry.withdrawn || !button.isConnected) return;
    const choices = actsFor(entry, Date.now()).map((act) => ({
      text: this.#words[act],
      act: () => this.#begin(act, entry, button),
    }));
    this.#popup.toggle(button, this.#words.actions, choices);
  }

  #begin(act: Act, entry: EntryView, button: HTMLElement): void {
    if (act === "quote") this.#quoting.begin(entry.seq, entry.text || entry.file?.name || "");
    else this.#ask(entry, button, act === "edit" ? entry.text : null);
  }

  #ask(entry: EntryView, button: HTMLElement, text: string | null): void {
    const { desk, talk, write } = this.#env;
    const panel = button.closest<HTMLElement>(".panel");
    if (!panel) return;
    const mark = `${this.#mark}:${talk.id}:${entry.seq}`;
    this.#asking?.close();
    this.#asking = new Asking(panel, {
      desk,
      words: this.#words,
      change: new Change(this.#env, entry.seq),
      text,
      draft: (text !== null && kept(mark)) || text,
      typed: (typed) => remember(mark, typed),
      write,
      canWrite: () => desk.config.open || talk.isLive,
      closed: () => {
        this.#asking = null;
        remember(mark, "");
        (button.isConnected ? button : panel).focus({ preventScroll: true });
      },
    });
  }

  /** What the next message answers; the field shows it no more. */
  takeQuote(): Quote | undefined {
    return this.#quoting.take();
  }

  close(): void {
    this.#gone.abort();
    this.#popup.close(false);
    this.#asking?.close();
  }
}
