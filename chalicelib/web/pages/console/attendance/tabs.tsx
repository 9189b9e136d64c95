/** The tabs of one's shifts: the roster, leave, attendance, what waits for one to decide. */
import { t } from "../../desk/i18n.ts";
import { tabId, Tabs } from "../../kit/tabs.tsx";
import { useDesk } from "../desk.ts";
import { placeOfTab, type Tab, tabsOf } from "./place.ts";

const PANEL = "own-shifts";

export function ShiftTabs({ chosen }: { chosen: Tab }) {
  const desk = useDesk();
  return (
    <Tabs
      tabs={tabsOf(desk.session).map((name) => ({ name, label: t(`shifts.tab.${name}`) }))}
      chosen={chosen}
      label={t("shifts.title")}
      panel={PANEL}
      onChoose={(name) => desk.selection.choose(placeOfTab(name))}
    />
  );
}

export const panelOf = (chosen: Tab) => ({
  id: PANEL,
  role: "tabpanel" as const,
  "aria-labelledby": tabId(PANEL, chosen),
});
