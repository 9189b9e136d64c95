/** A piece of work that is looked at: read now and then, and asked for one thing at a time. */
import { signal } from "@preact/signals";
import * as api from "../desk/api.ts";
import type { Problem } from "../desk/client.ts";
import { Poller } from "../desk/poller.ts";
import type { Worklist } from "./worklist.ts";

/** The lists that know it. */
type Lists<Item> = Pick<Worklist<Item, string, object>, "get" | "learn" | "wake">;

export abstract class OpenWork<Item> {
  readonly #missing = signal(false);
  readonly #poller = new Poller(() => this.#turn());

  constructor(readonly id: string, private readonly lists: Lists<Item>) {}

  protected abstract read(): Promise<Item>;
  /** Milliseconds until it is read again; null: it does not change any more. */
  protected abstract paceOf(item: Item): number | null;
  /** Why something was refused. */
  protected abstract wordsOf(problem: Problem): string;

  /** What is known where it could not be read after a refusal. */
  protected learnFrom(_refusal: Problem): void {}

  protected get item(): Item | null {
    return this.lists.get(this.id);
  }

  /** It does not exist, or is out of reach. */
  get missing(): boolean {
    return this.#missing.value;
  }

  /** Reads on until what it returns is called. */
  start(): () => void {
    this.#poller.start();
    return () => this.#poller.stop();
  }

  /** Asks for one thing; a lost answer counts as done when the desk shows it was. What came of it is read at once. */
  protected async attempt(ask: () => Promise<Item>, isDone: (after: Item) => boolean): Promise<string | null> {
    let failure: string | null = null;
    try {
      this.lists.learn(await api.insist(ask));
    } catch (trouble) {
      const problem = trouble as Problem;
      await this.read().then((known) => this.lists.learn(known), () => this.learnFrom(problem));
      const known = this.item;
      if (!known || !isDone(known)) failure = this.wordsOf(problem);
    }
    this.lists.wake();
    this.#poller.wake();
    return failure;
  }

  async #turn(): Promise<number | null> {
    try {
      this.lists.learn(await this.read());
      this.#missing.value = false;
    } catch (problem) {
      const { status } = problem as Problem;
      if (status !== 403 && status !== 404) throw problem;
      this.#missing.value = true;
      return null;
    }
    return this.paceOf(this.item!);
  }
}
