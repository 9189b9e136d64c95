/** How a customer rated what is over, read until they have answered or cannot any more. */
import { signal } from "@preact/signals";
import * as api from "../../desk/api.ts";
import type { Problem } from "../../desk/client.ts";
import type { SurveyView } from "../../desk/operations.ts";
import { Poller } from "../../desk/poller.ts";

const PACE_MS = 30_000;

export class Rating {
  readonly #survey = signal<SurveyView | null>(null);
  readonly #failed = signal(false);
  readonly #poller = new Poller(() => this.#read());

  constructor(private readonly ask: () => Promise<SurveyView>) {}

  get survey(): SurveyView | null {
    return this.#survey.value;
  }

  get failed(): boolean {
    return this.#failed.value;
  }

  /** Reads on until what it returns is called. */
  start(): () => void {
    this.#poller.start();
    return () => this.#poller.stop();
  }

  async #read(): Promise<number | null> {
    try {
      const survey = await api.insist(this.ask);
      this.#survey.value = survey;
      this.#failed.value = false;
      // Whoever has answered may change it for a while, and whoever has not may still answer.
      return survey.state === "expired" ? null : PACE_MS;
    } catch (problem) {
      // There is nothing to show, or it is not ours to see.
      const { status } = problem as Problem;
      if (status === 404 || status === 403) return null;
      this.#failed.value = true;
      throw problem;
    }
  }
}

export const ratingOfConversation = (id: string): Rating => new Rating(() => api.readRating(id));
export const ratingOfMessage = (id: string): Rating => new Rating(() => api.readMessageRating(id));
