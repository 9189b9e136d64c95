/** The middle pane of an inspection: the transcript, the sheet beside it, and what follows. */
import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { agentName, dayAndTime } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import type { InspectionView } from "../../desk/operations.ts";
import { Button, classes } from "../../kit/button.tsx";
import { useDesk } from "../desk.ts";
import { WorkPage } from "../lists/work-page.tsx";
import { Appeal } from "./appeal.tsx";
import { Reasons, Total } from "./marks.tsx";
import { Moves } from "./moves.tsx";
import { OpenInspection } from "./open.ts";
import { Foot, Sheet } from "./sheet.tsx";
import { Transcript } from "./transcript.tsx";

export function InspectionPage({ id }: { id: string }) {
  const desk = useDesk();
  const open = useMemo(() => new OpenInspection(desk, id), []);
  const pane = useSignal<"transcript" | "sheet">("sheet");
  useEffect(() => open.start(), []);
  const { seen, missing } = open;
  const panes = ["transcript", "sheet"] as const;
  return (
    <WorkPage
      class="inspection-page"
      label={t("inspection.label")}
      contentLabel={t("inspection.content")}
      title={seen && <Title seen={seen} />}
      moves={seen && <Moves open={open} seen={seen} />}
      word={seen ? null : t(missing ? "inspection.missing" : "conversation.loading")}
      foot={seen && open.can("score") && <Foot open={open} seen={seen} />}
    >
      {seen && (
        <>
          <div class="inspection-switch" role="group" aria-label={t("inspection.switch")}>
            {panes.map((name) => (
              <Button
                key={name}
                small
                aria-pressed={pane.value === name}
                onClick={() => pane.value = name}
              >
                {t(`inspection.${name}`)}
              </Button>
            ))}
          </div>
          <div class={classes("inspection", `shows-${pane.value}`)}>
            <Transcript open={open} />
            <div class="inspection-sheet">
              <Facts seen={seen} />
              <Appeal open={open} seen={seen} />
              <Sheet open={open} seen={seen} />
            </div>
          </div>
        </>
      )}
    </WorkPage>
  );
}

function Title({ seen }: { seen: InspectionView }) {
  return (
    <div class="conversation-names">
      <div class="conversation-who">
        <h2 dir="auto">{agentName(seen.agent)}</h2>
        {seen.total !== null && (
          <span class={classes("chip", seen.passed ? "good" : "bad")}>
            <Total total={seen.total} /> · {t(seen.passed ? "inspection.passed" : "inspection.failed")}
          </span>
        )}
      </div>
      <div class="conversation-facts">
        <span class="chip">{t(`inspection.state.${seen.calibration_id ? "calibration" : seen.state}`)}</span>
        <Reasons reasons={seen.reasons} />
      </div>
    </div>
  );
}

function Facts({ seen }: { seen: InspectionView }) {
  const { inspector, ended_at: ended, scored_at: scored, appeal_until: until, state } = seen;
  return (
    <p class="hint">
      {t("inspection.ended", { time: dayAndTime(ended) })}
      {inspector && ` · ${t("inspection.by", { agent: agentName(inspector) })}`}
      {scored && ` · ${t("inspection.scored", { time: dayAndTime(scored) })}`}
      {until && state === "scored" && ` · ${t("inspection.until", { time: dayAndTime(until) })}`}
    </p>
  );
}
