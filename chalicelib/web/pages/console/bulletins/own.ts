/** One's day report: filled in by itself, and what one writes, which is lost neither by an error nor by leaving. */
import { signal } from "@preact/signals";
import type { Problem } from "../../desk/client.ts";
import type { DayReportView } from "../../desk/operations.ts";
import { browser, type Kept } from "../../desk/storage.ts";
import { after } from "../../desk/timer.ts";
import { newClientId } from "../outbox.ts";
import * as asking from "./asking.ts";
import { Read } from "./reading.ts";

const SAVED_AFTER_MS = 1500;

export type Field = "remarks" | "plan";
type Words = { [field in Field]: string };
type Asking = Pick<typeof asking, "readOwn" | "save" | "send">;
type Later = (ms: number, callback: () => void) => () => void;

interface Options {
  ask?: Asking;
  kept?: Kept;
  later?: Later;
  onSent?: () => void;
}

export type Told = "saving" | "saved" | "sent" | "amended" | Problem | null;

export class OwnDay {
  readonly #ask: Asking;
  readonly #kept: Kept;
  readonly #later: Later;
  readonly #typed = signal<Words | null>(null);
  readonly #told = signal<Told>(null);
  readonly #busy = signal(false);
  #unsave = () => {};
  #key = newClientId();
  #asked: Promise<unknown> = Promise.resolve();
  readonly reading: Read<DayReportView>;

  constructor(private readonly agentId: string, private readonly options: Options = {}) {
    this.#ask = options.ask ?? asking;
    this.#kept = options.kept ?? browser;
    this.#later = options.later ?? after;
    this.reading = new Read(async () => {
      const report = await this.#ask.readOwn(null);
      this.#typed.value ??= this.#kept.read<Words | null>(this.#place(report.day), null);
      return report;
    });
  }

  get report(): DayReportView | null {
    return this.reading.data;
  }

  get words(): Words {
    const { remarks = "", plan = "" } = this.#typed.value ?? this.report ?? {};
    return { remarks, plan };
  }

  /** Something is written that the desk has not. */
  get dirty(): boolean {
    const { report, words } = this;
    return report !== null && (words.remarks !== report.remarks || words.plan !== report.plan);
  }

  get told(): Told {
    return this.#told.value;
  }

  get busy(): boolean {
    return this.#busy.value;
  }

  /** Kept here at once, and by the desk a moment later while it is a draft: a change of what was sent is said by hand. */
  type(field: Field, text: string): void {
    const { report } = this;
    if (!report) return;
    this.#typed.value = { ...this.words, [field]: text };
    this.#kept.write(this.#place(report.day), this.#typed.peek());
    this.#told.value = null;
    this.#key = newClientId();
    this.#unsave();
    if (report.state === "draft") this.#unsave = this.#later(SAVED_AFTER_MS, () => void this.save());
  }

  /** Stores what is written. */
  readonly save = (): Promise<void> => this.#do("saved", (report, words) => this.#ask.save(report.day, words));

  readonly send = async (): Promise<void> => {
    await this.#do("sent", (report, words) => this.#ask.send(report.day, words, this.#key));
    if (this.report?.state === "sent") this.options.onSent?.();
  };

  leave(): void {
    this.#unsave();
    if (this.dirty && this.report?.state === "draft") void this.save();
  }

  /** One after the other, so that each knows the version that the one before made. */
  #do(
    done: "saved" | "sent",
    act: (report: DayReportView, body: Words & { version: number }) => Promise<DayReportView>,
  ) {
    this.#unsave();
    const turn = this.#asked.then(async () => {
      const { report, words } = this;
      if (!report) return;
      this.#busy.value = true;
      this.#told.value = "saving";
      try {
        const was = report.state;
        const now = await act(report, { ...words, version: report.version });
        this.reading.learn(now);
        // What was typed meanwhile stays.
        const typed = this.#typed.peek();
        if (!typed || (typed.remarks === words.remarks && typed.plan === words.plan)) this.#forget(report.day);
        this.#told.value = done === "saved" && was === "sent" ? "amended" : done;
      } catch (problem) {
        this.#told.value = problem as Problem;
      } finally {
        this.#busy.value = false;
      }
    });
    this.#asked = turn;
    return turn;
  }

  /** The report as it stands elsewhere; what is written here stays. */
  readonly readAnew = async (): Promise<void> => {
    this.#typed.value = this.words;
    await this.reading.reload();
    this.#told.value = null;
  };

  #forget(day: string): void {
    this.#typed.value = null;
    this.#kept.remove(this.#place(day));
  }

  #place(day: string): string {
    return `day_report.${this.agentId}.${day}`;
  }
}
