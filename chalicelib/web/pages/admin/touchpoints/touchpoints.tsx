/** The section of touch points: the map with its numbers, agents, and what the map is made of. */
import type { Spoken } from "../../desk/i18n.ts";
import { dress } from "../../kit/dress.ts";
import { TabbedSection } from "../tabs.tsx";
import { AgentList } from "./agents.tsx";
import { MapPanel } from "./map.tsx";
import { PartsPanel } from "./parts.tsx";
import { mayKeep } from "./rights.ts";
import css from "./touchpoints.css" with { type: "text" };

dress(css);

export const WORDS: Spoken = {
  "zh-CN": () => import("../../words/zh/admin-touchpoints.ts"),
  en: () => import("../../words/en/admin-touchpoints.ts"),
};

const SEEN = { map: MapPanel, agents: AgentList };
const KEPT = { map: MapPanel, agents: AgentList, parts: PartsPanel };

export const Content = () => <TabbedSection id="touchpoints" contents={mayKeep() ? KEPT : SEEN} />;
