/** The section of due work: what died and asks for somebody's hand, and what waits for its time. */
import { Button } from "../../kit/button.tsx";
import { Icon } from "../../kit/icons/icon.tsx";
import { tabId, Tabs } from "../../kit/tabs.tsx";
import { dayAndTime } from "../../desk/format.ts";
import { type Spoken, t } from "../../desk/i18n.ts";
import type { WorkView } from "../../desk/operations.ts";
import { Actions, At, More, RowButton, Table } from "../parts/table.tsx";
import { AllWell, Nothing, Section, useLeaving, useModel } from "../section.tsx";
import { openPiece } from "./work-piece.tsx";
import { inOrder, isRunning, kindWords, type State, STATES, Work } from "./work.ts";

export const WORDS: Spoken = {
  "zh-CN": () => import("../../words/zh/admin-jobs.ts"),
  en: () => import("../../words/en/admin-jobs.ts"),
};

const PANEL = "work-list";

export function Content() {
  const work = useModel(() => new Work());
  const leaving = useLeaving();
  const open = async (piece: WorkView) => {
    if (await openPiece(piece, leaving)) work.reading.reload();
  };
  const again = <Button small onClick={work.reading.reload}>{t("notices.reload")}</Button>;
  return (
    <Section id="work" reading={work.reading} tools={again}>
      {({ state, pages, dead }) => (
        <>
          <div class="work-tabs">
            <Tabs
              label={t("section.work")}
              panel={PANEL}
              chosen={work.chosen}
              onChoose={(chosen) => work.choose(chosen)}
              tabs={STATES.map((name) => ({
                name,
                class: name === "dead" && dead ? "calls" : "",
                label: (
                  <>
                    {t(`duework.${name}`)}
                    {name === "dead" && <span class="count">{dead}</span>}
                  </>
                ),
              }))}
            />
          </div>
          <div class="section-content" id={PANEL} role="tabpanel" aria-labelledby={tabId(PANEL, state)}>
            {state === "due" && !dead && (
              <p class="work-well">
                <Icon name="check" />
                {t("duework.none.dead")}
              </p>
            )}
            <List state={state} pieces={inOrder(pages.items)} open={open} />
            <More pages={pages} />
          </div>
        </>
      )}
    </Section>
  );
}

interface ListProps {
  state: State;
  pieces: WorkView[];
  open: (piece: WorkView) => void;
}

function List({ state, pieces, open }: ListProps) {
  if (!pieces.length) {
    return state === "dead" ? <AllWell>{t("duework.none.dead")}</AllWell> : <Nothing>{t("duework.none.due")}</Nothing>;
  }
  return (
    <Table
      caption={t(`duework.${state}`)}
      rows={pieces}
      keyOf={(piece) => piece.work_id}
      columns={[
        { label: t("duework.kind"), cell: (piece) => <span class="who-name">{kindWords(piece)}</span> },
        { label: t("duework.due_at"), cell: (piece) => <At at={piece.due_at} /> },
        { label: t("duework.tries"), cell: (piece) => <span class="number">{piece.tries}</span> },
        { label: t("duework.leased_until"), cell: (piece) => <Running piece={piece} /> },
        {
          label: t("actions"),
          cell: (piece) => (
            <Actions>
              <RowButton label={t("notices.look")} of={kindWords(piece)} onClick={() => open(piece)} />
            </Actions>
          ),
        },
      ]}
    />
  );
}

const Running = ({ piece }: { piece: WorkView }) =>
  isRunning(piece)
    ? <span class="chip waiting">{t("duework.running", { time: dayAndTime(piece.leased_until!) })}</span>
    : <>—</>;
