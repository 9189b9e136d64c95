/** The visitor's own conversations, as the desk gives them page by page, and what was said in one of them. */
import type { EntryView, OwnConversationView } from "../../desk/operations.ts";
import { Trouble } from "../panel/transport.ts";
import type { Visitor } from "../panel/visitor.ts";

/** Whether it is there, is on its way, or cannot be had. */
export type State = "loading" | "there" | "missing";

export class Past {
  items: OwnConversationView[] = [];
  entries: EntryView[] = [];
  state: State = "loading";
  /** The conversation that is looked at; null: the list. */
  open: OwnConversationView | null = null;
  #next: string | null = "";
  #after = 0;
  #hasMore = false;
  #asked = 0;

  constructor(private readonly visitor: Pick<Visitor, "ask">, private readonly changed: () => void) {}

  get hasMore(): boolean {
    return this.open ? this.#hasMore : this.#next !== null;
  }

  /** The list from its beginning. */
  list(): Promise<void> {
    this.open = null;
    this.items = [];
    this.#next = "";
    return this.more();
  }

  /** One conversation from its beginning. */
  read(item: OwnConversationView): Promise<void> {
    this.open = item;
    this.entries = [];
    this.#after = 0;
    return this.more();
  }

  /** Back to the list as it was. */
  leave(): void {
    this.#asked += 1;
    this.open = null;
    this.state = "there";
    this.changed();
  }

  /** What follows of what is looked at; also once more what could not be had. */
  async more(): Promise<void> {
    const turn = this.#asked += 1;
    this.state = "loading";
    this.changed();
    const isTold = await this.#ask(turn);
    if (turn !== this.#asked) return; // something else is looked at meanwhile
    this.state = isTold ? "there" : "missing";
    this.changed();
  }

  async #ask(turn: number): Promise<boolean> {
    const { open } = this;
    const list = `conversations${this.#next && `?cursor=${encodeURIComponent(this.#next)}`}`;
    const path = open ? `conversations/${open.conversation_id}/entries?after=${this.#after}` : list;
    try {
      const { status, body } = await this.visitor.ask("GET", path);
      if (status !== 200) return false;
      if (turn !== this.#asked) return true;
      if (open) this.#take(body.entries, body.last_seq, body.more);
      else {
        this.items = [...this.items, ...body.items];
        this.#next = body.next;
      }
      return true;
    } catch (trouble) {
      if (trouble instanceof Trouble) return false;
      throw trouble;
    }
  }

  #take(entries: EntryView[], last: number, more: boolean): void {
    this.entries = [...this.entries, ...entries];
    this.#after = last;
    this.#hasMore = more;
  }
}
