/** The section of rosters: the planning board, kinds of shifts and rotations, and what a group's roster must hold. */
import { useSignal } from "@preact/signals";
import { type Spoken, t } from "../../desk/i18n.ts";
import { dress } from "../../kit/dress.ts";
import { tabId, Tabs } from "../../kit/tabs.tsx";
import { SectionFrame } from "../section.tsx";
import { BoardPanel } from "./board.tsx";
import { KindsPanel } from "./kinds.tsx";
import { RulesPanel } from "./rules.tsx";
import css from "./shifts.css" with { type: "text" };

dress(css);

export const WORDS: Spoken = {
  "zh-CN": () => import("../../words/zh/admin-shifts.ts"),
  en: () => import("../../words/en/admin-shifts.ts"),
};

const TABS = ["board", "kinds", "rules"] as const;
const PANEL = "shifts-panel";
const CONTENTS = { board: BoardPanel, kinds: KindsPanel, rules: RulesPanel };

export function Content() {
  const chosen = useSignal<typeof TABS[number]>("board");
  const Chosen = CONTENTS[chosen.value];
  return (
    <SectionFrame id="shifts">
      <Tabs
        tabs={TABS.map((name) => ({ name, label: t(`shifts.tab.${name}`) }))}
        chosen={chosen.value}
        label={t("section.shifts")}
        panel={PANEL}
        onChoose={(name) => chosen.value = name}
      />
      <div id={PANEL} class="section-content" role="tabpanel" aria-labelledby={tabId(PANEL, chosen.value)}>
        <Chosen />
      </div>
    </SectionFrame>
  );
}
