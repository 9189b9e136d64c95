/** One's day report and the reports that one was sent: fetched when they are opened first. */
import { useEffect } from "preact/hooks";
import { t } from "../../desk/i18n.ts";
import { Late } from "../../desk/late.ts";
import { Button } from "../../kit/button.tsx";
import { type Desk, useDesk } from "../desk.ts";
import { dueOf } from "./due.ts";

const part = new Late(() => import("./open.tsx"));

export const showBulletins = async (desk: Desk): Promise<void> => (await part.come())?.showBulletins(desk);

/** Late in the day, until it was sent. */
export function DayReportButton() {
  const desk = useDesk();
  const due = dueOf(desk.session.agent.agent_id);
  useEffect(due.watch, [due]);
  if (!due.isDue) return null;
  return (
    <Button small icon="pencil" class="day-report-due" onClick={() => void showBulletins(desk)}>
      {t("day_report.write")}
    </Button>
  );
}
