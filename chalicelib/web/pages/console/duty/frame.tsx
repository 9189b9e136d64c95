/** What the pages of the duty log share: a head, how it stands, and what was refused. */
import type { ComponentChildren } from "preact";
import { t } from "../../desk/i18n.ts";
import { WorkPage } from "../lists/work-page.tsx";
import type { Entry } from "./duty.ts";
import { StandMark, titleOf } from "./lists.tsx";
import { type Opened, wordFor } from "./open.ts";

interface FrameProps {
  open: Pick<Opened<unknown>, "thing" | "missing" | "trouble">;
  entry: Entry | null;
  facts?: ComponentChildren;
  moves?: ComponentChildren;
  foot?: ComponentChildren;
  children: ComponentChildren;
}

export function EntryFrame({ open, entry, facts, moves, foot, children }: FrameProps) {
  return (
    <WorkPage
      class="followup-page duty-page"
      label={t("duty.label")}
      contentLabel={entry ? titleOf(entry) : t("duty.label")}
      title={entry && (
        <div class="conversation-names">
          <div class="conversation-who">
            <h2 dir="auto">{titleOf(entry)}</h2>
          </div>
          <div class="conversation-facts">
            <StandMark entry={entry} />
            {facts}
          </div>
        </div>
      )}
      moves={moves && <div class="moves" role="group" aria-label={t("duty.moves")}>{moves}</div>}
      word={wordFor(open)}
      foot={
        <>
          {open.trouble && <p class="note error duty-trouble" role="alert">{open.trouble}</p>}
          {foot}
        </>
      }
    >
      {children}
    </WorkPage>
  );
}

/** A part with its heading. */
export function Part({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section class="duty-part">
      <h3>{title}</h3>
      {children}
    </section>
  );
}

/** Words of several lines as they were written. */
export const Said = ({ words }: { words: string }) => <p class="duty-words" dir="auto">{words}</p>;
