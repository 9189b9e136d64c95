/** How many replies had words that must not be said, by agent, and of one of them by word. */
import type { SaidWordsView, WordSaidView } from "../../desk/operations.ts";
import * as api from "../parts/api.ts";
import { Pages } from "../parts/pages.ts";
import { Reading } from "../parts/reading.ts";
import { Period } from "../surveys/period.ts";

export class SaidWords {
  readonly period = new Period(() => this.reading.reload());
  readonly reading = new Reading(async () => {
    const { asked } = this.period;
    const read = (cursor: string | null) => api.readSaidWords(asked, cursor);
    return new Pages<SaidWordsView>(await read(null), read);
  });

  /** The words of one agent in the days that are shown. */
  wordsOf(agentId: string): Promise<WordSaidView[]> {
    return api.readSaidByWord(agentId, this.period.asked);
  }
}

/** Whether anything is known of an agent's replies. */
export const isListed = ({ days }: SaidWordsView): boolean => days.length > 0;

/** The most said first, however they were heeded. */
export const mostFirst = (words: WordSaidView[]): WordSaidView[] =>
  words.toSorted((a, b) => sum(b) - sum(a) || a.word_id.localeCompare(b.word_id));

const sum = ({ ignored, replaced, stopped }: WordSaidView): number => ignored + replaced + stopped;
