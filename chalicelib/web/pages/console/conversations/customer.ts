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
import { newClientId } from "../outbox.ts";

export type Tab = "about" | "orders" | "history" | "visits" | "notes";
export const TABS: readonly Tab[] = ["about", "orders", "history", "visits", "notes"];

interface PageOf<Item> {
  items: Item[];
  next: string | null;
}

/** A list that is read from its beginning when it is first looked at, and on when asked for. */
export class Pages<Item> {
  readonly #items = signal<Item[]>([]);
  readonly #next = signal<string | null>("");
  readonly #state = signal<"new" | "loading" | "there" | "failed">("new");

  constructor(private readonly read: (cursor: string | undefined) => Promise<PageOf<Item>>) {}

  get items(): Item[] {
    return this.#items.value;
  }

  get state() {
    return this.#state.value;
  }

  get hasMore(): boolean {
    return this.#next.value !== null;
  }

  /** Reads the first page, once. */
  open(): void {
    if (this.#state.peek() === "new") this.readOn();
  }

  readonly readOn = async (): Promise<void> => {
    const cursor = this.#next.peek();
    if (cursor === null || this.#state.peek() === "loading") return;
    this.#state.value = "loading";
    try {
      const page = await api.insist(() => this.read(cursor || undefined));
      this.#items.value = [...this.#items.peek(), ...page.items];
      this.#next.value = page.next;
      this.#state.value = "there";
    } catch {
      this.#state.value = "failed";
    }
  };

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
