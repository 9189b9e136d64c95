/** Today's figures beside the board: counted some minutes after they happened, so they are asked for as seldom. */
import { signal } from "@preact/signals";
import * as api from "../../desk/api.ts";
import type { SumsView } from "../../desk/operations.ts";
import { Poller } from "../../desk/poller.ts";

const PACE_MS = 5 * 60_000;

export interface Counted {
  total: SumsView | null;
  groups: ReadonlyMap<string, SumsView>;
}

export class Today {
  readonly #counted = signal<Counted | null>(null);
  readonly #poller = new Poller(() => this.#read());

  /** Null as long as they are not known, or not for this agent to see. */
  get counted(): Counted | null {
    return this.#counted.value;
  }

  start(): () => void {
    this.#poller.start();
    return () => this.#poller.stop();
  }

  async #read(): Promise<number> {
    if (document.hidden) return PACE_MS;
    // what day it is where the desk is, a question without days tells
    const { to: today } = await api.readReport({ by: "month" });
    const { total, items } = await api.readReport({ by: "group", from: today, to: today });
    this.#counted.value = { total, groups: new Map(items.map(({ key, figures }) => [key, figures])) };
    return PACE_MS;
  }
}
