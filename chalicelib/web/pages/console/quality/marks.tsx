/** What stands of an inspection in lists and on its page. */
import { t, tOf } from "../../desk/i18n.ts";
import type { InspectionLineView } from "../../desk/operations.ts";

/** The total; a dash while there is none to see. */
export const Total = ({ total }: { total: number | null }) =>
  total === null ? <span aria-label={t("inspection.no_total")}>–</span> : <>{total}</>;

type Reason = InspectionLineView["reasons"][number];

export const reasonWords = ({ kind, name, detail }: Reason): string =>
  tOf("inspection.reason", kind, { name, detail }) || name;

export const Reasons = ({ reasons }: { reasons: readonly Reason[] }) => (
  <bdi>{reasons.map(reasonWords).join(" · ") || "–"}</bdi>
);
