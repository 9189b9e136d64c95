/** What is known of the customer of a conversation besides who they are: read part by part, when it is looked at. */
import { signal } from "@preact/signals";
import * as api from "../../desk/api.ts";
import type {
  CustomerNoteView,
  EarlierView,
  FollowUpView,
  FormerNoteView,
  RatingView,
  VisitView,
} from "../../desk/operations.ts";
import type { MessageView } from "../../desk/operations.ts";
import type { Session } from "../../desk/session.ts";
import { now } from "../../desk/time.ts";
import { newClientId } from "../outbox.ts";

export type Tab = "about" | "knowledge" | "orders" | "history" | "visits" | "notes";
export const TABS: readonly Tab[] = ["about", "knowledge", "orders", "history", "visits", "notes"];

/** What was read so long ago is read anew when it is looked at again. */
export const FRESH_MS = 15_000;

interface PageOf<Item> {
  items: Item[];
  next: string | null;
}

/** A list that is read from its beginning when it is first looked at, and on when asked for. */
export class Pages<Item> {
  readonly #items = signal<Item[]>([]);
  readonly #next = signal<string | null>("");
  readonly #state = signal<"new" | "loading" | "there" | "failed">("new");

  #readAt = 0;
  #turn = 0;

  constructor(
    private readonly read: (cursor: string | undefined) => Promise<PageOf<Item>>,
    private readonly clock = now,
  ) {}

  get items(): Item[] {
    return this.#items.value;
  }

  get state() {
    return this.#state.value;
  }

  get hasMore(): boolean {
    return this.#next.value !== null;
  }

  /** Somebody looks at it: the first page is read, and anew where that was a while ago. */
  open(): void {
    if (this.#state.peek() === "new") void this.readOn();
    else if (this.clock() - this.#readAt > FRESH_MS) void this.again();
  }

  /** From its beginning once more, if it was looked at; what is known is shown until the answer is there. */
  readonly again = async (): Promise<void> => {
    if (this.#state.peek() !== "new") await this.#readFrom(undefined);
  };

  readonly readOn = async (): Promise<void> => {
    const cursor = this.#next.peek();
    if (cursor === null || this.#state.peek() === "loading") return;
    this.#state.value = "loading";
    await this.#readFrom(cursor || undefined);
  };

  /** Of two readings at once the later one holds. */
  async #readFrom(cursor: string | undefined): Promise<void> {
    const turn = ++this.#turn;
    this.#readAt = this.clock();
    try {
      const page = await api.insist(() => this.read(cursor));
      if (turn !== this.#turn) return;
      this.#items.value = [...cursor ? this.#items.peek() : [], ...page.items];
      this.#next.value = page.next;
      this.#state.value = "there";
    } catch {
      if (turn === this.#turn && this.#state.peek() === "loading") this.#state.value = "failed";
    }
  }

  /** One that is here already, as it is by now. */
  replace(isIt: (item: Item) => boolean, item: Item): void {
    this.#items.value = this.#items.peek().map((each) => isIt(each) ? item : each);
  }

  /** One more, in front. */
  add(item: Item): void {
    this.#items.value = [item, ...this.#items.peek()];
  }
}

export class Customer {
  readonly #tab = signal<Tab>("about");
  readonly earlier: Pages<EarlierView>;
  readonly ratings: Pages<RatingView>;
  readonly visits: Pages<VisitView>;
  readonly notes: Pages<CustomerNoteView>;
  /** Null: whoever looks has no right to them. */
  readonly messages: Pages<MessageView> | null;
  readonly followUps: Pages<FollowUpView> | null;
  #noteId = newClientId();

  constructor(readonly conversationId: string, session: Pick<Session, "can">) {
    const id = conversationId;
    this.earlier = new Pages((cursor) => api.listEarlier(id, cursor));
    this.ratings = new Pages((cursor) => api.listRatings(id, cursor));
    this.visits = new Pages((cursor) => api.listVisits(id, cursor));
    this.notes = new Pages((cursor) => api.listNotes(id, cursor));
    const calls = session.can("followups.work") || session.can("callbacks.work");
    this.messages = session.can("offline.answer") ? new Pages((cursor) => api.listMessagesLeft(id, cursor)) : null;
    this.followUps = calls ? new Pages((cursor) => api.listFollowUpsFor(id, cursor)) : null;
  }

  get tab(): Tab {
    return this.#tab.value;
  }

  choose(tab: Tab): void {
    this.#tab.value = tab;
    if (tab === "visits") this.visits.open();
    if (tab === "notes") this.notes.open();
    if (tab !== "history") return;
    for (const list of [this.earlier, this.ratings, this.messages, this.followUps]) list?.open();
  }

  /** What is listed of them is another list when they are made of others. */
  again(): void {
    for (const list of [this.earlier, this.ratings, this.visits, this.notes, this.messages, this.followUps]) {
      void list?.again();
    }
  }

  /** More of what was said, and how that was rated: both go by the same pages. */
  readonly earlierOn = async (): Promise<void> => {
    await Promise.all([this.earlier.readOn(), this.ratings.readOn()]);
  };

  scoreOf(conversationId: string): number | null {
    return this.ratings.items.find(({ about }) => about === conversationId)?.score ?? null;
  }

  /** Written once, however often it is sent; throws the Problem. */
  async write(text: string): Promise<void> {
    const note = await api.insist(() => api.addNote(this.conversationId, { text, client_id: this.#noteId }));
    this.#noteId = newClientId();
    this.notes.add(note);
  }

  /** Another wording of a note of one's own, unless it was changed meanwhile; throws the Problem. */
  async edit({ note_id: id, version }: CustomerNoteView, text: string): Promise<void> {
    const note = await api.insist(() => api.editNote(this.conversationId, id, { text, version }));
    this.notes.replace(({ note_id: each }) => each === id, note);
  }

  /** What a note said before, the newest first. */
  formerOf({ note_id: id }: CustomerNoteView): Pages<FormerNoteView> {
    return new Pages((cursor) => api.listFormerNotes(this.conversationId, id, cursor));
  }
}
