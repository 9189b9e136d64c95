/** The section that compares what each agent is said to have with the conversations there are, and mends it. */
import { useMemo } from "preact/hooks";
import { Button } from "../../kit/button.tsx";
import { t } from "../../desk/i18n.ts";
import type { Drift, RecountView } from "../../desk/operations.ts";
import { wordsOf } from "../parts/problem.ts";
import { Table, Technical } from "../parts/table.tsx";
import { AllWell, Nothing, SectionFrame } from "../section.tsx";
import { Recount } from "./recount.ts";

export function Content() {
  const { report, problem, busy, start } = useMemo(() => new Recount(), []);
  const button = (
    <Button kind="primary" disabled={busy.value} onClick={start}>
      {t(busy.value ? "recount.busy" : "recount.start")}
    </Button>
  );
  return (
    <SectionFrame id="recount" buttons={button}>
      <div class="section-content" aria-live="polite">
        {problem.value && <p class="note error">{wordsOf(problem.value)}</p>}
        {report.value ? <Report {...report.value} /> : !problem.value && <Nothing>{t("recount.not_yet")}</Nothing>}
      </div>
    </SectionFrame>
  );
}

/** Also those that take no slot, whose visitors are gone. */
const missingOf = ({ missing, parked_missing: parked }: Drift): string[] => [...missing, ...parked];
const extraOf = ({ extra, parked_extra: parked }: Drift): string[] => [...extra, ...parked];

function Report({ agents, drift }: RecountView) {
  if (!drift.length) return <AllWell>{t("recount.right", { count: agents })}</AllWell>;
  return (
    <>
      <p class="note warning">{t("recount.mended", { count: agents, wrong: drift.length })}</p>
      <Table
        caption={t("section.recount")}
        rows={drift}
        keyOf={(each) => each.agent_id}
        columns={[
          { label: t("agents.name"), cell: (each) => <bdi>{each.name}</bdi> },
          { label: t("recount.missing"), cell: (each) => missingOf(each).length || "—" },
          { label: t("recount.extra"), cell: (each) => extraOf(each).length || "—" },
          { label: t("recount.total"), cell: (each) => <Total of={each} /> },
        ]}
      />
      <Technical facts={drift.map((each) => [each.name, [...missingOf(each), ...extraOf(each)].join(" ")])} />
    </>
  );
}

/** The number of conversations they were ever given, as noted and as it is. */
const Total = ({ of: { total_was: was, total_is: is } }: { of: Drift }) =>
  is === null ? <>—</> : (
    <>
      <del>{was}</del> → <ins>{is}</ins>
    </>
  );
