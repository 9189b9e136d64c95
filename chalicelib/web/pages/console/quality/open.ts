/** One inspection that is open: its transcript, the sheet as it is being filled in, and what is done with it. */
import { signal } from "@preact/signals";
import type { Problem } from "../../desk/client.ts";
import type { EntryView, FillSheet, InspectionView } from "../../desk/operations.ts";
import { asTheyAre } from "../../desk/revisions.ts";
import { browser } from "../../desk/storage.ts";
import { after } from "../../desk/timer.ts";
import type { Desk } from "../desk.ts";
import { newClientId } from "../outbox.ts";
import * as asking from "./asking.ts";
import { qualityOf } from "./lists-model.ts";
import type { Marks } from "./scoring.ts";

const SAVED_AFTER_MS = 1_500;
/** `kept`: at the desk; `conflict`: another tab has written since; `failed`: it is in this browser alone. */
export type Saving = "kept" | "unsaved" | "saving" | "conflict" | "failed";

export interface Draft {
  marks: Marks;
  fatal: string[];
  comments: Record<number, string>;
  text: string;
}

const NOTHING: Draft = { marks: {}, fatal: [], comments: {}, text: "" };

export class OpenInspection {
  readonly #seen = signal<InspectionView | null>(null);
  readonly #missing = signal(false);
  readonly #entries = signal<readonly EntryView[] | null>(null);
  readonly #unread = signal(false);
  readonly #draft = signal<Draft>(NOTHING);
  readonly #saving = signal<Saving>("kept");
  readonly #problem = signal<Problem | null>(null);
  readonly #busy = signal(false);
  readonly #keys = new Map<string, string>();
  #cancel = () => {};
  #left = false;

  constructor(readonly desk: Desk, readonly id: string) {}

  get seen(): InspectionView | null {
    return this.#seen.value;
  }

  get missing(): boolean {
    return this.#missing.value;
  }

  /** The transcript; null while it is read. */
  get entries(): readonly EntryView[] | null {
    return this.#entries.value;
  }

  /** It could not be read: it is beyond one's reach by now, or there was no answer. */
  get unread(): boolean {
    return this.#unread.value;
  }

  get draft(): Draft {
    return this.#draft.value;
  }

  get saving(): Saving {
    return this.#saving.value;
  }

  get problem(): Problem | null {
    return this.#problem.value;
  }

  get busy(): boolean {
    return this.#busy.value;
  }

  can(what: "score" | "appeal" | "decide"): boolean {
    return this.seen?.may.includes(what) ?? false;
  }

  start(): () => void {
    const leaving = new AbortController();
    addEventListener("pagehide", () => void this.save(true), { signal: leaving.signal });
    void this.read();
    return () => {
      leaving.abort();
      void this.save(true);
      this.#left = true;
      this.#cancel();
    };
  }

  readonly read = async (): Promise<void> => {
    try {
      this.#learn(await asking.readInspection(this.id));
      await this.readTranscript();
    } catch {
      this.#missing.value = this.#seen.peek() === null;
    }
  };

  readonly readTranscript = async (): Promise<void> => {
    const id = this.#seen.peek()?.conversation_id;
    if (!id) return;
    this.#unread.value = false;
    try {
      const entries: EntryView[] = [];
      for (let goesOn = true; goesOn && !this.#left;) {
        const page = await asking.readTranscript(id, entries.at(-1)?.seq ?? 0);
        entries.push(...page.entries);
        goesOn = page.more && page.entries.length > 0;
      }
      this.#entries.value = asTheyAre(entries);
    } catch {
      this.#unread.value = true;
    }
  };

  mark(key: string, points: number | null | undefined): void {
    const { [key]: _, ...others } = this.#draft.peek().marks;
    this.#write({ marks: points === undefined ? others : { ...others, [key]: points } });
  }

  tick(key: string, made: boolean): void {
    const others = this.#draft.peek().fatal.filter((each) => each !== key);
    this.#write({ fatal: made ? [...others, key] : others });
  }

  comment(seq: number, text: string | null): void {
    const { [seq]: _, ...others } = this.#draft.peek().comments;
    this.#write({ comments: text === null ? others : { ...others, [seq]: text } });
  }

  say(text: string): void {
    this.#write({ text });
  }

  /** Of two tabs, this one's is what counts. */
  readonly keepOwn = async (): Promise<void> => {
    const version = this.#problem.peek()?.said?.version as number | undefined;
    const seen = this.#seen.peek();
    if (!seen || version === undefined) return;
    this.#seen.value = { ...seen, version };
    this.#saving.value = "unsaved";
    await this.save();
  };

  /** Of two tabs, the other one's is. */
  readonly takeOther = async (): Promise<void> => {
    browser.remove(this.#place);
    this.#saving.value = "kept";
    this.#problem.value = null;
    await this.read();
  };

  async save(leaving = false): Promise<void> {
    this.#cancel();
    const seen = this.#seen.peek();
    if (!seen || !this.can("score") || !["unsaved", "failed"].includes(this.#saving.peek())) return;
    const draft = this.#draft.peek();
    this.#saving.value = "saving";
    try {
      const now = await asking.saveDraft(this.id, this.#body(draft, seen), leaving);
      this.#seen.value = now;
      this.#problem.value = null;
      if (this.#draft.peek() === draft) {
        browser.remove(this.#place);
        this.#saving.value = "kept";
      } else this.#later();
    } catch (problem) {
      this.#problem.value = problem as Problem;
      this.#saving.value = (problem as Problem).code === "changed_meanwhile" ? "conflict" : "failed";
    }
  }

  readonly submit = (): Promise<boolean> =>
    this.#do(async () => {
      await this.save();
      const body = this.#body(this.#draft.peek(), this.#seen.peek()!);
      const now = await asking.submit(this.id, body, this.#keyOf("submit", body));
      browser.remove(this.#place);
      return now;
    });

  readonly appeal = (text: string): Promise<boolean> =>
    this.#do(() => asking.appeal(this.id, text, this.#keyOf("appeal", text)));

  decide(
    outcome: "upheld" | "changed",
    text: string,
    changed: Pick<Draft, "marks" | "fatal"> | null,
  ): Promise<boolean> {
    const body = { outcome, text, ...(outcome === "changed" && changed) };
    return this.#do(() => asking.decide(this.id, body, this.#keyOf("decide", body)));
  }

  get #place(): string {
    return `inspection.${this.desk.agentId}.${this.id}`;
  }

  async #do(act: () => Promise<InspectionView>): Promise<boolean> {
    if (this.#busy.peek()) return false;
    this.#busy.value = true;
    try {
      this.#seen.value = await act();
      this.#problem.value = null;
      qualityOf(this.desk).changed();
      return true;
    } catch (problem) {
      this.#problem.value = problem as Problem;
      if ((problem as Problem).code === "changed_meanwhile") this.#saving.value = "conflict";
      return false;
    } finally {
      this.#busy.value = false;
    }
  }

  /** The same thing once more has the same name. */
  #keyOf(act: string, asked: unknown): string {
    const name = `${act} ${JSON.stringify(asked)}`;
    const key = this.#keys.get(name) ?? newClientId();
    this.#keys.set(name, key);
    return key;
  }

  #learn(seen: InspectionView): void {
    this.#seen.value = seen;
    const { marks = {}, fatal = [], comments = [], text = "" } = seen.filled ?? {};
    const stored = { marks, fatal, comments: Object.fromEntries(comments.map((each) => [each.seq, each.text])), text };
    const typed = seen.may.includes("score") ? browser.read<Draft>(this.#place) : null;
    this.#draft.value = typed ?? stored;
    if (typed) this.#later();
  }

  #write(changes: Partial<Draft>): void {
    this.#draft.value = { ...this.#draft.peek(), ...changes };
    browser.write(this.#place, this.#draft.peek());
    if (this.#saving.peek() !== "conflict") this.#later();
  }

  #later(): void {
    if (this.#saving.peek() !== "saving") this.#saving.value = "unsaved";
    this.#cancel();
    this.#cancel = after(SAVED_AFTER_MS, () => {
      if (this.#saving.peek() === "saving") this.#saving.value = "unsaved";
      void this.save();
    });
  }

  #body({ marks, fatal, comments, text }: Draft, { version }: InspectionView): FillSheet {
    const said = Object.entries(comments).map(([seq, words]) => ({ seq: Number(seq), text: words }));
    return { version, marks, fatal, comments: said, text };
  }
}
