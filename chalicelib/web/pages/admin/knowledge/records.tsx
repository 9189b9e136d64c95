/** The section of records. */
import { agentName, visitorName } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import type { SheetView } from "../../desk/operations.ts";
import { Button } from "../../kit/button.tsx";
import { At, More, Table } from "../parts/table.tsx";
import { Nothing, Section, useModel } from "../section.tsx";
import { PeriodPicker } from "../surveys/period.tsx";
import { categoryOf, Records } from "./records.ts";

export function Content() {
  const records = useModel(() => new Records());
  const { reading, exported, period } = records;
  const tools = (
    <>
      <PeriodPicker period={period} />
      <Button
        disabled={exported !== null || !reading.data?.pages.items.length}
        onClick={() => void records.exportAll()}
      >
        {exported === null ? t("records.export") : t("records.exporting", { count: exported })}
      </Button>
    </>
  );
  return (
    <Section id="records" reading={reading} tools={tools}>
      {({ pages }) => (
        <>
          {pages.items.length
            ? <List sheets={pages.items} planName={records.planName} />
            : <Nothing>{t("records.none")}</Nothing>}
          <More pages={pages} />
        </>
      )}
    </Section>
  );
}

const List = ({ sheets, planName }: { sheets: SheetView[]; planName: (key: string) => string }) => (
  <Table
    caption={t("section.records")}
    rows={sheets}
    keyOf={({ conversation_id: id }) => id}
    columns={[
      { label: t("records.customer"), cell: (sheet) => <span class="who-name" dir="auto">{visitorName(sheet)}</span> },
      { label: t("records.plan"), cell: ({ plan_key: key }) => <span dir="auto">{planName(key)}</span> },
      { label: t("records.ended"), cell: ({ closed_at: at }) => at ? <At at={at} /> : "—" },
      { label: t("records.agent"), cell: ({ agent }) => agent ? <bdi>{agentName(agent)}</bdi> : "—" },
      { label: t("records.category"), cell: (sheet) => <span dir="auto">{categoryOf(sheet) || "—"}</span> },
      { label: t("records.score"), cell: ({ score }) => score ?? "—" },
      { label: t("records.written"), cell: (sheet) => <Written sheet={sheet} /> },
    ]}
  />
);

function Written({ sheet }: { sheet: SheetView }) {
  const parts = (["problem", "steps", "result", "next"] as const).filter((name) => sheet[name]);
  if (!parts.length) return <>—</>;
  return (
    <dl class="facts">
      {parts.map((name) => (
        <div key={name}>
          <dt>{t(`records.${name}`)}</dt>
          <dd dir="auto">{sheet[name]}</dd>
        </div>
      ))}
    </dl>
  );
}
