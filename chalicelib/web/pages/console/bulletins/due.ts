/** Whether it is time to write one's day report: late in the day, until it was sent from this browser. */
import { signal } from "@preact/signals";
import { browser, type Kept } from "../../desk/storage.ts";
import { after } from "../../desk/timer.ts";

const MINUTE_MS = 60_000;
/** From half past four on, by the clock of whoever looks. */
const SINCE_MINUTES = 16 * 60 + 30;

type Later = (ms: number, callback: () => void) => () => void;

export class DayReportDue {
  readonly #now;
  readonly #sent;

  constructor(
    private readonly agentId: string,
    private readonly clock: () => Date = () => new Date(),
    private readonly kept: Kept = browser,
    private readonly later: Later = after,
  ) {
    this.#now = signal(clock());
    this.#sent = signal(kept.read<string>(this.#key, ""));
  }

  get isDue(): boolean {
    const now = this.#now.value;
    return now.getHours() * 60 + now.getMinutes() >= SINCE_MINUTES && this.#sent.value !== dayOf(now);
  }

  /** Looks at the clock each minute, until what is returned is called. */
  readonly watch = (): () => void => {
    let stop = () => {};
    const look = () => {
      this.#now.value = this.clock();
      stop = this.later(MINUTE_MS, look);
    };
    look();
    return () => stop();
  };

  sent(): void {
    this.#sent.value = dayOf(this.clock());
    this.kept.write(this.#key, this.#sent.peek());
  }

  get #key(): string {
    return `day_report.${this.agentId}`;
  }
}

const dayOf = (at: Date): string => [at.getFullYear(), at.getMonth() + 1, at.getDate()].join("-");

const known = new Map<string, DayReportDue>();

/** Of this agent, the same in the whole page. */
export function dueOf(agentId: string): DayReportDue {
  const due = known.get(agentId) ?? new DayReportDue(agentId);
  known.set(agentId, due);
  return due;
}
