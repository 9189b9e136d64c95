/** The left pane of the reports: which figures. */
import { useEffect } from "preact/hooks";
import { t } from "../../desk/i18n.ts";
import { classes } from "../../kit/button.tsx";
import { useDesk } from "../desk.ts";
import { sectionsOf } from "./figures.ts";
import { LoadFailed } from "./headline.tsx";
import { reportOf } from "./place.ts";
import { reportsOf } from "./reports.ts";
import { placeOf, viewOf } from "./view.ts";

/** Where both panes are seen, one goes on where one was. */
const BOTH = "(min-width: 721px)";

export function ReportLists() {
  const desk = useDesk();
  const reports = reportsOf(desk);
  const { selection } = desk;
  useEffect(() => {
    void reports.open();
    if (!selection.place && matchMedia(BOTH).matches) selection.choose(placeOf(reports.last));
  }, []);
  const place = reportOf(selection.place);
  const view = place ? viewOf(place.section, place.query) : reports.last;
  const sections = sectionsOf(reports.definitions ?? []);
  return (
    <div class="lists report-sections" aria-label={t("reports.sections")} role="group">
      {!sections.length && (reports.problem
        ? <LoadFailed words={t("lists.failed")} onAgain={() => void reports.open()} />
        : <p class="log-word" role="status">{t("lists.loading")}</p>)}
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
