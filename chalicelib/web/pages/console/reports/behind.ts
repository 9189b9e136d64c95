/** What is behind a figure: read a page at a time, on and on until some of it is there. */
import { signal } from "@preact/signals";
import * as api from "../../desk/api.ts";
import type { Problem } from "../../desk/client.ts";
import type { FactView } from "../../desk/operations.ts";
import { placeOf as placeOfFollowUp } from "../followups/followups.ts";
import { placeOf as placeOfMessage } from "../offline/messages.ts";
import { placeOf as placeOfTicket } from "../tickets/place.ts";
import type { Days } from "./periods.ts";
import type { View } from "./view.ts";

/** So many are read for one press. */
const ENOUGH = 20;
/** A page may be empty while others follow: so many are asked for by themselves. */
const MOST_PAGES = 12;

export class BehindList {
  readonly #items = signal<readonly FactView[]>([]);
  readonly #next = signal<string | null>("");
  readonly #reading = signal(false);
  readonly #problem = signal<Problem | null>(null);
  #left = false;

  constructor(private readonly view: View, private readonly days: Days) {}

  get items(): readonly FactView[] {
    return this.#items.value;
  }

  get hasMore(): boolean {
    return this.#next.value !== null;
  }

  get reading(): boolean {
    return this.#reading.value;
  }

  get problem(): Problem | null {
    return this.#problem.value;
  }

  leave(): void {
    this.#left = true;
  }

  readonly more = async (): Promise<void> => {
    const { behind, by, of } = this.view;
    if (this.#reading.peek() || !behind) return;
    this.#reading.value = true;
    this.#problem.value = null;
    const wanted = this.#items.peek().length + ENOUGH;
    try {
      for (let pages = 0; pages < MOST_PAGES && !this.#left; pages += 1) {
        const cursor = this.#next.peek();
        if (cursor === null || this.#items.peek().length >= wanted) break;
        const page = await api.listReportFacts({ ...behind, by, of, ...this.days, cursor: cursor || undefined });
        this.#items.value = [...this.#items.peek(), ...page.items];
        this.#next.value = page.next;
      }
    } catch (problem) {
      this.#problem.value = problem as Problem;
    } finally {
      this.#reading.value = false;
    }
  };
}

/** Where it is opened, and what must be allowed for that; null: it stands nowhere. */
export function openedAt({ conversation_id: conversation, about }: FactView): { place: string; may: string } | null {
  if (conversation) return { place: conversation, may: "conversations.answer" };
  const kind = about.slice(0, about.indexOf("_"));
  switch (kind) {
    case "off":
      return { place: placeOfMessage(about), may: "offline.answer" };
    case "tkt":
      return { place: placeOfTicket(about), may: "tickets.work" };
    case "flw":
      return { place: placeOfFollowUp(about), may: "followups.work" };
    default:
      return null;
  }
}
