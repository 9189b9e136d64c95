/** What the page of the contract says; the contract itself speaks English. */
import { words as channels } from "./docs-channels.ts";
import { words as phone } from "./docs-phone.ts";
import { words as announcements } from "./docs-announcements.ts";
import { words as costs } from "./docs-costs.ts";
import { words as customers } from "./docs-customers.ts";
import { words as handover } from "./docs-handover.ts";
import { words as logbook } from "./docs-logbook.ts";
import { words as incidents } from "./docs-incidents.ts";
import { words as monitoring } from "./docs-monitoring.ts";
import { words as more } from "./docs-more.ts";
import { words as notices } from "./docs-notices.ts";
import { words as oncall } from "./docs-oncall.ts";
import { words as quality } from "./docs-quality.ts";
import { words as bulletins } from "./docs-bulletins.ts";
import { words as performance } from "./docs-performance.ts";
import { words as questionnaires } from "./docs-questionnaires.ts";
import { words as reports } from "./docs-reports.ts";
import { words as attendance } from "./docs-attendance.ts";
import { words as shifts } from "./docs-shifts.ts";
import { words as staff } from "./docs-staff.ts";
import { words as sensitive } from "./docs-sensitive.ts";
import { words as suggestions } from "./docs-suggestions.ts";
import { words as tickets } from "./docs-tickets.ts";
import { words as touchpoints } from "./docs-touchpoints.ts";
import { words as training } from "./docs-training.ts";
import { words as privacy } from "./docs-privacy.ts";
import { words as webhooks } from "./docs-webhooks.ts";
import { words as exchange } from "./docs-exchange.ts";

export const words = {
  ...channels,
  ...phone,
  ...announcements,
  ...customers,
  ...handover,
  ...logbook,
  ...monitoring,
  ...more,
  ...costs,
  ...privacy,
  ...webhooks,
  ...exchange,
  ...incidents,
  ...oncall,
  ...notices,
  ...quality,
  ...bulletins,
  ...performance,
  ...questionnaires,
  ...reports,
  ...attendance,
  ...shifts,
  ...staff,
  ...sensitive,
  ...suggestions,
  ...tickets,
  ...touchpoints,
  ...training,
  title: "Deskbell API",
  loading: "Loading …",
  failed: "The description could not be loaded.",
  again: "Try again",
  search: "Search paths, names, codes",
  skip: "Skip to the operations",
  switch_language: "切换到中文",
  contents: "Contents",
  found: "{count} found",
  nothing: "Nothing is called that.",
  lead:
    "Bodies are JSON in snake_case, times RFC 3339 in UTC. Unknown fields are refused. Every refusal is a problem (RFC 9457) with a stable code. Every list has items and next: ask again with cursor until next is null. Answers may grow fields at any time.",
  "plane.widget": "Widget",
  "plane.desk": "Desk",
  "plane.admin": "Administration",
  "plane.channels": "Channels",
  "who.widget": "What visitors and the pages of a website ask.",
  "who.desk": "What agents ask.",
  "who.channels": "What whoever speaks for a channel posts, signed.",
  "who.admin": "What administrators, and leaders where they may, ask.",
  "room.people": "People",
  "room.plans": "Plans",
  "room.knowledge": "Articles, phrases, words not to be said, categories",
  "room.conversations": "Conversations",
  "room.routing": "Who answers",
  "room.notifications": "E-mail and SMS",
  "room.followups": "Follow-ups",
  "room.campaigns": "Campaigns",
  "room.records": "Records",
  "room.surveys": "Surveys",
  "room.offline": "Messages left",
  "room.operations": "Due work",
  anybody: "Anybody",
  "token.visitor": "A visitor’s token",
  "token.agent": "An agent’s token",
  or_none: ", or none",
  permission: "with the permission",
  or: " or ",
  parameters: "Parameters",
  "in.path": "in the path",
  "in.query": "in the query",
  "in.header": "header",
  needed: "needed",
  optional: "may be left out",
  body: "Body",
  answer: "Answer",
  no_body: "Without a body.",
  problems: "Problems",
  example: "Example",
  default: "default",
  list_of: "list of",
  map_of: "by name:",
  empty: "nothing",
};
