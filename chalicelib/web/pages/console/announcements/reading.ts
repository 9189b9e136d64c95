/** One announcement as it is read and confirmed. */
import { signal } from "@preact/signals";
import type { Problem } from "../../desk/client.ts";
import type { AnnouncementEditionView, AnnouncementView } from "../../desk/operations.ts";
import type { Desk } from "../desk.ts";
import * as asking from "./asking.ts";

/** What says that it is nothing for this agent any more. */
const OVER = ["not_found", "not_yours", "announcement_over"];

export class Reading {
  readonly #announcement = signal<AnnouncementView | null>(null);
  readonly #editions = signal<readonly AnnouncementEditionView[]>([]);
  readonly #problem = signal("");
  readonly #busy = signal(false);

  constructor(readonly desk: Desk, readonly id: string) {}

  get announcement(): AnnouncementView | null {
    return this.#announcement.value;
  }

  /** What was published, the newest first; none for what was published once. */
  get editions(): readonly AnnouncementEditionView[] {
    return this.#editions.value;
  }

  /** The code of what went wrong; empty: nothing. */
  get problem(): string {
    return this.#problem.value;
  }

  get busy(): boolean {
    return this.#busy.value;
  }

  get isOver(): boolean {
    return OVER.includes(this.problem);
  }

  readonly read = async (): Promise<void> => {
    await this.#doing(async () => {
      const announcement = await asking.readAnnouncement(this.id);
      this.#announcement.value = announcement;
      if (announcement.edition > 1) this.#editions.value = (await asking.listEditions(this.id)).items;
    });
  };

  /** Gives whether it is confirmed. Where a newer edition is to be read, that is shown. */
  readonly confirm = async (): Promise<boolean> => {
    const announcement = this.#announcement.peek();
    if (!announcement) return false;
    await this.#doing(async () => {
      const { confirmed_at, edition } = await asking.confirm(this.id, announcement.edition);
      this.#announcement.value = { ...announcement, unread: false, confirmed_at, confirmed_edition: edition };
      this.desk.inbox.confirmed(this.id);
    });
    if (this.#problem.peek() === "edition_moved") {
      await this.read();
      this.#problem.value = "edition_moved";
    }
    return !this.#problem.peek();
  };

  async #doing(act: () => Promise<void>): Promise<void> {
    this.#busy.value = true;
    this.#problem.value = "";
    try {
      await act();
    } catch (problem) {
      this.#problem.value = (problem as Problem).code ?? "no_answer";
      if (this.isOver) this.desk.inbox.confirmed(this.id);
    } finally {
      this.#busy.value = false;
    }
  }
}
