/** The section of the confidentiality agreement: its words, who has accepted it, and its versions. */
import { useSignal } from "@preact/signals";
import { type Spoken, t } from "../../desk/i18n.ts";
import { tabId, Tabs } from "../../kit/tabs.tsx";
import { SectionFrame } from "../section.tsx";
import { AcceptanceList } from "./acceptances.tsx";
import { Words } from "./words.tsx";
import { VersionList } from "./versions.tsx";

export const WORDS: Spoken = {
  "zh-CN": () => import("../../words/zh/admin-agreement.ts"),
  en: () => import("../../words/en/admin-agreement.ts"),
};

const TABS = ["words", "people", "versions"] as const;
const PANEL = "agreement-panel";
const CONTENTS = { words: Words, people: AcceptanceList, versions: VersionList };

export function Content() {
  const chosen = useSignal<typeof TABS[number]>("words");
  const Chosen = CONTENTS[chosen.value];
  return (
    <SectionFrame id="agreement">
      <Tabs
        tabs={TABS.map((name) => ({ name, label: t(`agreement.tab.${name}`) }))}
        chosen={chosen.value}
        label={t("section.agreement")}
        panel={PANEL}
        onChoose={(name) => chosen.value = name}
      />
      <div id={PANEL} class="section-content" role="tabpanel" aria-labelledby={tabId(PANEL, chosen.value)}>
        <Chosen />
      </div>
    </SectionFrame>
  );
}
