/** The section of inspections: which conversations are drawn, and by what sheets they are scored. */
import { useSignal } from "@preact/signals";
import { type Spoken, t } from "../../desk/i18n.ts";
import { tabId, Tabs } from "../../kit/tabs.tsx";
import { SectionFrame } from "../section.tsx";
import { RuleList } from "./rules.tsx";
import { SheetList } from "./sheets.tsx";

export const WORDS: Spoken = {
  "zh-CN": () => import("../../words/zh/admin-quality.ts"),
  en: () => import("../../words/en/admin-quality.ts"),
};

const TABS = ["rules", "sheets"] as const;
const PANEL = "quality-panel";
const CONTENTS = { rules: RuleList, sheets: SheetList };

export function Content() {
  const chosen = useSignal<typeof TABS[number]>("rules");
  const Chosen = CONTENTS[chosen.value];
  return (
    <SectionFrame id="quality">
      <Tabs
        tabs={TABS.map((name) => ({ name, label: t(`quality.tab.${name}`) }))}
        chosen={chosen.value}
        label={t("section.quality")}
        panel={PANEL}
        onChoose={(name) => chosen.value = name}
      />
      <div id={PANEL} class="section-content" role="tabpanel" aria-labelledby={tabId(PANEL, chosen.value)}>
        <Chosen />
      </div>
    </SectionFrame>
  );
}
