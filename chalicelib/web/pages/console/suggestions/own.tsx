/** What one proposed, and what became of it. */
import { useEffect, useMemo } from "preact/hooks";
import { agentName, dayAndTime } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import type { ProposalView } from "../../desk/operations.ts";
import { Button } from "../../kit/button.tsx";
import { Dialog, openDialog } from "../../kit/dialogs.tsx";
import type { Desk } from "../desk.ts";
import { isNew, OwnProposals } from "./models.ts";

export function showOwnProposals(_: Desk): void {
  openDialog<null>((close) => <Own close={() => close(null)} />);
}

function Own({ close }: { close: () => void }) {
  const own = useMemo(() => new OwnProposals(), []);
  const { pages } = own;
  const { items, state } = pages;
  useEffect(() => pages.open(), []);
  useEffect(() => own.saw(items), [items]);
  return (
    <Dialog title={t("proposing.own")} class="own-proposals" onClose={close}>
      {state === "loading" && <p role="status">{t("articles.opening")}</p>}
      {state === "failed" && <p class="note error" role="alert">{t("articles.failed")}</p>}
      {state === "there" && !items.length && <p>{t("proposing.own.none")}</p>}
      <ul class="own-list">
        {items.map((proposal) => (
          <li key={proposal.proposal_id}>
            <ProposalFacts proposal={proposal} />
          </li>
        ))}
      </ul>
      <div class="dialog-buttons">
        {state === "failed" && <Button onClick={() => void pages.readOn()}>{t("articles.again")}</Button>}
        {state !== "failed" && items.length > 0 && pages.hasMore && (
          <Button onClick={() => void pages.readOn()}>{t("proposing.more")}</Button>
        )}
        <Button onClick={close}>{t("close")}</Button>
      </div>
    </Dialog>
  );
}

/** A proposal, and how it stands. */
export function ProposalFacts({ proposal }: { proposal: ProposalView }) {
  const { title, answer, state, author, created_at: at, decision } = proposal;
  return (
    <div class="proposal">
      <b dir="auto">{title}</b> <span class={`chip proposal-${state}`}>{t(`proposing.state.${state}`)}</span>
      {isNew(proposal) && <span class="chip proposal-new">{t("proposing.new")}</span>}
      <p class="proposal-answer" dir="auto">{answer}</p>
      <p class="proposal-facts">{t("proposing.by", { by: agentName(author), at: dayAndTime(at) })}</p>
      {decision && (
        <p class="proposal-facts">
          {t("proposing.decided", { by: agentName(decision.by), at: dayAndTime(decision.at) })}
          {decision.reason && <span class="proposal-reason" dir="auto">{decision.reason}</span>}
        </p>
      )}
    </div>
  );
}
