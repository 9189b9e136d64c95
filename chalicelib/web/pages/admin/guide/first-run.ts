/** Whether the guide for a desk's first day is wanted: somebody is alone there, or no plan was ever seen on a website. */
import { signal } from "@preact/signals";
import type { LackView } from "../../desk/operations.ts";
import { session } from "../../desk/session.ts";
import { browser } from "../../desk/storage.ts";
import * as api from "../parts/api.ts";

const LEFT = "admin.guide.left";
const NEEDED = ["desk.manage", "agents.manage", "plans.manage"];
/** What the guide is for; each of them alone opens it. */
const FIRST_THINGS: ReadonlyArray<LackView["code"]> = ["nobody_else", "nothing_embedded"];

export const isWanted = (lacks: ReadonlyArray<Pick<LackView, "code">>): boolean =>
  lacks.some(({ code }) => FIRST_THINGS.includes(code));

class FirstRun {
  readonly #wanted = signal<boolean | null>(null);
  #asking = false;

  get wanted(): boolean {
    return this.#wanted.value === true && this.mayGuide;
  }

  get deciding(): boolean {
    return this.#wanted.value === null && this.mayGuide;
  }

  /** Whoever may do everything that it leads to. */
  get mayGuide(): boolean {
    return session.signedIn && session.agent.scope === "all" && NEEDED.every((each) => session.can(each));
  }

  /** Asked once, and never again on a browser where it was left or nothing was lacking. */
  async ask(): Promise<void> {
    if (this.#asking || this.#wanted.peek() !== null || !this.mayGuide) return;
    if (browser.read(LEFT, false)) return this.#learn(false);
    this.#asking = true;
    // Without an answer the page opens as on any other day.
    const lacks = await api.checkSetup().catch(() => null);
    this.#asking = false;
    if (lacks && !isWanted(lacks)) browser.write(LEFT, true);
    this.#learn(lacks !== null && isWanted(lacks));
  }

  /** The set-up check leads back to it. */
  leave(): void {
    browser.write(LEFT, true);
    this.#learn(false);
  }

  forget(): void {
    this.#wanted.value = null;
  }

  #learn(wanted: boolean): void {
    this.#wanted.value = wanted;
  }
}

export const firstRun = new FirstRun();
