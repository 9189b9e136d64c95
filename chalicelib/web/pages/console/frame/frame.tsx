/** The desk's page: bar, banner and three panes, and the keys that work everywhere. */
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { connection } from "../../desk/connection.ts";
import { t } from "../../desk/i18n.ts";
import { wakeAll } from "../../desk/poller.ts";
import { classes, LinkButton } from "../../kit/button.tsx";
import { listen, useShortcuts } from "../../kit/keys.ts";
import { say } from "../../kit/toasts.tsx";
import { ConversationPage, NoConversation } from "../conversations/conversation.tsx";
import { filesIn } from "../../desk/upload.ts";
import { type Desk, useDesk } from "../desk.ts";
import { DutyPage } from "../duty/late.tsx";
import { dutyOf } from "../duty/place.ts";
import { FollowUpPage } from "../followups/late.tsx";
import { followUpOf } from "../followups/followups.ts";
import { UnfinishedBar, UnfinishedPage } from "../handover/late.tsx";
import { viewOf } from "../handover/place.ts";
import { IncidentPage, OpenIncidents } from "../incidents/late.tsx";
import { OwnCalls } from "../oncall/late.tsx";
import { incidentOf } from "../incidents/place.ts";
import { showKeys } from "../keys/late.ts";
import { LivePage, WallPage } from "../monitoring/late.tsx";
import { visitorOf } from "../monitoring/live.ts";
import { watchedOf } from "../monitoring/wall.ts";
import { MessagePage } from "../offline/late.tsx";
import { messageOf } from "../offline/messages.ts";
import { QualityPage } from "../quality/late.tsx";
import { lookedAt } from "../quality/place.ts";
import { ReportPage } from "../reports/late.tsx";
import { reportOf } from "../reports/place.ts";
import { AnnouncementsPage, UnreadAnnouncements } from "../announcements/late.tsx";
import { announcementOf } from "../announcements/place.ts";
import { AttendancePage } from "../attendance/late.tsx";
import { attendanceOf } from "../attendance/place.ts";
import { ShiftsPage } from "../shifts/late.tsx";
import { shiftsOf } from "../shifts/place.ts";
import { openCalls } from "../phone/late.tsx";
import { openSearch } from "../search/open.ts";
import { OwedReasons, TicketPage } from "../tickets/late.tsx";
import { ticketOf } from "../tickets/place.ts";
import { NewInFile, StaffPage } from "../staff/late.tsx";
import { TrainingBar, TrainingPage } from "../training/late.tsx";
import { trainingOf } from "../training/place.ts";
import { staffOf } from "../staff/place.ts";
import { Sections } from "./sections.tsx";
import { TopBar } from "./top-bar.tsx";

export function Frame() {
  const desk = useDesk();
  const { selection, answers } = desk;
  const showsCard = useSignal(false);
  const { place } = selection;
  const works = [
    messageOf,
    followUpOf,
    ticketOf,
    dutyOf,
    incidentOf,
    visitorOf,
    watchedOf,
    lookedAt,
    reportOf,
    viewOf,
    attendanceOf,
    shiftsOf,
    staffOf,
    trainingOf,
    announcementOf,
  ];
  const isWork = works.some((of) => of(place) !== null);
  const isShown = place !== null && (answers || isWork);
  useKeys();
  useFiles(desk);
  useEffect(() => {
    showsCard.value = false;
  }, [place]);
  useShortcuts(() => {
    if (!showsCard.value) return [];
    const hide = () => showsCard.value = false;
    return [{ keys: "Escape", label: () => t("card.close"), whileTyping: true, run: hide }];
  }, [showsCard.value]);
  return (
    <div class={classes("desk", isShown && "has-selection", showsCard.value && "shows-card")}>
      <TopBar />
      <Banner />
      <OpenIncidents />
      <OwnCalls />
      <OwedReasons />
      <UnfinishedBar />
      <NewInFile />
      <TrainingBar />
      <UnreadAnnouncements />
      <div class="panes">
        <Sections />
        <main class="main">
          <h1 class="unseen phone-heading">{t("console")}</h1>
          {isShown
            ? <Work place={place} onCard={(shown) => showsCard.value = shown && !showsCard.value} />
            : <NoConversation words={answers ? "conversation.none" : "work.none"} />}
        </main>
      </div>
    </div>
  );
}

/** What is open: a message, a follow-up, a ticket, somebody on the website, what is watched, a report, or a conversation. */
function Work({ place, onCard }: { place: string; onCard: (shown: boolean) => void }) {
  const [message, followUp, ticket] = [messageOf(place), followUpOf(place), ticketOf(place)];
  if (message) return <MessagePage key={place} id={message} />;
  if (followUp) return <FollowUpPage key={place} id={followUp} />;
  if (ticket) return <TicketPage key={place} id={ticket} />;
  const duty = dutyOf(place);
  if (duty) return <DutyPage key={place} {...duty} />;
  const incident = incidentOf(place);
  if (incident) return <IncidentPage key={place} id={incident} />;
  const [visitor, watched, looked, report] = [visitorOf(place), watchedOf(place), lookedAt(place), reportOf(place)];
  if (looked) return <QualityPage key={place} {...looked} />;
  if (shiftsOf(place)) return <ShiftsPage />;
  const attendance = attendanceOf(place);
  if (attendance) return <AttendancePage view={attendance} />;
  const unfinished = viewOf(place);
  if (unfinished) return <UnfinishedPage view={unfinished} />;
  const file = staffOf(place);
  if (file) return <StaffPage view={file} />;
  const training = trainingOf(place);
  if (training) return <TrainingPage {...training} />;
  const announcement = announcementOf(place);
  if (announcement !== null) return <AnnouncementsPage id={announcement} />;
  if (visitor) return <LivePage key={place} id={visitor} />;
  if (watched) return <WallPage key={place} {...watched} />;
  if (report) return <ReportPage key="report" {...report} />;
  return <ConversationPage key={place} id={place} onCard={onCard} />;
}

function useKeys(): void {
  const desk = useDesk();
  useEffect(() => {
    const leaving = new AbortController();
    listen(leaving.signal, desk.keys.of);
    return () => leaving.abort();
  }, []);
  useShortcuts(() => {
    const help = { label: () => t("keys.title"), run: () => void showKeys(desk) };
    return [{ keys: "Alt+/", whileTyping: true, ...help }, { keys: "?", ...help }];
  }, []);
  useShortcuts(() => {
    const search = { label: () => t("keys.search"), whileTyping: true, run: () => void openSearch(desk) };
    const calls = { label: () => t("keys.calls"), whileTyping: true, run: () => void openCalls(desk, true) };
    return desk.answers
      ? [{ keys: "Ctrl+k", ...search }, { keys: "Alt+s", ...search }, { keys: "Alt+c", ...calls }]
      : [];
  }, []);
}

/**
 * A file that is dropped or pasted is sent into the conversation that is looked at. It must not take the page's place, and
 * is not lost without a word.
 */
function useFiles(desk: Desk): void {
  useEffect(() => {
    const leaving = new AbortController();
    const { signal } = leaving;
    const refuse = (event: Event, carried: DataTransfer | null, isOver = false) => {
      if (!carried?.types.includes("Files")) return;
      event.preventDefault();
      if (!isOver && !desk.sendFiles(filesIn(carried))) say(t("composer.no_files"), { kind: "warning" });
    };
    addEventListener("dragover", (event) => refuse(event, event.dataTransfer, true), { signal });
    addEventListener("drop", (event) => refuse(event, event.dataTransfer), { signal });
    addEventListener("paste", (event) => {
      // What is copied of a document is often both: its words are pasted.
      if (!event.clipboardData?.types.includes("text/plain")) refuse(event, event.clipboardData);
    }, { signal });
    return () => leaving.abort();
  }, []);
}

/** A quiet line while the desk cannot be reached; it goes by itself. */
function Banner() {
  const { down } = connection;
  const wasDown = useRef(down);
  useEffect(() => {
    if (wasDown.current && !down) say(t("connection.back"));
    wasDown.current = down;
  }, [down]);
  return (
    <div class="banner" role="status">
      {down && (
        <>
          <span>{t("connection.down")}</span>
          <LinkButton onClick={wakeAll}>{t("connection.retry")}</LinkButton>
        </>
      )}
    </div>
  );
}
