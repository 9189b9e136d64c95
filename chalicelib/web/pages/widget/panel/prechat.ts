/** What the plan asks before the first message. All there is to it is fetched where a plan asks something. */
import type { Env, Part } from "../prechat/asking.ts";
import { Late } from "./part.ts";

declare const BUILT: Record<string, string>;

export class Prechat extends Late<Env, Part> {
  #isLoading = false;

  constructor(env: Env) {
    super(BUILT["widget/prechat/asking.ts"], env);
  }

  get sheet() {
    return this.part?.sheet ?? null;
  }

  /** Whether it stands in place of the conversation now. */
  get isDue(): boolean {
    const { desk, talk, moved } = this.env;
    if (!desk.config.prechat || !desk.config.open) return false;
    if (!this.#isLoading) this.load().then((part) => part && moved());
    this.#isLoading = true;
    return this.part ? this.part.isDue : talk.id === null;
  }
}
