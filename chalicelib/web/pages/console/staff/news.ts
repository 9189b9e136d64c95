/** Whether there is something new in one's own file: asked for now and then. */
import { signal } from "@preact/signals";
import { Poller } from "../../desk/poller.ts";
import type { Desk } from "../desk.ts";
import * as asking from "./asking.ts";

const PACE_MS = 10 * 60_000;
const known = new WeakMap<Desk, News>();

/** Of this desk, for as long as somebody is signed in. */
export function newsOf(desk: Desk): News {
  const news = known.get(desk) ?? new News();
  known.set(desk, news);
  return news;
}

export class News {
  readonly #count = signal(0);
  readonly #hidden = signal(0);
  readonly #poller = new Poller(async () => {
    if (!document.hidden) this.#count.value = (await asking.countUnseen()).count;
    return PACE_MS;
  });

  get count(): number {
    return this.#count.value;
  }

  /** Whether it is said: until it was put away, and again once there is more. */
  get isSaid(): boolean {
    return this.#count.value > this.#hidden.value;
  }

  hide(): void {
    this.#hidden.value = this.#count.peek();
  }

  start(): void {
    this.#poller.start();
  }

  stop(): void {
    this.#poller.stop();
  }

  wake(): void {
    this.#poller.wake();
  }
}
