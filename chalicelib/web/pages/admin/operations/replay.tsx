/** The section that plays stored days against another allocation, capacity or staff, and sets both side by side. */
import { useMemo } from "preact/hooks";
import { Button } from "../../kit/button.tsx";
import { t } from "../../desk/i18n.ts";
import type { ReplayView, RoutingOutcomeView } from "../../desk/operations.ts";
import { wordsOf } from "../parts/problem.ts";
import { Table } from "../parts/table.tsx";
import { Nothing, SectionFrame } from "../section.tsx";
import { PeriodPicker } from "../surveys/period.tsx";
import { type Allocation, Replay } from "./replay.ts";

const ALLOCATIONS: Allocation[] = ["", "rotation", "balanced"];
const FIGURES = ["served", "waited", "given_up"] as const;
const TIMES = ["median_seconds", "ninety_percent_seconds", "longest_seconds"] as const;

export function Content() {
  const replay = useMemo(() => new Replay(), []);
  const { report, problem } = replay;
  return (
    <SectionFrame id="replay">
      <Asked replay={replay} />
      <div class="section-content" aria-live="polite">
        {problem.value && <p class="note error">{wordsOf(problem.value)}</p>}
        {report.value ? <Compared {...report.value} /> : !problem.value && <Nothing>{t("replay.not_yet")}</Nothing>}
      </div>
    </SectionFrame>
  );
}

const Asked = ({ replay }: { replay: Replay }) => (
  <form
    class="section-buttons what-if"
    onSubmit={(event) => {
      event.preventDefault();
      replay.play();
    }}
  >
    <PeriodPicker period={replay.period} />
    <label class="field">
      {t("field.allocation")}
      <select onChange={(event) => replay.allocation.value = event.currentTarget.value as Allocation}>
        {ALLOCATIONS.map((way) => (
          <option key={way} value={way}>{t(way ? `allocation.${way}` : "replay.as_it_was")}</option>
        ))}
      </select>
    </label>
    <label class="field">
      {t("replay.capacity")}
      <input
        type="number"
        min={1}
        max={100}
        inputMode="numeric"
        placeholder={t("replay.as_it_was")}
        onInput={(event) => replay.capacity.value = event.currentTarget.value}
      />
    </label>
    <label class="field">
      {t("replay.staff")}
      <input
        type="number"
        min={-100}
        max={100}
        placeholder="0"
        onInput={(event) => replay.staff.value = event.currentTarget.value}
      />
    </label>
    <Button submits kind="primary" disabled={replay.busy.value}>
      {t(replay.busy.value ? "replay.busy" : "replay.start")}
    </Button>
  </form>
);

type Row = readonly [name: string, was: string, wouldBe: string];

const seconds = (count: number | null) => count === null ? "—" : t("replay.seconds", { seconds: Math.round(count) });

const rowsOf = (was: RoutingOutcomeView, wouldBe: RoutingOutcomeView): Row[] => [
  ...FIGURES.map((each): Row => [each, `${was[each]}`, `${wouldBe[each]}`]),
  ...TIMES.map((each): Row => [each, seconds(was[each]), seconds(wouldBe[each])]),
];

const Compared = ({ was, would_be: wouldBe, agents, conversations }: ReplayView) => (
  <>
    <Table
      caption={t("section.replay")}
      rows={rowsOf(was, wouldBe)}
      keyOf={([name]) => name}
      columns={[
        { label: t("replay.figure"), cell: ([name]) => t(`replay.${name}`) },
        { label: t("replay.was"), cell: ([, before]) => before },
        { label: t("replay.would_be"), cell: ([, , after]) => after },
      ]}
    />
    {agents.length > 0 && (
      <Table
        caption={t("replay.agents")}
        rows={agents}
        keyOf={(each) => each.agent_id}
        columns={[
          { label: t("agents.name"), cell: (each) => <bdi>{each.name}</bdi> },
          { label: t("replay.was"), cell: (each) => each.was },
          { label: t("replay.would_be"), cell: (each) => each.would_be },
        ]}
      />
    )}
    <p class="quiet">{t("replay.supposed", { count: conversations })}</p>
  </>
);
