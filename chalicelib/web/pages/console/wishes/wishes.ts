/** A customer's wishes, subscriptions and needs: read, and written down with the message in which they said it. */
import { signal } from "@preact/signals";
import { ask, insist } from "../../desk/asking.ts";
import type { Problem } from "../../desk/client.ts";
import { tOf } from "../../desk/i18n.ts";
import * as operations from "../../desk/operations.ts";

export const CHANNELS = ["email", "sms"] as const;
export const PREFERRED = [...CHANNELS, "social", "web"] as const;
export const KINDS = ["notice", "survey", "campaign"] as const;

type Said = operations.SaidWhere;

/** Where they said it: the last thing that they wrote here; nothing of theirs: by the hand of who writes it down. Pure. */
export function lastSaid(
  conversation_id: string,
  entries: ReadonlyArray<{ seq: number; kind: string; author: { kind: string } }>,
): Said {
  const theirs = entries.filter(({ kind, author }) => kind === "message" && author.kind === "visitor");
  const last = theirs.at(-1);
  return last ? { conversation_id, seq: last.seq } : {};
}

/** What a form says of hours: from and to, or none. Pure. */
export function hoursIn(
  written: FormData,
  before: operations.WishedHours | null,
): operations.WishedHoursForm | null {
  const begins = String(written.get("begins") ?? "");
  const ends = String(written.get("ends") ?? "");
  return begins && ends ? { begins, ends, days: before?.days ?? [], zone: before?.zone ?? null } : null;
}

export class CustomerWishes {
  readonly #standing = signal<operations.StandingView | null>(null);
  readonly #trouble = signal("");
  readonly #busy = signal(false);

  constructor(private readonly visitorId: string, private readonly newId: () => string) {}

  get standing(): operations.StandingView | null {
    return this.#standing.value;
  }

  get trouble(): string {
    return this.#trouble.value;
  }

  get busy(): boolean {
    return this.#busy.value;
  }

  readonly read = (): Promise<boolean> =>
    this.#doing(async () => {
      this.#standing.value = await insist(() => ask(operations.readWishes, this.#path));
    });

  readonly write = (body: operations.WriteWishes): Promise<boolean> =>
    this.#doing(async () => {
      this.#standing.value = await ask(operations.writeWishes, { ...this.#path, body });
    });

  readonly subscribe = (topic_id: string, about: string, active: boolean, said: Said): Promise<boolean> =>
    this.#doing(async () => {
      await ask(operations.writeSubscription, { ...this.#path, body: { topic_id, about, active, said } });
      this.#standing.value = await ask(operations.readWishes, this.#path);
    });

  #needKey = "";
  readonly need = (text: string, topic_id: string | null, said: Said): Promise<boolean> =>
    this.#doing(async () => {
      // The same one until the desk has said yes: a lost answer makes no second ticket.
      this.#needKey ||= this.newId();
      await ask(operations.writeNeed, { ...this.#path, body: { client_id: this.#needKey, text, topic_id, said } });
      this.#needKey = "";
      this.#standing.value = await ask(operations.readWishes, this.#path);
    });

  get #path() {
    return { path: { visitor_id: this.visitorId } };
  }

  async #doing(act: () => Promise<void>): Promise<boolean> {
    if (this.#busy.peek()) return false;
    this.#busy.value = true;
    try {
      await act();
      this.#trouble.value = "";
      return true;
    } catch (problem) {
      const { code, errors } = problem as Problem;
      this.#trouble.value = tOf("wishes.failed", errors[0]?.field ?? code, { code });
      return false;
    } finally {
      this.#busy.value = false;
    }
  }
}
