/** What is fetched when the visitor asks for it, and fills an element of the panel, unless they went on meanwhile. */
import type { Env as AlertsEnv, Part as AlertsPart } from "../alerts/alerts.ts";
import type { Env as EndingEnv } from "../ending/question.ts";
import type { Env as FilesEnv, Part as FilesPart } from "../files/files.ts";
import type { Env as MessageEnv, Part as MessagePart } from "../message/message.ts";
import type { Env as RatingEnv, Part as RatingPart } from "../rating/card.ts";
import { withCaution } from "./caution.ts";
import type { Quote } from "./outbox.ts";
import { Late, openPart } from "./part.ts";
import { recall } from "./session.ts";

declare const BUILT: Record<string, string>;

type Ending = typeof import("../ending/question.ts");
type Waiting = typeof import("../suggestions/cards.ts");
type Emoji = typeof import("../emoji/picker.ts");

export type Env = RatingEnv & FilesEnv & MessageEnv & AlertsEnv & Omit<EndingEnv, "close">;

export class Asked {
  /** The card that asks for a rating: also fetched while one is unsent. */
  readonly #rating: Late<RatingEnv, RatingPart>;
  /** Fetched with the first file that is sent, or shown. */
  readonly #files: Late<FilesEnv, FilesPart>;
  /** What can be done with one message. */
  readonly #message: Late<MessageEnv, MessagePart>;
  /** Sound and notifications. */
  readonly #alerts: Late<AlertsEnv, AlertsPart>;

  constructor(private readonly env: Env) {
    this.#rating = new Late(BUILT["widget/rating/card.ts"], env);
    if (env.shelf.names("out-rating:").length) this.#rating.load();
    this.#files = new Late(BUILT["widget/files/files.ts"], env);
    this.#message = new Late(BUILT["widget/message/message.ts"], env);
    if (recall(`${env.desk.prefix}quote`)) this.#message.load();
    this.#alerts = new Late(BUILT["widget/alerts/alerts.ts"], env);
  }

  readonly askToEnd = (root: HTMLElement, close: () => void): void => {
    const ask = (part: Ending) => part.ask(root, { ...this.env, close });
    void openPart(BUILT["widget/ending/question.ts"], () => !root.isConnected, ask);
  };

  readonly emoji = (root: HTMLElement, pick: (emoji: string) => void): void => {
    const offer = async (part: Emoji) => part.offer(root, this.env.desk, pick);
    void openPart(BUILT["widget/emoji/picker.ts"], () => !root.isConnected, offer);
  };

  readonly caution = (root: HTMLElement, text: string, send: () => void) =>
    withCaution(root, this.env.desk, text, send);

  /** Where they stand who wait, and articles that may answer them. */
  readonly wait = (root: HTMLElement, asked: string): void => {
    void openPart(
      BUILT["widget/suggestions/cards.ts"],
      () => !root.isConnected,
      (part: Waiting) => part.wait(root, this.env, asked),
    );
  };

  readonly rate = async (...card: Parameters<RatingPart["fill"]>) => (await this.#rating.load())?.fill(...card);
  readonly attach = async (...files: Parameters<FilesPart["add"]>) => (await this.#files.load())?.add(...files);
  readonly showFile = async (...file: Parameters<FilesPart["fill"]>) => (await this.#files.load())?.fill(...file);
  readonly more = async (...at: Parameters<MessagePart["offer"]>) => (await this.#message.load())?.offer(...at);
  readonly alerts = async (button: HTMLElement) => (await this.#alerts.load())?.offer(button);

  /** Somebody may answer: whoever hears of that is to be there by then. */
  expectAnswers(): void {
    this.#alerts.load();
  }

  /** What the next message answers; the field shows it no more. */
  takeQuote(): Quote | undefined {
    return this.#message.part?.takeQuote();
  }

  close(): void {
    for (const part of [this.#rating, this.#files, this.#message, this.#alerts]) part.close();
  }
}
