/** The lists of incidents: those that are open, and all; and the way to declare one. */
import { useEffect } from "preact/hooks";
import { shortTime } from "../../desk/format.ts";
import { inOurLanguage, t } from "../../desk/i18n.ts";
import type { IncidentInList } from "../../desk/operations.ts";
import { Button } from "../../kit/button.tsx";
import { Icon } from "../../kit/icons/icon.tsx";
import { useDesk } from "../desk.ts";
import { Lists, Row } from "../lists/lists.tsx";
import { shownOf } from "../lists/worklists.ts";
import { declare } from "./declare.tsx";
import { incidentsOf, VIEWS } from "./incidents.ts";
import { SeverityMark, StateMark } from "./marks.tsx";
import { placeOf } from "./place.ts";

export function IncidentLists() {
  const desk = useDesk();
  const incidents = incidentsOf(desk);
  useEffect(() => {
    incidents.look(true);
    return () => {
      incidents.look(false);
      incidents.stop();
    };
  }, []);
  return (
    <Lists
      name="incidents"
      label={t("incidents.label")}
      tabs={VIEWS.map((name) => ({ name, label: t(`incidents.${name}`) }))}
      view={incidents.view}
      onView={(view) => incidents.choose(view)}
      picture="bell"
      filters={desk.session.can("incidents.lead") && (
        <Button small icon="plus" onClick={() => void declare(desk)}>{t("incidents.declare")}</Button>
      )}
      list={shownOf(incidents)}
      placeOf={({ incident_id: id }) => placeOf(id)}
      wordsOf={titleOf}
      row={(incident) => <IncidentRow incident={incident} />}
    />
  );
}

export const titleOf = ({ titles, incident_id: id }: Pick<IncidentInList, "titles" | "incident_id">): string =>
  inOurLanguage(titles) ?? id;

function IncidentRow({ incident }: { incident: IncidentInList }) {
  const { incident_id: id, raised_at: at, steps_done: done, steps_all: all, found, shown_on: shown } = incident;
  return (
    <Row place={placeOf(id)} class="incident-row">
      <span class={`incident-mark severity-${incident.severity}`}>
        <Icon name="bell" />
      </span>
      <span class="row-name">
        <span class="row-visitor" dir="auto">{titleOf(incident)}</span>
      </span>
      <span class="row-when">{shortTime(at)}</span>
      <span class="row-text">
        <bdi>{found ? t("incident.found.short", { ...found }) : t("incident.by_hand")}</bdi>
      </span>
      <span class="row-facts">
        <SeverityMark {...incident} />
        <StateMark {...incident} />
        {all > 0 && <span>{t("incident.steps.count", { done, all })}</span>}
        {shown.length > 0 && <span>{t("incident.shown.short")}</span>}
      </span>
    </Row>
  );
}
