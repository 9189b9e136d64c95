/** The messages of a conversation that a ticket can be made with, and which of them are ticked. */
import { agentName } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import type { EntryView } from "../../desk/operations.ts";
import { asTheyAre } from "../../desk/revisions.ts";
import type { Transcript } from "../conversations/transcript.ts";
import { Ticks } from "./ticks.ts";

export const MOST_QUOTED = 50;

export interface Quotable {
  seq: number;
  at: string;
  isVisitors: boolean;
  who: string;
  text: string;
}

export class Quoting {
  readonly ticks: Ticks<number>;

  constructor(
    readonly transcript: Pick<Transcript, "shown" | "hasOlder" | "loadingOlder" | "older">,
    seqs: readonly number[],
  ) {
    this.ticks = new Ticks(MOST_QUOTED, seqs);
  }

  /** In the order in which they were said. */
  get messages(): Quotable[] {
    return asTheyAre(this.transcript.shown).filter(isQuotable).map(({ seq, at, author, text, file }) => ({
      seq,
      at,
      isVisitors: author.kind === "visitor",
      who: author.kind === "visitor" ? t("ticket.by.customer") : agentName(author),
      text: text || file?.name || "",
    }));
  }

  /** The last of what the visitor said, as many as may be. */
  tickVisitors(): void {
    const seqs = this.messages.filter(({ isVisitors }) => isVisitors).map(({ seq }) => seq);
    this.ticks.set(seqs.slice(-MOST_QUOTED));
  }
}

const isQuotable = ({ kind, withdrawn, text, file }: EntryView): boolean =>
  kind === "message" && !withdrawn && Boolean(text || file);
