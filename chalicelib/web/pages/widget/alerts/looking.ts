/** While the visitor looks at the conversation in one tab, the others do not call for their attention. */
import type { Unless } from "./attention.ts";

/** A lock that every tab shares in which the visitor looks, and one alone holds that tells of something. */
export class Looking {
  #leave: (() => void) | null = null;

  constructor(private readonly name: string, private readonly locks: LockManager | undefined = navigator.locks) {}

  /** Whether they look here. */
  set isHere(isHere: boolean) {
    if (!isHere) this.#leave?.();
    if (isHere === (this.#leave !== null)) return;
    this.#leave = null;
    if (isHere) this.#hold();
  }

  #hold(): void {
    const left = new Promise<void>((resolve) => (this.#leave = resolve));
    this.locks?.request(this.name, { mode: "shared" }, () => left).catch(() => {});
  }

  /** Where there are no locks (plain http, a sandboxed frame) each tab is for itself. */
  readonly unless: Unless = async (work) => {
    let isAsked = false;
    const ask = (lock: Lock | null) => {
      isAsked = true;
      if (lock) work();
    };
    await this.locks?.request(this.name, { ifAvailable: true }, ask).catch(() => {});
    if (!isAsked) work();
  };
}
