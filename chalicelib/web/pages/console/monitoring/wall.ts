/** The supervisors' wall: the numbers of groups, what is behind those of one, and what is over, to be looked through. */
import { signal } from "@preact/signals";
import * as api from "../../desk/api.ts";
import type { ConversationView, WallGroup, WallTotal } from "../../desk/operations.ts";
import type { Session } from "../../desk/session.ts";
import type { Conversations } from "../conversations/conversations.ts";
import { Paged } from "./paged.ts";

export type View = "now" | "ended";
export const VIEWS: readonly View[] = ["now", "ended"];

export interface Looked {
  agent_id: string;
  group_id: string;
  plan_key: string;
  from: string;
  to: string;
}

export const PACE_MS = 5_000;
const ENDED_PACE_MS = 60_000;
const PLACE = "wall/";

/** A group, or a plan, in the address; and all groups on one screen. */
export const placeOf = (kind: "group" | "plan", id: string): string => `${PLACE}${kind}/${id}`;
export const BOARD = `${PLACE}board`;

export interface WatchedPlace {
  kind: "group" | "plan" | "board";
  id: string;
}

export function watchedOf(place: string | null): WatchedPlace | null {
  if (place === BOARD) return { kind: "board", id: "" };
  const [, kind, id] = /^wall\/(group|plan)\/(.+)$/.exec(place ?? "") ?? [];
  return id ? { kind: kind as "group" | "plan", id } : null;
}

export class Wall {
  readonly #view = signal<View>("now");
  readonly #looked = signal<Looked>({ agent_id: "", group_id: "", plan_key: "", from: "", to: "" });
  #isListed = false;
  #isFollowed = false;
  readonly #total = signal<WallTotal | null>(null);
  readonly groups = new Paged<WallGroup>({
    read: (cursor) => this.#readGroups(cursor),
    idOf: ({ group_id: id }) => id,
    paceMs: PACE_MS,
    keeps: () => true,
  });
  readonly ended: Paged<ConversationView>;

  constructor(private readonly session: Session, conversations: Conversations) {
    this.ended = new Paged<ConversationView>({
      read: (cursor) => this.#readEnded(cursor, conversations),
      idOf: ({ conversation_id: id }) => id,
      paceMs: ENDED_PACE_MS,
      keeps: () => true,
    });
  }

  /** Whose role ends at their own has nobody to watch. */
  get may(): boolean {
    return this.session.can("wall.see") && this.session.agent.scope !== "own";
  }

  get view(): View {
    return this.#view.value;
  }

  get looked(): Looked {
    return this.#looked.value;
  }

  /** All groups together that are on the first page. */
  get total(): WallTotal | null {
    return this.#total.value;
  }

  /** Whose role does not reach everything says whose conversations. */
  get needsAgent(): boolean {
    return this.session.agent.scope !== "all" && !this.looked.agent_id;
  }

  choose(view: View): void {
    this.#view.value = view;
    this.look(true);
  }

  lookFor(looked: Partial<Looked>): void {
    this.#looked.value = { ...this.#looked.peek(), ...looked };
    this.ended.again();
  }

  look(looking: boolean): void {
    this.#isListed = looking;
    this.#turn();
  }

  /** The board shows groups, whatever is listed beside it, until what it returns is called. */
  follow(): () => void {
    this.#isFollowed = true;
    this.#turn();
    return () => {
      this.#isFollowed = false;
      this.#turn();
    };
  }

  #turn(): void {
    const view = this.#view.peek();
    this.groups.look(this.#isFollowed || (this.#isListed && view === "now"));
    this.ended.look(this.#isListed && view === "ended");
  }

  async #readGroups(cursor: string | null) {
    const page = await api.listWallGroups(cursor);
    if (!cursor) this.#total.value = page.total;
    return page;
  }

  #readEnded(cursor: string | null, conversations: Conversations) {
    if (this.needsAgent) return null;
    const asked = Object.entries(this.#looked.peek()).filter(([, value]) => value);
    const read = async () => {
      const page = await api.listEnded({ ...Object.fromEntries(asked), cursor: cursor ?? undefined });
      conversations.learnAll(page.items);
      return page;
    };
    return read();
  }
}
