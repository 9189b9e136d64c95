/** Answers to messages left, and their closings: for a few seconds each can be undone, and only then the desk is asked. */
import { signal } from "@preact/signals";
import { t } from "../../desk/i18n.ts";
import type { MessageView } from "../../desk/operations.ts";
import { say } from "../../kit/toasts.tsx";
import { Deferred, UNDO_MS } from "../deferred.ts";
import type { Desk } from "../desk.ts";
import { AnswerDraft } from "./answer-draft.ts";
import { placeOf } from "./messages.ts";
import { OpenMessage } from "./work.ts";

/** An answer as its draft has it, or the closing. */
type Move = AnswerDraft | "close";

/** Those of a desk, from when the first message is opened. */
const known = new WeakMap<Desk, MessageMoves>();

export function movesOf(desk: Desk): MessageMoves {
  const moves = known.get(desk) ?? new MessageMoves(desk);
  if (!known.has(desk)) desk.join(moves);
  known.set(desk, moves);
  return moves;
}

export class MessageMoves {
  readonly #soon = new Deferred<Move>(
    (id, move, leaving) => this.#do(id, move, leaving),
    (id, back) => back && this.#offersUndo.get(id)?.(),
  );
  /** What takes back the words that offer to undo it. */
  readonly #offersUndo = new Map<string, () => void>();
  #looked: OpenMessage | null = null;
  readonly #refusals = signal<ReadonlyMap<string, string>>(new Map());

  constructor(private readonly desk: Desk) {}

  start(): void {
    this.#soon.start();
  }

  stop(): void {
    this.#soon.stop();
  }

  /** It is what the agent looks at: what is done to it shows there. */
  open(id: string): OpenMessage {
    return this.#looked = new OpenMessage(this.desk, id);
  }

  /** Does now whatever is still waiting for it. */
  finish(): Promise<void> {
    return this.#soon.finish();
  }

  isAnswering(id: string): boolean {
    return this.#soon.get(id) instanceof AnswerDraft;
  }

  isClosing(id: string): boolean {
    return this.#soon.get(id) === "close";
  }

  canUndo(id: string): boolean {
    return this.#soon.canUndo(id);
  }

  undo(id: string): void {
    this.#soon.undo(id);
  }

  /** Why its last answer did not go, in words; empty where none was refused. */
  refusalOf(id: string): string {
    return this.#refusals.value.get(id) ?? "";
  }

  /** What is written in answer to it: what is on its way, or what was kept of it. */
  draftOf(open: OpenMessage, message: MessageView): AnswerDraft {
    const onItsWay = this.#soon.get(open.id);
    if (onItsWay instanceof AnswerDraft) return onItsWay;
    const draft = new AnswerDraft(message, this.desk.agentId, (text) => open.preview(text));
    // What a page that was left before the receipt came has stored is not offered for sending again.
    if (draft.text && open.isThere(draft.text.trim())) draft.forget();
    return draft;
  }

  /** Sends it in a moment. */
  answer(message: MessageView, draft: AnswerDraft): void {
    this.#refuse(message.message_id, "");
    this.#begin(message, draft, "answer.soon");
  }

  /** Closes it in a moment; an answer that waits to be sent goes first. */
  async close(message: MessageView): Promise<void> {
    await this.#soon.finishOne(message.message_id);
    if (!this.refusalOf(message.message_id)) this.#begin(message, "close", "message.close.soon");
  }

  #begin({ message_id: id, name }: MessageView, move: Move, words: string): void {
    this.#soon.begin(id, move);
    const action = { label: t("undo"), run: () => this.undo(id) };
    const soon = t(words, { visitor: name || t("message.unnamed"), seconds: UNDO_MS / 1000 });
    this.#offersUndo.set(id, say(soon, { action }));
  }

  async #do(id: string, move: Move, leaving: boolean): Promise<void> {
    const open = this.#looked?.id === id ? this.#looked : new OpenMessage(this.desk, id);
    const refusal = await (move === "close" ? open.close(leaving) : open.answer(move.request(), leaving));
    if (!refusal) {
      if (move !== "close") move.forget();
      return;
    }
    if (move !== "close") this.#refuse(id, refusal);
    const isSeen = this.desk.selection.place === placeOf(id);
    if (move !== "close" && isSeen) return;
    const action = { label: t("sending.show"), run: () => this.desk.selection.choose(placeOf(id)) };
    say(refusal, { kind: "warning", stays: true, action: isSeen ? null : action });
  }

  #refuse(id: string, words: string): void {
    const others = [...this.#refusals.peek()].filter(([each]) => each !== id);
    this.#refusals.value = new Map(words ? [...others, [id, words]] : others);
  }
}
