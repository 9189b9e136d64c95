/** How grave an incident is, and whether it is over. */
import { t } from "../../desk/i18n.ts";
import type { IncidentInList } from "../../desk/operations.ts";

export const SeverityMark = ({ severity }: Pick<IncidentInList, "severity">) => (
  <span class={`chip severity-${severity}`}>{t(`incident.severity.${severity}`)}</span>
);

export const StateMark = ({ state }: Pick<IncidentInList, "state">) => (
  <span class={`incident-state is-${state}`}>{t(`incident.state.${state}`)}</span>
);
