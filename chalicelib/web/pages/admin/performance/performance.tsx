/** The section of performance: months, schemes, and what is entered by hand. */
import { useSignal } from "@preact/signals";
import { type Spoken, t } from "../../desk/i18n.ts";
import { dress } from "../../kit/dress.ts";
import { tabId, Tabs } from "../../kit/tabs.tsx";
import { SectionFrame } from "../section.tsx";
import { reachesEverything } from "../sections.ts";
import { MonthPanel } from "./months.tsx";
import css from "./performance.css" with { type: "text" };
import { SchemeList } from "./schemes.tsx";
import { ValueList } from "./values.tsx";

dress(css);

export const WORDS: Spoken = {
  "zh-CN": () => import("../../words/zh/admin-performance.ts"),
  en: () => import("../../words/en/admin-performance.ts"),
};

const CONTENTS = { months: MonthPanel, schemes: SchemeList, values: ValueList };
type Name = keyof typeof CONTENTS;

const PANEL = "performance-panel";

export function Content() {
  const names: Name[] = reachesEverything() ? ["months", "schemes", "values"] : ["values"];
  const chosen = useSignal<Name>(names[0]);
  const Chosen = CONTENTS[chosen.value];
  return (
    <SectionFrame id="performance">
      <Tabs
        tabs={names.map((name) => ({ name, label: t(`performance.tab.${name}`) }))}
        chosen={chosen.value}
        label={t("section.performance")}
        panel={PANEL}
        onChoose={(name) => chosen.value = name}
      />
      <div id={PANEL} class="section-content" role="tabpanel" aria-labelledby={tabId(PANEL, chosen.value)}>
        <Chosen />
      </div>
    </SectionFrame>
  );
}
