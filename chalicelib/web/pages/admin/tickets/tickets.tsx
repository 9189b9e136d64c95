/** The section of tickets: how soon they are answered, which ways they go, and what is asked about them. */
import type { Spoken } from "../../desk/i18n.ts";
import { TabbedSection } from "../tabs.tsx";
import { TicketFields } from "./fields.tsx";
import { FlowList } from "./flows.tsx";
import { Policies } from "./policies.tsx";

export const WORDS: Spoken = {
  "zh-CN": () => import("../../words/zh/admin-tickets.ts"),
  en: () => import("../../words/en/admin-tickets.ts"),
};

const CONTENTS = { policies: Policies, flows: FlowList, fields: TicketFields };

export const Content = () => <TabbedSection id="tickets" contents={CONTENTS} />;
