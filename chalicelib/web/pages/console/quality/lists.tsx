/** The left pane of inspections. */
import { useEffect } from "preact/hooks";
import { agentName, shortTime, visitorName } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import type { CalibrationView, InspectionLineView } from "../../desk/operations.ts";
import { Button, classes } from "../../kit/button.tsx";
import { PlanMark } from "../conversations/marks.tsx";
import { useDesk } from "../desk.ts";
import { FilterSelect, Lists, Row } from "../lists/lists.tsx";
import { qualityOf, type View } from "./lists-model.ts";
import { calibrationPlace, inspectionPlace, RESULTS } from "./place.ts";
import { Reasons, Total } from "./marks.tsx";

export function QualityLists() {
  const desk = useDesk();
  const quality = qualityOf(desk);
  useEffect(() => {
    quality.look(true);
    return () => quality.look(false);
  }, []);
  const { view } = quality;
  const shared = {
    name: "quality",
    label: t("quality.label"),
    tabs: quality.tabs.map((name) => ({ name, label: t(`quality.${name}`) })),
    view: quality.tab,
    onView: quality.chooseTab.bind(quality),
    picture: "check" as const,
    hint: <ResultsLink />,
  };
  const filters = quality.tab === "more" && <Filters />;
  if (view === "calibrations") {
    return (
      <Lists
        key="calibrations"
        {...shared}
        filters={filters}
        list={quality.calibrations.shown}
        placeOf={({ calibration_id: id }) => calibrationPlace(id)}
        wordsOf={({ sheets }) => sheets.map(({ inspector }) => agentName(inspector)).join("\n")}
        row={(calibration) => <CalibrationRow calibration={calibration} />}
      />
    );
  }
  return (
    <Lists
      key={view}
      {...shared}
      filters={filters}
      list={quality.list(view).shown}
      placeOf={({ inspection_id: id }) => inspectionPlace(id)}
      wordsOf={(line) => [agentName(line.agent), line.visitor_name, ...line.reasons.map(({ name }) => name)].join("\n")}
      row={(line) => <InspectionRow line={line} />}
    />
  );
}

/** Which of the lists that are looked at more seldom. */
function Filters() {
  const quality = qualityOf(useDesk());
  const { view } = quality;
  return (
    <>
      <FilterSelect
        label={t("quality.more")}
        value={view}
        options={quality.others.map((name) => [name, t(`quality.${name}`)])}
        onChoose={(name) => quality.choose(name as View)}
      />
      {view === "month" && (
        <label class="quality-month">
          <span>{t("quality.month.label")}</span>
          <input
            type="month"
            value={quality.month}
            onChange={(event) => quality.chooseMonth(event.currentTarget.value)}
          />
        </label>
      )}
    </>
  );
}

function ResultsLink() {
  const { selection } = useDesk();
  return (
    <div class="quality-tools">
      <Button small wide icon="chart" onClick={() => selection.choose(RESULTS)}>{t("quality.results")}</Button>
    </div>
  );
}

function InspectionRow({ line }: { line: InspectionLineView }) {
  const { agentId } = useDesk();
  const name = line.agent.id === agentId ? visitorName({ ...line, visitor_id: "" }) : agentName(line.agent);
  return (
    <Row place={inspectionPlace(line.inspection_id)}>
      <span class={classes("avatar quality-score", line.passed === false && "failed")}>
        <Total total={line.total} />
      </span>
      <span class="row-name">
        <span class="row-visitor" dir="auto">{name}</span>
      </span>
      <span class="row-when">{shortTime(line.scored_at ?? line.created_at)}</span>
      <span class="row-text">
        <Reasons reasons={line.reasons} />
      </span>
      <span class="row-facts">
        <span class="chip">{t(`inspection.state.${line.calibration_id ? "calibration" : line.state}`)}</span>
        {line.saved_at && !line.scored_at && <span class="chip">{t("inspection.draft")}</span>}
        <PlanMark plan={line.plan_key} />
      </span>
    </Row>
  );
}

function CalibrationRow({ calibration }: { calibration: CalibrationView }) {
  const { calibration_id: id, sheets, complete, created_at: at, plan_key: plan } = calibration;
  const there = sheets.filter(({ submitted }) => submitted).length;
  return (
    <Row place={calibrationPlace(id)}>
      <span class="avatar quality-score">{`${there}/${sheets.length}`}</span>
      <span class="row-name">
        <span class="row-visitor" dir="auto">
          {sheets.map(({ inspector }) => agentName(inspector)).join(t("quality.and"))}
        </span>
      </span>
      <span class="row-when">{shortTime(at)}</span>
      <span class="row-text">{t(complete ? "calibration.complete" : "calibration.waiting")}</span>
      <span class="row-facts">
        <PlanMark plan={plan} />
      </span>
    </Row>
  );
}
