/** The section of inspections: which conversations are drawn, and by what sheets they are scored. */
import type { Spoken } from "../../desk/i18n.ts";
import { TabbedSection } from "../tabs.tsx";
import { RuleList } from "./rules.tsx";
import { SheetList } from "./sheets.tsx";

export const WORDS: Spoken = {
  "zh-CN": () => import("../../words/zh/admin-quality.ts"),
  en: () => import("../../words/en/admin-quality.ts"),
};

const CONTENTS = { rules: RuleList, sheets: SheetList };

export const Content = () => <TabbedSection id="quality" contents={CONTENTS} />;
