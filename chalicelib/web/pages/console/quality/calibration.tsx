/** Several inspectors on one conversation: who is in, and, once all are, how far they are apart. */
import { useEffect, useMemo } from "preact/hooks";
import { agentName, dayAndTime } from "../../desk/format.ts";
import { inOurLanguage, t } from "../../desk/i18n.ts";
import type { ComparedView } from "../../desk/operations.ts";
import { Button, classes } from "../../kit/button.tsx";
import { useDesk } from "../desk.ts";
import { WorkPage } from "../lists/work-page.tsx";
import { OpenCalibration } from "./calibrating.ts";
import { inspectionPlace } from "./place.ts";
import { criteriaOf } from "./scoring.ts";

const FAR_APART = 0.3;

export function CalibrationPage({ id }: { id: string }) {
  const open = useMemo(() => new OpenCalibration(id), []);
  useEffect(() => open.start(), []);
  const { compared, missing } = open;
  return (
    <WorkPage
      class="calibration-page"
      label={t("calibration.label")}
      contentLabel={t("calibration.label")}
      title={compared && <h2>{t("calibration.label")}</h2>}
      moves={compared && <Own compared={compared} />}
      word={compared ? null : t(missing ? "inspection.missing" : "conversation.loading")}
      foot={null}
    >
      {compared && <Compared compared={compared} />}
    </WorkPage>
  );
}

/** One's own sheet in it. */
function Own({ compared }: { compared: ComparedView }) {
  const { agentId, selection } = useDesk();
  const own = compared.sheets.find(({ inspector }) => inspector?.id === agentId);
  if (!own) return null;
  return (
    <div class="moves">
      <Button small onClick={() => selection.choose(inspectionPlace(own.inspection_id))}>{t("calibration.own")}</Button>
    </div>
  );
}

function Compared({ compared }: { compared: ComparedView }) {
  const { sheets, complete, sheet, differences, created_at: at, created_by: by } = compared;
  const criteria = new Map(criteriaOf(sheet.definition).map((each) => [each.key, each]));
  return (
    <>
      <p class="hint">{t("calibration.made", { agent: agentName(by), time: dayAndTime(at) })}</p>
      {!complete && <p class="note info">{t("calibration.waiting.words")}</p>}
      <div class="quality-table" tabIndex={0} role="group" aria-label={t("calibration.differences")}>
        <table>
          <caption class="unseen">{t("calibration.differences")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("results.criterion")}</th>
              {sheets.map(({ inspection_id: id, inspector }) => (
                <th key={id} scope="col" dir="auto">{agentName(inspector)}</th>
              ))}
              <th scope="col">{t("calibration.apart")}</th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">{t("inspection.total")}</th>
              {sheets.map(({ inspection_id: id, submitted, score }) => (
                <td key={id}>{score ? score.total : t(submitted ? "calibration.in" : "calibration.out")}</td>
              ))}
              <td />
            </tr>
            {differences.map(({ key, marks, apart, points }) => (
              <tr key={key} class={classes(apart !== null && apart >= FAR_APART && "far")}>
                <th scope="row" dir="auto">{inOurLanguage(criteria.get(key)?.names) ?? key}</th>
                {marks.map((given, place) => (
                  <td key={place}>{given === null ? t("inspection.not_applicable") : `${given} / ${points}`}</td>
                ))}
                <td>{apart === null ? "–" : `${Math.round(apart * 100)}%`}</td>
              </tr>
            ))}
            {complete && (
              <tr>
                <th scope="row">{t("inspection.fatal")}</th>
                {sheets.map(({ inspection_id: id, score }) => <td key={id}>{score?.fatal.length ?? 0}</td>)}
                <td />
              </tr>
            )}
          </tbody>
        </table>
      </div>
      {complete && sheets.map(({ inspection_id: id, inspector, filled }) =>
        filled?.text && (
          <section key={id}>
            <h3 dir="auto">{agentName(inspector)}</h3>
            <blockquote class="message-text said" dir="auto">{filled.text}</blockquote>
          </section>
        )
      )}
    </>
  );
}
