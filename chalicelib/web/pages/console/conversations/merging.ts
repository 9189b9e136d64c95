/** Two visitors who are one customer: the other looked for, what comes together, and both acts. */
import { signal } from "@preact/signals";
import * as api from "../../desk/api.ts";
import type { Problem } from "../../desk/client.ts";
import { tOf } from "../../desk/i18n.ts";
import type { FoundView, MergePreview, MergeView, VisitorView } from "../../desk/operations.ts";
import { now } from "../../desk/time.ts";
import { newClientId } from "../outbox.ts";

/** Why it was not done, in words. */
export const wordsOf = ({ code, message }: Problem): string => tOf("merge.failed", code, { code, detail: message });

export const canBeUndone = ({ undone_at: undone, undo_until: until }: MergeView, at: number): boolean =>
  !undone && at < new Date(until).getTime();

/** Those among the found who may be the same: customers of the same plan, and others than this one. Pure. */
export const othersAmong = (found: readonly FoundView[], visitor: VisitorView, plan: string): FoundView[] =>
  found.filter(({ about, plan_key: key }) => about !== visitor.visitor_id && key === plan);

/** The question who is the same, until it is answered or given up. */
export class Merging {
  readonly #others = signal<FoundView[] | null>(null);
  readonly #preview = signal<MergePreview | null>(null);
  readonly #trouble = signal("");
  readonly #busy = signal(false);
  readonly #key = newClientId();

  constructor(readonly visitor: VisitorView, readonly plan: string) {}

  /** Null until somebody was looked for. */
  get others(): readonly FoundView[] | null {
    return this.#others.value;
  }

  get preview(): MergePreview | null {
    return this.#preview.value;
  }

  get trouble(): string {
    return this.#trouble.value;
  }

  get busy(): boolean {
    return this.#busy.value;
  }

  find(words: string): Promise<unknown> {
    return this.#try(async () => {
      const { items } = await api.search({ q: words.trim(), kind: "customer", plan_key: this.plan });
      this.#others.value = othersAmong(items, this.visitor, this.plan);
    });
  }

  choose(otherId: string): Promise<unknown> {
    return this.#try(async () => {
      this.#preview.value = await api.insist(() => api.previewMerge(this.visitor.visitor_id, otherId));
    });
  }

  readonly back = (): void => {
    this.#preview.value = null;
    this.#trouble.value = "";
  };

  /** They are one, as they were shown; the customer then, or null: it was refused. */
  merge(): Promise<VisitorView | null> {
    const { kept, other } = this.#preview.peek()!;
    const body = { other_id: other.visitor_id, version: kept.version, other_version: other.version };
    return this.#try(async () =>
      (await api.insist(() => api.mergeVisitors(kept.visitor_id, body, `${this.#key}${other.visitor_id}`))).visitor
    );
  }

  async #try<Answer>(act: () => Promise<Answer>): Promise<Answer | null> {
    this.#busy.value = true;
    this.#trouble.value = "";
    try {
      return await act();
    } catch (problem) {
      this.#trouble.value = wordsOf(problem as Problem);
      return null;
    } finally {
      this.#busy.value = false;
    }
  }
}

/** Who was merged into a customer and may be parted again. */
export class Merged {
  readonly #merges = signal<MergeView[]>([]);
  readonly #trouble = signal("");

  get merges(): readonly MergeView[] {
    return this.#merges.value;
  }

  get trouble(): string {
    return this.#trouble.value;
  }

  /** Those that stand; what cannot be read is not shown. */
  async read({ visitor_id: id, merged }: VisitorView): Promise<void> {
    const page = merged.length ? await api.listMerges(id).catch(() => null) : null;
    this.#merges.value = (page?.items ?? []).filter((each) => !each.undone_at);
  }

  /** They are two again; the customer then, or null: it was refused. */
  async undo(visitorId: string, merge: MergeView): Promise<VisitorView | null> {
    this.#trouble.value = "";
    try {
      return (await api.insist(() => api.undoMerge(visitorId, merge.merge_id))).visitor;
    } catch (problem) {
      this.#trouble.value = wordsOf(problem as Problem);
      return null;
    }
  }

  canUndo(merge: MergeView): boolean {
    return canBeUndone(merge, now());
  }
}
