/** The visitor's own requests, as the desk gives them page by page; one of them, and what its customer can do with it. */
import type { OwnEntry, OwnTicket, OwnTicketView } from "../../desk/operations.ts";
import { newId } from "../panel/storage.ts";
import { type Answer, Trouble } from "../panel/transport.ts";
import type { Visitor } from "../panel/visitor.ts";

/** Whether it is there, is on its way, or cannot be had. */
export type State = "loading" | "there" | "missing";

/** What is sent, under one name as long as it says the same. */
interface Sent {
  path: string;
  text: string;
  solved?: boolean;
  client_id: string;
}

const LIST = "tickets";

export class Own {
  items: OwnTicket[] = [];
  entries: OwnEntry[] = [];
  state: State = "loading";
  /** The one that is looked at; null: the list. */
  open: OwnTicket | null = null;
  isSending = false;
  /** Why the last thing that was sent is not done: the desk's code, or "lost"; "": it is. */
  refused = "";
  #next: string | null = "";
  #after = 0;
  #asked = 0;
  #sent: Sent | null = null;
  /** What is typed and not sent, by the request's id. */
  readonly #drafts = new Map<string, string>();

  constructor(private readonly visitor: Pick<Visitor, "ask">, private readonly changed: () => void) {}

  /** What is typed for the request that is looked at. */
  get draft(): string {
    return this.open && this.#drafts.get(this.open.ticket_id) || "";
  }

  set draft(text: string) {
    if (this.open) this.#drafts.set(this.open.ticket_id, text);
  }

  get hasMore(): boolean {
    return !this.open && this.#next !== null;
  }

  /** The list from its beginning. */
  list(): Promise<void> {
    this.open = null;
    this.items = [];
    this.#next = "";
    return this.more();
  }

  /** More of the list; of one request what is new. Also once more what could not be had. */
  async more(): Promise<void> {
    const turn = this.#asked += 1;
    if (!this.open || this.state !== "there") this.#now("loading");
    const isTold = await (this.open ? this.#readOn(turn, this.open) : this.#listOn(turn));
    // Something else is looked at meanwhile, or what is there stays as it is.
    if (turn === this.#asked) this.#now(isTold || this.entries.length ? "there" : "missing");
  }

  read(item: OwnTicket): Promise<void> {
    this.open = item;
    this.entries = [];
    this.refused = "";
    this.state = "loading";
    this.#after = 0;
    return this.more();
  }

  /** Back to the list, which may be another by now. */
  leave(): Promise<void> {
    this.entries = [];
    return this.list();
  }

  /** Gives whether they were taken. */
  say(text: string): Promise<boolean> {
    return this.#send("words", text);
  }

  /** That it is solved, or that it is not and why. */
  judge(solved: boolean, text: string): Promise<boolean> {
    return this.#send("verdict", text, solved);
  }

  async #send(what: string, text: string, solved?: boolean): Promise<boolean> {
    if (this.isSending || !this.open) return false;
    const { ticket_id: id } = this.open;
    const path = `${LIST}/${id}/${what}`;
    const isSame = this.#sent?.path === path && this.#sent.text === text && this.#sent.solved === solved;
    const sent = this.#sent = isSame ? this.#sent! : { path, text, solved, client_id: newId() };
    this.isSending = true;
    this.refused = "";
    this.changed();
    const answer = await this.#ask("POST", path, { text, client_id: sent.client_id, solved });
    this.isSending = false;
    if (answer?.ok) {
      this.#sent = null;
      // What was typed since stays.
      if (this.#drafts.get(id)?.trim() === text) this.#drafts.delete(id);
    }
    if (this.open?.ticket_id === id) await this.#answered(answer);
    else this.changed();
    return Boolean(answer?.ok);
  }

  /** What the desk says to what was sent, while the request it was sent to is still looked at. */
  #answered(answer: Answer | null): Promise<void> {
    this.refused = answer ? (answer.ok ? "" : answer.body.code || "refused") : "lost";
    if (answer?.ok) this.open = answer.body as OwnTicket;
    return this.more();
  }

  async #listOn(turn: number): Promise<boolean> {
    const answer = await this.#ask("GET", LIST + (this.#next && `?cursor=${encodeURIComponent(this.#next)}`));
    if (!answer?.ok) return false;
    if (turn !== this.#asked) return true;
    this.items = [...this.items, ...answer.body.items];
    this.#next = answer.body.next;
    return true;
  }

  async #readOn(turn: number, { ticket_id: id }: OwnTicket): Promise<boolean> {
    for (let hasMore = true; hasMore;) {
      const answer = await this.#ask("GET", `${LIST}/${id}?after=${this.#after}`);
      if (!answer?.ok) return false;
      if (turn !== this.#asked) return true;
      const { entries, last_seq: last, more, ...ticket } = answer.body as OwnTicketView;
      this.open = ticket;
      this.entries = [...this.entries, ...entries];
      this.#after = last;
      hasMore = more;
    }
    return true;
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

  #now(state: State): void {
    this.state = state;
    this.changed();
  }
}
