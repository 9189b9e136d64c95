/** What a visitor asks of their own data: to have it, or to have it erased; proved by a code, or by their website. */
import type { OwnPrivacyRequest } from "../../desk/operations.ts";
import { newId } from "../panel/storage.ts";
import { type Answer, Trouble } from "../panel/transport.ts";
import type { Visitor } from "../panel/visitor.ts";

export type Kind = "export" | "erase";

/** What is being asked: something new, or the archive of a request that is ready. */
export type Step = { kind: Kind; client_id: string } | { request_id: string };

const PATH = "privacy";

export class OwnData {
  items: OwnPrivacyRequest[] = [];
  state: "loading" | "there" | "missing" = "loading";
  step: Step | null = null;
  /** Where the code went, as far as it is shown; null: none was asked for yet. */
  sentTo: string | null = null;
  /** Where the archive's files are, by the request's id. */
  urls: Record<string, string[]> = {};
  isSending = false;
  /** Why the last thing was not done: the desk's code, or "lost"; "": it was. */
  refused = "";
  #turn = 0;

  constructor(private readonly visitor: Pick<Visitor, "ask">, private readonly changed: () => void) {}

  /** Whether there is one of this kind that is not over. */
  isUnderWay(kind: Kind): boolean {
    const over = ["done", "cancelled", "refused", "over", "ready"];
    return this.items.some((each) => each.kind === kind && !over.includes(each.state));
  }

  async list(): Promise<void> {
    const turn = this.#turn += 1;
    const answer = await this.#ask("GET", PATH);
    if (turn !== this.#turn) return;
    if (answer?.ok) this.items = answer.body.items;
    this.state = answer?.ok ? "there" : this.items.length ? "there" : "missing";
    this.changed();
  }

  choose(kind: Kind): void {
    this.#begin({ kind, client_id: newId() });
  }

  open(request_id: string): Promise<void> {
    this.#begin({ request_id });
    return this.go();
  }

  giveUp(): void {
    this.step = this.sentTo = null;
    this.refused = "";
    this.changed();
  }

  /** Without a code one is sent, unless the website has vouched for who this is. */
  async go(code?: string): Promise<void> {
    const { step } = this;
    if (!step || this.isSending) return;
    this.isSending = true;
    this.refused = "";
    this.changed();
    const path = "kind" in step ? PATH : `${PATH}/archive`;
    const answer = await this.#ask("POST", path, { ...step, ...(code && { code }) });
    this.isSending = false;
    if (this.step === step) this.#answered(step, answer);
    this.changed();
    if (answer?.ok) await this.list();
  }

  #answered(step: Step, answer: Answer | null): void {
    if (!answer?.ok) {
      this.refused = answer?.body.code || "lost";
      return;
    }
    this.sentTo = answer.body.sent_to;
    if (this.sentTo) return;
    if ("request_id" in step) this.urls = { ...this.urls, [step.request_id]: answer.body.urls };
    this.step = null;
  }

  #begin(step: Step): void {
    this.step = step;
    this.sentTo = null;
    this.refused = "";
    this.changed();
  }

  /** Null: nobody knows whether the desk has done it. */
  async #ask(method: string, path: string, body?: unknown): Promise<Answer | null> {
    try {
      return await this.visitor.ask(method, path, body);
    } catch (trouble) {
      if (trouble instanceof Trouble) return trouble.answer ?? null;
      throw trouble;
    }
  }
}
