/** What a month came to for each agent in reach, and which conversations did not keep every step. */
import { useMemo } from "preact/hooks";
import { t } from "../../desk/i18n.ts";
import type { TouchpointAgentView } from "../../desk/operations.ts";
import { MonthSteps } from "../parts/months.tsx";
import { Actions, More, RowButton, Table } from "../parts/table.tsx";
import { Nothing, Shown, useLeaving, useModel } from "../section.tsx";
import { openAgent } from "./detail.tsx";
import { Agents } from "./months.ts";
import { rateWritten } from "./map.ts";

export function AgentList() {
  const agents = useModel(() => new Agents());
  const leaving = useLeaving();
  const open = useMemo(
    () => ({ agent_id: id, name }: TouchpointAgentView) => void openAgent(id, name, agents.months.month, leaving),
    [],
  );
  return (
    <>
      <MonthSteps of={agents.months} />
      <Shown reading={agents.reading}>
        {(pages) => (
          <>
            {pages.items.length
              ? (
                <Table
                  caption={t("touchpoints.tab.agents")}
                  rows={pages.items}
                  keyOf={({ agent_id: id }) => id}
                  columns={[
                    { label: t("touch.agent"), cell: ({ name }) => <bdi class="who-name">{name}</bdi> },
                    { label: t("touch.conversations"), cell: ({ numbers }) => <>{numbers.conversations}</> },
                    { label: t("touch.tickets"), cell: ({ numbers }) => <>{numbers.tickets}</> },
                    { label: t("touch.judged"), cell: ({ numbers }) => <>{numbers.judged}</> },
                    { label: t("touch.pending"), cell: ({ numbers }) => <>{numbers.pending}</> },
                    { label: t("touch.rate"), cell: ({ numbers }) => <>{rateWritten(numbers.rate)}</> },
                    {
                      label: t("actions"),
                      cell: (line) => (
                        <Actions>
                          <RowButton label={t("touch.details")} of={line.name} onClick={() => open(line)} />
                        </Actions>
                      ),
                    },
                  ]}
                />
              )
              : <Nothing>{t("touch.agents.none")}</Nothing>}
            <More pages={pages} />
          </>
        )}
      </Shown>
    </>
  );
}
