/** A call that is written down: what was typed, whose it may be, and sending it, once. */
import { signal } from "@preact/signals";
import * as api from "../../desk/api.ts";
import type { Problem } from "../../desk/client.ts";
import { t, tOf } from "../../desk/i18n.ts";
import type { OverviewView, SuggestedView } from "../../desk/operations.ts";
import { after } from "../../desk/timer.ts";
import { Refusal, upload } from "../../desk/upload.ts";
import type { Desk } from "../desk.ts";
import { RequestDraft } from "../request-draft.ts";
import * as asking from "./asking.ts";
import type { Call, NewCall } from "./asking.ts";
import { type Direction, isNumber, secondsOf } from "./rules.ts";

const ASKED_AFTER_MS = 350;

export interface Written {
  direction: Direction;
  plan_key: string;
  number: string;
  lasted: string;
  /** As the field for a moment says it, without a zone; empty: it has just ended. */
  at: string;
  name: string;
  notes: string;
  /** A conversation that it joins, or a customer's: `conversation …`, `customer …`; empty: whoever telephoned. */
  whose: string;
  category_id: string;
  category: string;
  record: NonNullable<NewCall["record"]>;
  recording_url: string;
}

/** Whom a number may be: what the room of calls knows, and what is found by it. */
export interface Suggested {
  known: SuggestedView | null;
  found: OverviewView | null;
}

const NOBODY: Suggested = { known: null, found: null };

export class Registering {
  readonly draft: RequestDraft<Written>;
  readonly #suggested = signal<Suggested>(NOBODY);
  readonly #file = signal<{ id: string; name: string } | null>(null);
  readonly #share = signal<number | null>(null);
  readonly #changed = signal(0);
  #turn = 0;
  #stop = () => {};

  constructor(private readonly desk: Desk) {
    this.draft = new RequestDraft(`register_call.${desk.agentId}`);
    this.#look();
  }

  get<Name extends keyof Written>(name: Name, otherwise: Written[Name]): Written[Name] {
    void this.#changed.value;
    return this.draft.get(name, otherwise);
  }

  get plan(): string {
    return this.get("plan_key", "") || (this.desk.plans.named[0]?.plan_key ?? "");
  }

  get suggested(): Suggested {
    return this.#suggested.value;
  }

  get file() {
    return this.#file.value;
  }

  /** How much of a recording is there, from 0 to 1; null: none is on its way. */
  get share(): number | null {
    return this.#share.value;
  }

  keep(changes: Partial<Written>): void {
    this.draft.keep(changes);
    this.#changed.value += 1;
    if ("number" in changes || "plan_key" in changes) this.#look();
  }

  /** Puts a recording where the desk has files; null when it is there, else why not. */
  async attach(file: File): Promise<string | null> {
    this.#share.value = 0;
    const refusing = <Answer>(asked: Promise<Answer>) =>
      asked.catch((problem: Problem) => {
        if (problem.transient) throw problem;
        throw new Refusal(problem.said?.reason ?? problem.code, problem.message);
      });
    const asks = {
      ticket: (wish: { name: string; size: number; type: string }) =>
        refusing(asking.askForRecording({ name: wish.name, size: wish.size, type: wish.type })),
      arrived: async (id: string) => {
        await refusing(asking.recordingArrived(id));
        return id;
      },
    };
    const watching = { progress: (share: number) => this.#share.value = share, signal: new AbortController().signal };
    try {
      this.#file.value = { id: await upload(file, null, asks, watching), name: file.name };
      return null;
    } catch (trouble) {
      return trouble instanceof Refusal ? t("calls.file.refused") : t("calls.file.failed");
    } finally {
      this.#share.value = null;
    }
  }

  detach(): void {
    this.#file.value = null;
  }

  /** The call once it is stored, however often it is asked; else in words why not. */
  async send(): Promise<Call | string> {
    const seconds = secondsOf(this.draft.get("lasted", ""));
    if (seconds === null) return t("calls.wrong.seconds");
    const { client_id: key, ...body } = this.draft.request(this.#body(seconds));
    try {
      const call = await asking.register(body, key);
      this.draft.forget();
      return call;
    } catch (problem) {
      const { said, code, message } = problem as Problem;
      const field = said?.errors?.[0]?.field ?? "";
      return tOf("calls.wrong", field || code, { detail: message });
    }
  }

  #body(seconds: number): NewCall {
    const draft = this.draft;
    const direction = draft.get("direction", "in");
    const [kind, id] = draft.get("whose", "").split(" ");
    const record = draft.get("record", {});
    const at = draft.get("at", "");
    const file = this.#file.peek();
    return {
      plan_key: this.plan,
      direction,
      number: draft.get("number", "").trim(),
      seconds: direction === "missed" ? 0 : seconds,
      notes: draft.get("notes", ""),
      name: draft.get("name", ""),
      ...(at && { at: new Date(at).toISOString() }),
      ...(kind === "conversation" && { conversation_id: id }),
      ...(kind === "customer" && { visitor_id: id }),
      ...(draft.get("category_id", "") && { category_id: draft.get("category_id", "") }),
      ...(Object.values(record).some((words) => words?.trim()) && { record }),
      ...(file ? { recording_file_id: file.id } : { recording_url: draft.get("recording_url", "").trim() }),
    };
  }

  /** Asks whose number it is once nobody types on. */
  #look(): void {
    this.#stop();
    const [turn, plan, number] = [this.#turn += 1, this.plan, this.draft.get("number", "").trim()];
    if (!isNumber(number) || !plan) {
      this.#suggested.value = NOBODY;
      return;
    }
    this.#stop = after(ASKED_AFTER_MS, async () => {
      const [known, found] = await Promise.all([
        asking.suggest(plan, number).catch(() => null),
        api.searchOverview(number).catch(() => null),
      ]);
      if (turn === this.#turn) this.#suggested.value = { known, found };
    });
  }
}
