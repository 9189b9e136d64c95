/**
 * What is open with oneself: read when it is looked at, when the desk says that one is to go soon, and then every few minutes
 * until the end. The first time on a day there is a sound and a notification.
 */
import { signal } from "@preact/signals";
import * as api from "../../desk/api.ts";
import type { Problem } from "../../desk/client.ts";
import { t, tOf } from "../../desk/i18n.ts";
import type { NoteUnfinished, UnfinishedDay, UnfinishedThing } from "../../desk/operations.ts";
import { browser, type Kept as Storage } from "../../desk/storage.ts";
import { after } from "../../desk/timer.ts";
import type { Desk } from "../desk.ts";
import type { Refused } from "../people/choose.tsx";
import { placeOfView } from "./place.ts";

const HOURLY_MS = 3_600_000;
const NEAR_MS = 300_000;
const AGAIN_MS = 60_000;
/** A moment after the desk's own, for the clocks differ. */
const SURELY_MS = 2000;

export type Thing = UnfinishedThing;
export type Asked = Omit<NoteUnfinished, "kind" | "thing_id" | "version">;

/** Those of which nothing was noted, or not all of it was done. */
export const waitingIn = (things: readonly Thing[]): Thing[] => things.filter(({ note }) => !note?.done);

/** How long until it is read again. */
export function pauseAfter({ tell_after_ms: ahead }: Pick<UnfinishedDay, "tell_after_ms">): number {
  if (ahead === null) return HOURLY_MS;
  return ahead > 0 ? Math.min(ahead + SURELY_MS, HOURLY_MS) : NEAR_MS;
}

interface Attention {
  ring(): void;
  announce(what: { title: string; body: string; conversationId: string; open: () => void }): void;
}

export interface Telling {
  agentId: string;
  notifier: Attention;
  open: () => void;
}

export class Unfinished {
  readonly #day = signal<UnfinishedDay | null>(null);
  readonly #failed = signal(false);
  readonly #hidden = signal(false);
  #cancel = () => {};
  #isRunning = false;

  constructor(
    private readonly telling: Telling,
    private readonly read: () => Promise<UnfinishedDay> = api.listUnfinished,
    private readonly storage: Storage = browser,
    private readonly later = after,
  ) {}

  get day(): UnfinishedDay | null {
    return this.#day.value;
  }

  get failed(): boolean {
    return this.#failed.value;
  }

  /** What is to be seen to before one goes; null: it is not time, or was put away. */
  get pressing(): Thing[] | null {
    const day = this.#day.value;
    if (!day || day.tell_after_ms !== 0 || this.#hidden.value) return null;
    const waiting = waitingIn(day.things);
    return waiting.length ? waiting : null;
  }

  start(): void {
    this.#isRunning = true;
    void this.look();
  }

  stop(): void {
    this.#isRunning = false;
    this.#cancel();
  }

  /** Until something else is open. */
  hide(): void {
    this.#hidden.value = true;
  }

  /** Reads it now. */
  async look(): Promise<void> {
    this.#cancel();
    let pause = AGAIN_MS;
    try {
      const day = await this.read();
      const before = this.#day.peek();
      if (before && waitingIn(day.things).some((each) => !before.things.some((known) => isSame(known, each)))) {
        this.#hidden.value = false;
      }
      this.#day.value = day;
      this.#failed.value = false;
      this.#tell(day);
      pause = pauseAfter(day);
    } catch {
      this.#failed.value = true;
    }
    this.#cancel();
    if (this.#isRunning) this.#cancel = this.later(pause, () => void this.look());
  }

  /** Notes what becomes of it, and reads what is open then; null when it is done, else why not. */
  async note(thing: Thing, asked: Asked): Promise<Refused | null> {
    const { kind, thing_id, note } = thing;
    const seen = this.#day.peek()?.things.find((each) => isSame(each, thing))?.note ?? note;
    try {
      await api.insist(() => api.noteUnfinished({ ...asked, kind, thing_id, version: seen?.version ?? 0 }));
    } catch (trouble) {
      const { code, message } = trouble as Problem;
      void this.look();
      const empty = code === "nobody_free" || code === "nobody_there";
      return { words: tOf("unfinished.failed", code, { code, detail: message }), empty };
    }
    await this.look();
    return null;
  }

  #tell(day: UnfinishedDay): void {
    const waiting = waitingIn(day.things);
    const place = `unfinished.told.${this.telling.agentId}`;
    if (day.tell_after_ms !== 0 || !waiting.length || this.storage.read<string>(place) === day.day) return;
    this.storage.write(place, day.day);
    this.telling.notifier.ring();
    this.telling.notifier.announce({
      title: t("unfinished.title"),
      body: t("unfinished.count", { count: waiting.length }),
      conversationId: "unfinished",
      open: this.telling.open,
    });
  }
}

const isSame = (one: Thing, other: Thing): boolean => one.thing_id === other.thing_id;

const known = new WeakMap<Desk, Unfinished>();

/** The one of this desk. */
export function unfinishedOf(desk: Desk): Unfinished {
  const { agentId, notifier, selection } = desk;
  const open = () => selection.choose(placeOfView("own"));
  const there = known.get(desk) ?? new Unfinished({ agentId, notifier, open });
  known.set(desk, there);
  return there;
}
