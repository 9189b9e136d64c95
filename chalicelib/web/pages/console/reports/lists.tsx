/** The left pane of the reports: which figures. */
import { useEffect } from "preact/hooks";
import { t } from "../../desk/i18n.ts";
import { classes } from "../../kit/button.tsx";
import { type Desk, useDesk } from "../desk.ts";
import { OWN, placeOf as placeOfPerformance, TEAM, viewOf as viewOfPerformance } from "../performance/place.ts";
import { sectionsOf } from "./figures.ts";
import { LoadFailed } from "./failed.tsx";
import { reportOf } from "./place.ts";
import { reportsOf } from "./reports.ts";
import { placeOf, viewOf } from "./view.ts";

/** Where both panes are seen, one goes on where one was. */
const BOTH = "(min-width: 721px)";

/** Everybody's own month; and those whom one leads. */
const performanceOf = ({ session }: Desk): string[] =>
  session.can("performance.see") && session.agent.scope !== "own" ? [OWN, TEAM] : [OWN];

export function ReportLists() {
  const desk = useDesk();
  const reports = reportsOf(desk);
  const { selection } = desk;
  const maySee = desk.session.can("reports.see");
  useEffect(() => {
    if (maySee) void reports.open();
    const first = maySee ? placeOf(reports.last) : placeOfPerformance(viewOfPerformance(OWN, ""));
    if (!selection.place && matchMedia(BOTH).matches) selection.choose(first);
  }, []);
  const place = reportOf(selection.place);
  const view = place ? viewOf(place.section, place.query) : reports.last;
  const sections = sectionsOf(reports.definitions ?? []);
  return (
    <div class="lists report-sections" aria-label={t("reports.sections")} role="group">
      {maySee && !sections.length && (reports.problem
        ? <LoadFailed words={t("lists.failed")} onAgain={() => void reports.open()} />
        : <p class="log-word" role="status">{t("lists.loading")}</p>)}
      <ul>
        {performanceOf(desk).map((section) => (
          <li key={section}>
            <button
              type="button"
              class={classes("report-section", place?.section === section && "selected")}
              aria-current={place?.section === section ? "true" : undefined}
              onClick={() => selection.choose(placeOfPerformance(viewOfPerformance(section, "")), { step: true })}
            >
              <b>{t(`reports.${section}`)}</b>
              <small>{t(`reports.${section}.hint`)}</small>
            </button>
          </li>
        ))}
      </ul>
      <ul>
        {sections.map((section) => {
          const isOpen = place?.section === section;
          const go = () =>
            selection.choose(placeOf({ ...view, section, figure: "", sort: "", behind: null }), { step: true });
          return (
            <li key={section}>
              <button
                type="button"
                class={classes("report-section", isOpen && "selected")}
                aria-current={isOpen ? "true" : undefined}
                onClick={go}
              >
                <b>{t(`reports.section.${section}`)}</b>
                <small>{t(`reports.section.${section}.hint`)}</small>
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
