/**
 * The sections of the administration, in the order of the navigation, each with the permission it needs; what concerns
 * the whole desk (`everywhere`) also needs a role that reaches all of it. Each is fetched when it is opened.
 */
import type { ComponentType } from "preact";
import { speak, type Spoken } from "../desk/i18n.ts";
import { session } from "../desk/session.ts";

// What most of them are made of comes with the page, so that opening one is one request.
import "../kit/tabs.tsx";
import "./parts/choices.tsx";
import "./parts/compound.ts";
import "./parts/compound.tsx";
import "./parts/drawer.tsx";
import "./parts/fields.ts";
import "./parts/form.ts";
import "./parts/kinds.ts";
import "./parts/kinds.tsx";
import "./parts/money.ts";
import "./parts/months.tsx";
import "./parts/once.ts";
import "./parts/pages.ts";
import "./parts/people.ts";
import "./parts/reading.ts";
import "./parts/shown-once.tsx";
import "./parts/table.tsx";
import "./parts/unsaid-kinds.ts";
import "./plans/languages.ts";
import "./plans/languages.tsx";
import "./tabs.tsx";
import "./tickets/places.ts";

export interface SectionEntry {
  id: string;
  permission: string;
  everywhere?: boolean;
  /** Of those who keep the desk running, below the others. */
  operations?: boolean;
  fetch: () => Promise<{ Content: ComponentType }>;
}

/** A section that has words of its own is there once they are; it names them itself, so that they come late as well. */
async function spoken<Late extends { WORDS: Spoken }>(fetching: Promise<Late>): Promise<Late> {
  const late = await fetching;
  if (!await speak(late.WORDS)) throw new Error("its words cannot be had");
  return late;
}

export const SECTIONS: readonly SectionEntry[] = [
  { id: "agents", permission: "agents.manage", fetch: () => import("./people/agents.tsx") },
  { id: "groups", permission: "groups.manage", fetch: () => import("./people/groups.tsx") },
  { id: "shifts", permission: "shifts.plan", fetch: () => spoken(import("./shifts/shifts.tsx")) },
  {
    id: "attendance",
    permission: "leave.manage",
    everywhere: true,
    fetch: () => spoken(import("./attendance/attendance.tsx")),
  },
  { id: "roles", permission: "roles.manage", everywhere: true, fetch: () => import("./people/roles.tsx") },
  { id: "desk", permission: "desk.manage", everywhere: true, fetch: () => import("./desk/desk.tsx") },
  {
    id: "agreement",
    permission: "desk.manage",
    everywhere: true,
    fetch: () => spoken(import("./agreement/agreement.tsx")),
  },
  { id: "setup", permission: "desk.manage", everywhere: true, fetch: () => import("./operations/setup.tsx") },
  { id: "plans", permission: "plans.manage", fetch: () => import("./plans/plans.tsx") },
  { id: "articles", permission: "articles.write", fetch: () => spoken(import("./articles/articles.tsx")) },
  { id: "phrases", permission: "knowledge.manage", fetch: () => import("./knowledge/phrases.tsx") },
  {
    id: "categories",
    permission: "knowledge.manage",
    everywhere: true,
    fetch: () => import("./knowledge/categories.tsx"),
  },
  { id: "unsaid", permission: "knowledge.manage", everywhere: true, fetch: () => import("./knowledge/unsaid.tsx") },
  {
    id: "announcements",
    permission: "announcements.manage",
    fetch: () => spoken(import("./announcements/announcements.tsx")),
  },
  { id: "proposals", permission: "articles.write", fetch: () => spoken(import("./suggestions/proposals.tsx")) },
  { id: "records", permission: "records.see", fetch: () => import("./knowledge/records.tsx") },
  { id: "satisfaction", permission: "surveys.see", fetch: () => import("./surveys/satisfaction.tsx") },
  {
    id: "questionnaires",
    permission: "surveys.see",
    fetch: () => spoken(import("./questionnaires/questionnaires.tsx")),
  },
  { id: "said", permission: "surveys.see", fetch: () => import("./knowledge/said.tsx") },
  {
    id: "tickets",
    permission: "tickets.manage",
    everywhere: true,
    fetch: () => spoken(import("./tickets/tickets.tsx")),
  },
  {
    id: "complaints",
    permission: "tickets.manage",
    fetch: () => spoken(import("./tickets/complaints.tsx")),
  },
  {
    id: "incidents",
    permission: "incidents.manage",
    everywhere: true,
    fetch: () => spoken(import("./incidents/incidents.tsx")),
  },
  {
    id: "quality",
    permission: "quality.manage",
    everywhere: true,
    fetch: () => spoken(import("./quality/quality.tsx")),
  },
  { id: "performance", permission: "performance.manage", fetch: () => spoken(import("./performance/performance.tsx")) },
  { id: "touchpoints", permission: "touchpoints.see", fetch: () => spoken(import("./touchpoints/touchpoints.tsx")) },
  { id: "duty", permission: "duty.manage", fetch: () => spoken(import("./duty/duty.tsx")) },
  {
    id: "staff",
    permission: "staff.manage",
    everywhere: true,
    fetch: () => spoken(import("./staff/staff.tsx")),
  },
  { id: "training", permission: "training.manage", fetch: () => spoken(import("./training/training.tsx")) },
  { id: "followups", permission: "followups.manage", fetch: () => spoken(import("./campaigns/followups.tsx")) },
  {
    id: "bulletins",
    permission: "bulletins.manage",
    everywhere: true,
    fetch: () => spoken(import("./bulletins/bulletins.tsx")),
  },
  {
    id: "channels",
    permission: "channels.manage",
    everywhere: true,
    fetch: () => spoken(import("./channels/channels.tsx")),
  },
  {
    id: "subscriptions",
    permission: "subscriptions.manage",
    everywhere: true,
    fetch: () => spoken(import("./subscriptions/subscriptions.tsx")),
  },
  { id: "oncall", permission: "oncall.see", everywhere: true, fetch: () => spoken(import("./oncall/oncall.tsx")) },
  { id: "costs", permission: "costs.see", everywhere: true, fetch: () => spoken(import("./costs/costs.tsx")) },
  {
    id: "api-keys",
    permission: "keys.manage",
    everywhere: true,
    fetch: () => spoken(import("./keys/keys.tsx")),
  },
  {
    id: "webhooks",
    permission: "webhooks.manage",
    everywhere: true,
    fetch: () => spoken(import("./webhooks/webhooks.tsx")),
  },
  {
    id: "privacy",
    permission: "privacy.manage",
    everywhere: true,
    fetch: () => spoken(import("./privacy/privacy.tsx")),
  },
  {
    id: "retention",
    permission: "privacy.manage",
    everywhere: true,
    fetch: () => spoken(import("./privacy/retention.tsx")),
  },
  {
    id: "leavers",
    permission: "privacy.manage",
    everywhere: true,
    fetch: () => spoken(import("./leavers/leavers.tsx")),
  },
  { id: "exchange", permission: "exchange.export", fetch: () => spoken(import("./exchange/exchange.tsx")) },
  { id: "notices", permission: "notices.see", fetch: () => import("./notifications/notices.tsx") },
  {
    id: "custom-fields",
    permission: "fields.manage",
    everywhere: true,
    fetch: () => import("./visitors/custom-fields.tsx"),
  },
  { id: "blocked", permission: "visitors.block", everywhere: true, fetch: () => import("./visitors/blocked.tsx") },
  { id: "sms", permission: "notices.manage", everywhere: true, fetch: () => import("./notifications/sms.tsx") },
  { id: "audit", permission: "audit.read", everywhere: true, fetch: () => spoken(import("./audit/audit.tsx")) },
  {
    id: "replay",
    permission: "assignment.explain",
    everywhere: true,
    operations: true,
    fetch: () => import("./operations/replay.tsx"),
  },
  {
    id: "work",
    permission: "work.manage",
    everywhere: true,
    operations: true,
    fetch: () => spoken(import("./operations/work.tsx")),
  },
  {
    id: "recount",
    permission: "agents.manage",
    everywhere: true,
    operations: true,
    fetch: () => import("./operations/recount.tsx"),
  },
];

/** Not in the navigation: it opens by itself on a desk's first day, and from the set-up check. */
export const GUIDE: SectionEntry = {
  id: "guide",
  permission: "desk.manage",
  everywhere: true,
  fetch: () => import("./guide/guide.tsx"),
};

export const reachesEverything = (): boolean => session.agent.scope === "all";

export const maySee = ({ permission, everywhere }: SectionEntry): boolean =>
  session.can(permission) && (!everywhere || reachesEverything());
