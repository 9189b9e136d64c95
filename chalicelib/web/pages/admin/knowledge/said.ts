/** How many replies had words that must not be said, by agent. */
import type { SaidWordsView } from "../../desk/operations.ts";
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
}
