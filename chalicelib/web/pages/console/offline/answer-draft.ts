/** An answer that is being written: its words, the ways it goes, and what it costs as an SMS. */
import { signal } from "@preact/signals";
import type { AnswerMessage, AnswerPreview, MessageView } from "../../desk/operations.ts";
import { RequestDraft } from "../request-draft.ts";

const LIMIT = 4000;
const SMS_LIMIT = 1400;
const PAUSE_MS = 500;

export type Way = AnswerMessage["by"][number];
export const WAYS: readonly Way[] = ["email", "sms", "widget"];

interface Values {
  text: string;
  by: Way[];
}

/** The ways by which its visitor can be reached. */
export const waysTo = ({ email, mobile, visitor_id: visitor }: MessageView): Way[] =>
  WAYS.filter((way) => ({ email, sms: mobile, widget: visitor })[way]);

const usualWays = ({ email }: MessageView): Way[] => email ? ["email", "widget"] : ["sms", "widget"];

type Preview = (text: string) => Promise<AnswerPreview | null>;

export class AnswerDraft {
  readonly ways: readonly Way[];
  readonly #kept: RequestDraft<Values>;
  readonly #text = signal("");
  readonly #by = signal<readonly Way[]>([]);
  readonly #price = signal<AnswerPreview | null>(null);
  #priced: string | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `preview` says what words cost as an SMS. */
  constructor(message: MessageView, agentId: string, private readonly preview: Preview) {
    this.ways = waysTo(message);
    this.#kept = new RequestDraft(`answer.${agentId}.${message.message_id}`);
    this.#text.value = this.#kept.get("text", "");
    this.#by.value = this.#kept.get("by", usualWays(message)).filter((way) => this.ways.includes(way));
  }

  get text(): string {
    return this.#text.value;
  }

  get by(): readonly Way[] {
    return this.#by.value;
  }

  get length(): number {
    return [...this.text.trim()].length;
  }

  get limit(): number {
    return this.by.includes("sms") ? SMS_LIMIT : LIMIT;
  }

  get isOver(): boolean {
    return this.length > this.limit;
  }

  get isReady(): boolean {
    return this.length > 0 && !this.isOver && this.by.length > 0;
  }

  /** What it costs as it stands; null while that is not known, or where it is no SMS. */
  get price(): AnswerPreview | null {
    return this.#price.value;
  }

  write(text: string): void {
    this.#text.value = text;
    this.#changed();
  }

  choose(way: Way, chosen: boolean): void {
    this.#by.value = WAYS.filter((each) => each === way ? chosen : this.#by.peek().includes(each));
    this.#changed();
  }

  /** The same name as long as it says the same. */
  request(): AnswerMessage {
    return this.#kept.request({ text: this.#text.peek().trim(), by: [...this.#by.peek()] });
  }

  forget(): void {
    this.#kept.forget();
    this.#text.value = "";
    this.#price.value = null;
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #changed(): void {
    this.#kept.keep({ text: this.#text.peek(), by: [...this.#by.peek()] });
    this.askPrice();
  }

  /** Asked when the typing pauses, once for each text. */
  askPrice(): void {
    const words = this.#by.peek().includes("sms") && this.length && !this.isOver ? this.#text.peek().trim() : null;
    if (words === this.#priced) return;
    this.#priced = words;
    clearTimeout(this.#timer);
    this.#price.value = null;
    if (words !== null) this.#timer = setTimeout(() => this.#readPrice(words), PAUSE_MS);
  }

  async #readPrice(words: string): Promise<void> {
    const price = await this.preview(words);
    if (words === this.#priced) this.#price.value = price;
  }
}
