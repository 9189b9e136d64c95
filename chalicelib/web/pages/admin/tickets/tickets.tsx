/** The section of tickets: how soon they are answered, which ways they go, and what is asked about them. */
import { useSignal } from "@preact/signals";
import { type Spoken, t } from "../../desk/i18n.ts";
import { tabId, Tabs } from "../../kit/tabs.tsx";
import { SectionFrame } from "../section.tsx";
import { TicketFields } from "./fields.tsx";
import { FlowList } from "./flows.tsx";
import { Policies } from "./policies.tsx";

export const WORDS: Spoken = {
  "zh-CN": () => import("../../words/zh/admin-tickets.ts"),
  en: () => import("../../words/en/admin-tickets.ts"),
};

const TABS = ["policies", "flows", "fields"] as const;
const PANEL = "tickets-panel";
const CONTENTS = { policies: Policies, flows: FlowList, fields: TicketFields };

export function Content() {
  const chosen = useSignal<typeof TABS[number]>("policies");
  const Chosen = CONTENTS[chosen.value];
  return (
    <SectionFrame id="tickets">
      <Tabs
        tabs={TABS.map((name) => ({ name, label: t(`tickets.tab.${name}`) }))}
        chosen={chosen.value}
        label={t("section.tickets")}
        panel={PANEL}
        onChoose={(name) => chosen.value = name}
      />
      <div id={PANEL} class="section-content" role="tabpanel" aria-labelledby={tabId(PANEL, chosen.value)}>
        <Chosen />
      </div>
    </SectionFrame>
  );
}
