/** What the plan asks before the first message. All there is to it is fetched where a plan asks something. */
import type { Env, Part } from "../prechat/asking.ts";
import { openPart } from "./part.ts";

declare const BUILT: Record<string, string>;

export class Prechat {
  #isLoading = false;
  #isGone = false;
  part: Part | null = null;

  constructor(private readonly env: Env) {}

  get sheet() {
    return this.part?.sheet ?? null;
  }

  /** Whether it stands in place of the conversation now. */
  get isDue(): boolean {
    const { desk, talk } = this.env;
    if (!desk.config.prechat || !desk.config.open) return false;
    if (!this.#isLoading) this.#load();
    return this.part ? this.part.isDue : talk.id === null;
  }

  async #load(): Promise<void> {
    this.#isLoading = true;
    const open = (module: { open(env: Env): Promise<Part> }) => module.open(this.env);
    this.part = await openPart(BUILT["widget/prechat/asking.ts"], () => this.#isGone, open);
    this.env.moved();
  }

  close(): void {
    this.#isGone = true;
  }
}
