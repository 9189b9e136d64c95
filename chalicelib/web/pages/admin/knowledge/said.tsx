/** The section of replies that had words which must not be said, by agent. */
import { t } from "../../desk/i18n.ts";
import { More, Table } from "../parts/table.tsx";
import { KINDS } from "../parts/unsaid-kinds.ts";
import { AllWell, Section, useModel } from "../section.tsx";
import { PeriodPicker } from "../surveys/period.tsx";
import { SaidWords } from "./said.ts";

export function Content() {
  const said = useModel(() => new SaidWords());
  const tools = (
    <div class="months">
      <PeriodPicker period={said.period} />
    </div>
  );
  return (
    <Section id="said" reading={said.reading} tools={tools}>
      {(pages) => {
        const rows = pages.items.filter(({ days }) => days.length);
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
                    ...KINDS.map((kind) => ({
                      label: t(`unsaid.kind.${kind}`),
                      cell: (row: typeof rows[number]) => <span class="number">{row[kind]}</span>,
                    })),
                    { label: t("said.last"), cell: ({ days }) => days.at(-1)?.day },
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
