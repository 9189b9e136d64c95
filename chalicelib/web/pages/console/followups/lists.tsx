/** The lists of follow-ups: today's, the late ones, mine, and all within reach. */
import { agentName, visitorName } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import type { FollowUpView } from "../../desk/operations.ts";
import { PlanMark, VisitorMark } from "../conversations/marks.tsx";
import { useDesk } from "../desk.ts";
import { FilterSelect, Lists, Row } from "../lists/lists.tsx";
import { shownOf } from "../lists/worklists.ts";
import { callsIn, type Filters, isFiltered, KINDS, placeOf } from "./followups.ts";
import { DueMark, KindChip, reasonWords, ScoreMark } from "./marks.tsx";

export function FollowUpLists() {
  const { followUps } = useDesk();
  const { views, view, filters } = followUps;
  const choose = (changes: Partial<Filters>) => followUps.choose(view, { ...filters, ...changes });
  return (
    <Lists
      name="followups"
      label={t("followups.label")}
      tabs={views.map((name) => ({ name, label: t(`followups.${name}`) }))}
      view={view}
      onView={(chosen) => followUps.choose(chosen)}
      picture="phone"
      filters={isFiltered(view) && (
        <>
          <FilterSelect
            label={t("followups.state")}
            value={filters.state}
            options={["open", "done"].map((state) => [state, t(`followup.${state}`)])}
            onChoose={(state) => choose({ state: state as Filters["state"] })}
          />
          <FilterSelect
            label={t("followups.kind")}
            value={filters.kind}
            options={["", ...KINDS].map((kind) => [kind, t(kind ? `kind.${kind}` : "followups.any")])}
            onChoose={(kind) => choose({ kind: kind as Filters["kind"] })}
          />
        </>
      )}
      list={shownOf(followUps)}
      placeOf={({ followup_id: id }) => placeOf(id)}
      wordsOf={(followUp) => [visitorName(followUp), wordsOf(followUp), followUp.number].join("\n")}
      row={(followUp) => <FollowUpRow followUp={followUp} />}
    />
  );
}

const wordsOf = (followUp: FollowUpView): string =>
  followUp.comment || reasonWords(followUp) || followUp.script || t(`followup.why.${followUp.kind}`);

function FollowUpRow({ followUp }: { followUp: FollowUpView }) {
  const { agentId } = useDesk();
  const { followup_id: id, owner } = followUp;
  const calls = callsIn(followUp).length;
  return (
    <Row place={placeOf(id)}>
      <VisitorMark {...followUp} />
      <span class="row-name">
        <span class="row-visitor" dir="auto">{visitorName(followUp)}</span>
        <ScoreMark score={followUp.score} />
      </span>
      <span class="row-when">
        <DueMark followUp={followUp} />
      </span>
      <span class="row-text">
        <bdi>{wordsOf(followUp)}</bdi>
      </span>
      <span class="row-facts">
        <KindChip kind={followUp.kind} />
        {calls > 0 && <span>{t("followup.tries", { count: calls })}</span>}
        {owner.id !== agentId && <bdi>{agentName(owner)}</bdi>}
        <PlanMark plan={followUp.plan_key} />
      </span>
    </Row>
  );
}
