/** Leave and attendance as they are read: lists that go on, balances, a month. */
import { signal } from "@preact/signals";
import { download } from "../../desk/csv.ts";
import { language, tOf } from "../../desk/i18n.ts";
import type { Problem } from "../../desk/client.ts";
import type {
  AttendanceMonthView,
  AttendanceSumsView,
  LeaveBalancesView,
  LeaveRequestView,
} from "../../desk/operations.ts";
import { now } from "../../desk/time.ts";
import { knowZone } from "../../desk/zone.ts";
import { clockIn, deskZone } from "../../desk/zoned.ts";
import { say } from "../../kit/toasts.tsx";
import { Listed } from "../lists/listed.ts";
import * as asking from "./asking.ts";

export const A_DAY = 480; // minutes that a day of leave counts as

export function thisMonth(): string {
  return clockIn(deskZone(), new Date(now()).toISOString()).slice(0, 7);
}

export const wordsOf = ({ code }: Problem): string => tOf("leave.failed", code, { code });

export function warn(problem: unknown): void {
  say(wordsOf(problem as Problem), { kind: "warning" });
}

/** One's own requests, those one is asked for, and what one has of leave. */
export class OwnLeave {
  readonly #balances = signal<LeaveBalancesView | null>(null);
  readonly own = new Listed<LeaveRequestView>((cursor) => asking.listRequests({ view: "own", cursor }));
  readonly toMe = new Listed<LeaveRequestView>((cursor) => asking.listRequests({ view: "to_me", cursor }));

  get balances(): LeaveBalancesView | null {
    return this.#balances.value;
  }

  readonly look = async (): Promise<void> => {
    const balances = asking.readBalances().then((held) => this.#balances.value = held, () => null);
    await Promise.all([knowZone(), balances, this.own.look(), this.toMe.look()]);
  };
}

/** What waits for one to decide. */
export class ToDecide {
  readonly waiting = new Listed<LeaveRequestView>((cursor) => asking.listRequests({ view: "waiting", cursor }));

  readonly look = async (): Promise<void> => {
    await Promise.all([knowZone(), this.waiting.look()]);
  };
}

/** A month of one's own, or of those one leads. */
export class Months {
  readonly #month = signal(thisMonth());
  readonly #agent = signal("");
  readonly #held = signal<AttendanceMonthView | null>(null);
  readonly #failed = signal(false);
  readonly sums: Listed<AttendanceSumsView>;
  #turn = 0;

  constructor(readonly ownId: string, readonly leads: boolean) {
    this.sums = new Listed((cursor) =>
      asking.listSums({ month: this.#month.peek(), agent_id: leads ? undefined : ownId, cursor })
    );
  }

  get month(): string {
    return this.#month.value;
  }

  /** Whose records are shown; empty: one's own. */
  get agent(): string {
    return this.#agent.value;
  }

  get held(): AttendanceMonthView | null {
    return this.#held.value;
  }

  get failed(): boolean {
    return this.#failed.value;
  }

  readonly look = async (): Promise<void> => {
    await Promise.all([knowZone(), this.sums.look(), this.read()]);
  };

  readonly read = async (): Promise<void> => {
    const turn = this.#turn += 1;
    this.#failed.value = false;
    try {
      const held = await asking.readMonth({ month: this.#month.peek(), agent_id: this.#agent.peek() || undefined });
      if (turn === this.#turn) this.#held.value = held;
    } catch {
      if (turn === this.#turn) this.#failed.value = true;
    }
  };

  readonly choose = (month: string, agent = this.#agent.peek()): void => {
    const isOther = month !== this.#month.peek();
    this.#month.value = month;
    this.#agent.value = agent;
    this.#held.value = null;
    void (isOther ? this.look() : this.read());
  };

  /** The month as a file for spreadsheets, part by part. */
  readonly save = async (): Promise<void> => {
    const pieces: string[] = [];
    let cursor: string | undefined;
    try {
      do {
        const part = await asking.readCsv({ month: this.#month.peek(), language: language.code, cursor });
        pieces.push(part.text);
        cursor = part.next ?? undefined;
      } while (cursor);
      download(`attendance-${this.#month.peek()}.csv`, ...pieces);
    } catch (problem) {
      warn(problem);
    }
  };
}
