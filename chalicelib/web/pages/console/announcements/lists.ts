/** Announcements as they are read: what is in effect, the archive, and what is found by words. */
import { signal } from "@preact/signals";
import type { Problem } from "../../desk/client.ts";
import type { AnnouncementInList } from "../../desk/operations.ts";
import * as asking from "./asking.ts";

export const VIEWS = ["current", "archive", "all"] as const;
export type View = typeof VIEWS[number];

export interface Wanted {
  view: View;
  q: string;
  urgent: boolean;
  unread: boolean;
  group: string;
}

const FIRST: Wanted = { view: "current", q: "", urgent: false, unread: false, group: "" };
/** A page may be empty while others follow: so many are asked for at once until there is something to show. */
const MOST_EMPTY = 5;

type Page = Awaited<ReturnType<typeof asking.listAnnouncements>>;
type Read = (query: Parameters<typeof asking.listAnnouncements>[0]) => Promise<Page>;

export class Announcements {
  readonly #wanted = signal<Wanted>(FIRST);
  readonly #items = signal<readonly AnnouncementInList[]>([]);
  readonly #next = signal<string | null>(null);
  readonly #state = signal<"loading" | "there" | "failed">("loading");
  readonly #refusal = signal("");
  readonly #groups = signal<ReadonlyArray<readonly [string, string]>>([]);
  #turn = 0;

  constructor(private readonly read: Read = asking.listAnnouncements) {}

  get wanted(): Wanted {
    return this.#wanted.value;
  }

  get items(): readonly AnnouncementInList[] {
    return this.#items.value;
  }

  get state() {
    return this.#state.value;
  }

  get hasMore(): boolean {
    return this.#next.value !== null;
  }

  /** Why the words that were looked for do not do; empty: they do. */
  get refusal(): string {
    return this.#refusal.value;
  }

  /** One's own groups, by id and name. */
  get groups(): ReadonlyArray<readonly [string, string]> {
    return this.#groups.value;
  }

  readonly start = async (agentId: string): Promise<void> => {
    asking.listGroups().then((all) => {
      const own = all.filter(({ member_ids: ids }) => ids.includes(agentId));
      this.#groups.value = own.map(({ group_id: id, name }) => [id, name]);
    }, () => null); // without their names groups cannot be chosen
    await this.look();
  };

  choose(change: Partial<Wanted>): void {
    this.#wanted.value = { ...this.#wanted.peek(), ...change };
    void this.look();
  }

  readonly look = async (): Promise<void> => {
    this.#items.value = [];
    this.#next.value = null;
    await this.#fetch(null);
  };

  readonly more = async (): Promise<void> => {
    if (this.#next.peek() !== null) await this.#fetch(this.#next.peek());
  };

  readonly again = async (): Promise<void> => {
    await this.#fetch(this.#items.peek().length ? this.#next.peek() : null);
  };

  async #fetch(cursor: string | null): Promise<void> {
    const turn = this.#turn += 1;
    this.#state.value = "loading";
    this.#refusal.value = "";
    try {
      for (let tries = 0; tries < MOST_EMPTY; tries += 1) {
        const page = await this.read(this.#asked(cursor));
        if (turn !== this.#turn) return;
        this.#items.value = [...this.#items.peek(), ...page.items];
        this.#next.value = cursor = page.next;
        if (page.items.length || cursor === null) break;
      }
      this.#state.value = "there";
    } catch (problem) {
      if (turn !== this.#turn) return;
      const { code } = problem as Problem;
      this.#refusal.value = code === "invalid_body" ? code : "";
      this.#state.value = code === "invalid_body" ? "there" : "failed";
    }
  }

  #asked(cursor: string | null) {
    const { view, q, urgent, unread, group } = this.#wanted.peek();
    return {
      view,
      q: q.trim() || undefined,
      urgent: urgent || undefined,
      unread: unread || undefined,
      group_id: group || undefined,
      cursor: cursor ?? undefined,
    };
  }
}
