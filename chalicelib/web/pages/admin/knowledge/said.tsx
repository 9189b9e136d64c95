/** The section of replies that had words which must not be said, by agent; of one of them by word, at the side. */
import { t } from "../../desk/i18n.ts";
import type { Problem } from "../../desk/client.ts";
import type { SaidWordsView, WordSaidView } from "../../desk/operations.ts";
import { say } from "../../kit/toasts.tsx";
import { Drawer, openDrawer } from "../parts/drawer.tsx";
import { unreadWordsOf } from "../parts/problem.ts";
import { Actions, More, RowButton, Table } from "../parts/table.tsx";
import { KINDS } from "../parts/unsaid-kinds.ts";
import { AllWell, Section, useLeaving, useModel } from "../section.tsx";
import { PeriodPicker } from "../surveys/period.tsx";
import { isListed, mostFirst, SaidWords } from "./said.ts";

const HEEDED = ["replaced", "stopped"] as const;
const WAYS = ["ignored", ...HEEDED] as const;

export function Content() {
  const said = useModel(() => new SaidWords());
  const leaving = useLeaving();
  const open = async ({ agent_id: id, agent_name: name }: SaidWordsView) => {
    const words = await said.wordsOf(id).catch((problem: Problem) => {
      say(unreadWordsOf(problem));
      return null;
    });
    if (words) {
      await openDrawer<null>((close) => <ByWord name={name} words={words} close={() => close(null)} />, leaving);
    }
  };
  const tools = (
    <div class="months">
      <PeriodPicker period={said.period} />
    </div>
  );
  return (
    <Section id="said" reading={said.reading} tools={tools}>
      {(pages) => {
        const rows = pages.items.filter(isListed);
        return (
          <>
            {rows.length || pages.more
              ? (
                <Table
                  caption={t("section.said")}
                  rows={rows}
                  keyOf={({ agent_id: id }) => id}
                  columns={[
                    { label: t("said.agent"), cell: ({ agent_name: name }) => <bdi>{name}</bdi> },
                    ...[...KINDS.map((kind) => [kind, t(`unsaid.kind.${kind}`)] as const), ...heeded()].map(
                      ([name, label]) => ({
                        label,
                        cell: (row: SaidWordsView) => <span class="number">{row[name]}</span>,
                      }),
                    ),
                    { label: t("said.last"), cell: ({ days }) => days.at(-1)?.day },
                    {
                      label: t("actions"),
                      cell: (row) => (
                        <Actions>
                          <RowButton label={t("said.words")} of={row.agent_name} onClick={() => open(row)} />
                        </Actions>
                      ),
                    },
                  ]}
                />
              )
              : <AllWell>{t("said.none")}</AllWell>}
            <More pages={pages} />
          </>
        );
      }}
    </Section>
  );
}

const heeded = () => HEEDED.map((way) => [way, t(`said.${way}`)] as const);

const ByWord = ({ name, words, close }: { name: string; words: WordSaidView[]; close: () => void }) => (
  <Drawer title={t("said.words.title", { name })} size="middle" onClose={close}>
    <Table
      caption={t("said.words.title", { name })}
      rows={mostFirst(words)}
      keyOf={({ word_id: id }) =>
        id}
      columns={[
        {
          label: t("unsaid.words"),
          cell: ({ words: each }) =>
            each.length ? <bdi>{each.join(" · ")}</bdi> : t("said.removed"),
        },
        {
          label: t("unsaid.kind"),
          cell: ({ kind }) =>
            kind ? t(`unsaid.kind.${kind}`) : "—",
        },
        ...WAYS.map((way) => ({
          label: t(`said.${way}`),
          cell: (row: WordSaidView) => <span class="number">{row[way]}</span>,
        })),
      ]}
    />
  </Drawer>
);
