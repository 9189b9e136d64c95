/** Why a conversation is whose it is: each assignment in words, with the figures of everybody who came into question. */
import { useEffect, useMemo } from "preact/hooks";
import { agentName } from "../../desk/format.ts";
import { inOurLanguage, t } from "../../desk/i18n.ts";
import type { CandidateView, DecisionView } from "../../desk/operations.ts";
import { Button, classes, IconButton } from "../../kit/button.tsx";
import { Dialog, openDialog } from "../../kit/dialogs.tsx";
import { Explanation } from "./explanation.ts";
import { Moment } from "./facts.tsx";

export function explainAssignment(id: string, agentId: string): void {
  openDialog<null>((close) => <Why id={id} agentId={agentId} close={() => close(null)} />);
}

function Why({ id, agentId, close }: { id: string; agentId: string; close: () => void }) {
  const explanation = useMemo(() => new Explanation(id), []);
  useEffect(() => void explanation.read(), []);
  return (
    <Dialog title={t("why.title")} class="why" onClose={close}>
      <IconButton class="why-close" icon="cross" label={t("why.close")} onClick={close} />
      <div class="why-body">
        <Decisions explanation={explanation} agentId={agentId} />
      </div>
    </Dialog>
  );
}

function Decisions({ explanation, agentId }: { explanation: Explanation; agentId: string }) {
  const { decisions, failed } = explanation;
  if (failed) {
    return (
      <>
        <p class="card-word">{t("why.failed")}</p>
        <Button small onClick={() => void explanation.read()}>{t("lists.again")}</Button>
      </>
    );
  }
  if (!decisions) return <p class="card-word" role="status">{t("why.loading")}</p>;
  if (!decisions.length) return <p class="card-word">{t("why.nothing")}</p>;
  return (
    <ol class="why-items">
      {decisions.map((each) => <Decision key={each.seq} decision={each} agentId={agentId} />)}
    </ol>
  );
}

function Decision(
  { decision: { agent, at, words, candidates }, agentId }: { decision: DecisionView; agentId: string },
) {
  return (
    <li class="why-item">
      <div class="why-head">
        <strong dir="auto">
          {agent ? (agent.id === agentId ? t("entry.you") : agentName(agent)) : t("card.unknown")}
        </strong>
        <Moment at={at} />
      </div>
      <p dir="auto">{inOurLanguage(words)}</p>
      {candidates.length > 0 && <Candidates candidates={candidates} agentId={agentId} />}
    </li>
  );
}

function Candidates({ candidates, agentId }: { candidates: readonly CandidateView[]; agentId: string }) {
  return (
    // A table that is wider than its place is scrolled, by keys as well.
    <div class="why-table" tabIndex={0} role="group" aria-label={t("why.candidates")}>
      <table>
        <thead>
          <tr>
            {["agent", "load", "turn", "verdict"].map((name) => (
              <th key={name} scope="col" class={`why-${name}`}>{t(`why.${name}`)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {candidates.map((each) => (
            <tr key={each.agent_id} class={classes(each.chosen && "chosen")}>
              <th scope="row" class="why-agent">
                <bdi>{each.agent_id === agentId ? t("entry.you") : each.name}</bdi> <small>{each.number}</small>
              </th>
              <td class="why-load">{`${each.serving}/${each.capacity}`}</td>
              <td class="why-turn">{each.turn ?? t("card.unknown")}</td>
              <td class="why-verdict" dir="auto">
                {each.chosen ? <span class="chip open">{t("why.chosen")}</span> : inOurLanguage(each.words)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
