/** The rail of sections and the left pane: conversations, messages left while nobody was there, follow-ups and tickets; each for who may do them. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { t } from "../../desk/i18n.ts";
import { tab } from "../../desk/storage.ts";
import { Icon, type IconName } from "../../kit/icons/icon.tsx";
import { tabId, Tabs } from "../../kit/tabs.tsx";
import { ConversationLists } from "../conversations/lists.tsx";
import { type Desk, useDesk } from "../desk.ts";
import { DutyLists, mayDuty } from "../duty/late.tsx";
import { dutyOf } from "../duty/place.ts";
import { followUpOf } from "../followups/followups.ts";
import { FollowUpLists } from "../followups/late.tsx";
import { viewOf } from "../handover/place.ts";
import { IncidentLists, maySee } from "../incidents/late.tsx";
import { incidentOf } from "../incidents/place.ts";
import { LiveLists, WallLists } from "../monitoring/late.tsx";
import { visitorOf } from "../monitoring/live.ts";
import { watchedOf } from "../monitoring/wall.ts";
import { MessageLists } from "../offline/late.tsx";
import { messageOf } from "../offline/messages.ts";
import { QualityLists } from "../quality/late.tsx";
import { lookedAt, mayLook } from "../quality/place.ts";
import { ReportLists } from "../reports/late.tsx";
import { reportOf } from "../reports/place.ts";
import { announcementOf } from "../announcements/place.ts";
import { attendanceOf } from "../attendance/place.ts";
import { shiftsOf } from "../shifts/place.ts";
import { staffOf } from "../staff/place.ts";
import { trainingOf } from "../training/place.ts";
import { TicketLists, useLateTickets, type Waiting } from "../tickets/late.tsx";
import { ticketOf } from "../tickets/place.ts";

type Name =
  | "conversations"
  | "live"
  | "messages"
  | "followups"
  | "tickets"
  | "duty"
  | "wall"
  | "incidents"
  | "quality"
  | "reports";

const PANES = {
  conversations: ConversationLists,
  live: LiveLists,
  messages: MessageLists,
  followups: FollowUpLists,
  tickets: TicketLists,
  duty: DutyLists,
  quality: QualityLists,
  wall: WallLists,
  incidents: IncidentLists,
  reports: ReportLists,
};
const ICONS: Record<Name, IconName> = {
  conversations: "chat",
  live: "people",
  messages: "mail",
  followups: "phone",
  tickets: "ticket",
  duty: "clock",
  quality: "check",
  wall: "screen",
  incidents: "bell",
  reports: "chart",
};
const PANEL = "side";

function sectionsOf(desk: Desk): Name[] {
  const { answers, messages, followUps, live, wall, session } = desk;
  const may = {
    conversations: answers,
    live: live.may,
    messages: messages.may,
    followups: followUps.may,
    tickets: session.can("tickets.work"),
    duty: mayDuty(desk),
    quality: mayLook(session),
    wall: wall.may,
    incidents: maySee(desk),
    reports: session.can("reports.see") || answers, // everybody who works here has a month of their own
  };
  return (Object.keys(PANES) as Name[]).filter((name) => may[name]);
}

/** From the wall, or a report, one looks into conversations, and is there still. */
function sectionOf(place: string, present: Name): Name {
  if (messageOf(place)) return "messages";
  if (visitorOf(place)) return "live";
  if (ticketOf(place)) return "tickets";
  if (dutyOf(place)) return "duty";
  if (viewOf(place) || attendanceOf(place) || shiftsOf(place) || staffOf(place)) return present;
  if (trainingOf(place)) return present;
  if (announcementOf(place) !== null) return present;
  if (incidentOf(place)) return "incidents";
  if (lookedAt(place)) return "quality";
  if (reportOf(place)) return "reports";
  if (watchedOf(place)) return "wall";
  if (["wall", "reports"].includes(present) && !followUpOf(place)) return present;
  return followUpOf(place) ? "followups" : "conversations";
}

export function Sections() {
  const desk = useDesk();
  const sections = sectionsOf(desk);
  const wanted = useSignal<Name>(tab.read<Name>("section", "conversations"));
  const { place } = desk.selection;
  // Whatever is opened from elsewhere (a notification, the address) is shown in its own list.
  useEffect(() => {
    if (place) wanted.value = sectionOf(place, wanted.value);
  }, [place]);
  const open = sections.includes(wanted.value) ? wanted.value : sections[0];
  useEffect(() => {
    // Some look after themselves: their lists come late.
    if (open === "conversations" || open === "tickets" || open === "incidents") return;
    if (open === "quality" || open === "reports" || open === "duty") return;
    const model = { messages: desk.messages, followups: desk.followUps, live: desk.live, wall: desk.wall }[open];
    model.look(true);
    return () => model.look(false);
  }, [open]);
  const choose = (name: Name) => {
    wanted.value = name;
    tab.write("section", name);
  };
  const waiting: { readonly [name in Name]?: Waiting | null } = {
    messages: desk.messages.waiting,
    followups: desk.followUps.waiting,
    tickets: useLateTickets(),
  };
  const Pane = PANES[open];
  return (
    <nav class="side" aria-label={t("sections.label")}>
      {sections.length > 1 && (
        <div class="rail">
          <Tabs
            tabs={sections.map((name) => ({ name, label: <Label name={name} waiting={waiting[name] ?? null} /> }))}
            chosen={open}
            label={t("sections.label")}
            panel={PANEL}
            upright
            onChoose={choose}
          />
        </div>
      )}
      <div
        class="side-panel"
        id={PANEL}
        role={sections.length > 1 ? "tabpanel" : undefined}
        aria-labelledby={sections.length > 1 ? tabId(PANEL, open) : undefined}
      >
        <Pane key={open} />
      </div>
    </nav>
  );
}

interface LabelProps {
  name: Name;
  /** How many wait there for this agent; null: nothing is counted. */
  waiting: Waiting | null;
}

function Label({ name, waiting }: LabelProps) {
  const { known, count, more } = waiting ?? { known: false, count: 0, more: false };
  return (
    <>
      <Icon name={ICONS[name]} />
      <span class="rail-name">{t(`sections.${name}`)}</span>
      {known && count > 0 && (
        <span class="count">
          <span aria-hidden="true">{`${count}${more ? "+" : ""}`}</span>
          <span class="unseen">{t(`sections.${name}.new`, { count })}</span>
        </span>
      )}
    </>
  );
}
