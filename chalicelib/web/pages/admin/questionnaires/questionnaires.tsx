/** The section of questionnaires: what is asked, and what was answered. */
import { dayAndTime } from "../../desk/format.ts";
import { type Spoken, t } from "../../desk/i18n.ts";
import type { QuestionnaireLine } from "../../desk/operations.ts";
import { session } from "../../desk/session.ts";
import { Button } from "../../kit/button.tsx";
import { dress } from "../../kit/dress.ts";
import { Nothing, Shown, useLeaving, useModel } from "../section.tsx";
import { TabbedSection } from "../tabs.tsx";
import { inWords, newId, Questionnaires, read } from "./editing.ts";
import { openQuestionnaire } from "./editor.tsx";
import css from "./questionnaires.css" with { type: "text" };
import { ReportPanel } from "./report.tsx";

dress(css);

export const WORDS: Spoken = {
  "zh-CN": () => import("../../words/zh/admin-questionnaires.ts"),
  en: () => import("../../words/en/admin-questionnaires.ts"),
};

export const Content = () => <TabbedSection id="questionnaires" contents={{ report: ReportPanel, list: ListPanel }} />;

const mayKeep = (): boolean => session.can("questionnaires.manage") && session.agent.scope === "all";

function ListPanel() {
  const model = useModel(() => new Questionnaires());
  const leaving = useLeaving();
  const open = async (of: QuestionnaireLine | null) => {
    const view = of && await read(of.questionnaire_id).catch(() => null);
    if (of && !view) return void model.reading.reload();
    model.stored(await openQuestionnaire({ id: of?.questionnaire_id ?? newId(), view, leaving }));
  };
  return (
    <>
      {mayKeep() && <Button kind="primary" onClick={() => void open(null)}>{t("questionnaires.new")}</Button>}
      <Shown reading={model.reading}>
        {(all) =>
          all.length
            ? <ul class="plans">{all.map((each) => <Card key={each.questionnaire_id} of={each} open={open} />)}</ul>
            : <Nothing>{t("questionnaires.none")}</Nothing>}
      </Shown>
    </>
  );
}

function Card({ of, open }: { of: QuestionnaireLine; open: (of: QuestionnaireLine) => Promise<void> }) {
  const name = inWords(of.names) || t("questionnaire.untitled");
  return (
    <li class="panel padded plan">
      <header class="plan-head">
        <h2 dir="auto">{name}</h2>
        {of.has_draft && <span class="chip waiting">{t("questionnaire.has_draft")}</span>}
        <span class="spring" />
        {mayKeep() && (
          <Button small aria-label={`${t("edit")} ${name}`} onClick={() => void open(of)}>{t("edit")}</Button>
        )}
      </header>
      <p class="quiet">
        {of.published === null ? t("questionnaire.unpublished") : t("questionnaire.version.from", {
          version: of.published,
          at: dayAndTime(of.published_at!),
          by: of.published_by ?? "",
        })}
      </p>
    </li>
  );
}
