/** The middle pane: announcements with a search, or one of them. */
import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { dayAndTime } from "../../desk/format.ts";
import { t, tOf } from "../../desk/i18n.ts";
import type { AnnouncementEditionView, AnnouncementInList } from "../../desk/operations.ts";
import { Button, classes } from "../../kit/button.tsx";
import { tabId, Tabs } from "../../kit/tabs.tsx";
import { WithWords } from "../conversations/moves.tsx";
import { useDesk } from "../desk.ts";
import { WorkPage } from "../lists/work-page.tsx";
import { Announcements, type View, VIEWS } from "./lists.ts";
import { placeOfAnnouncement } from "./place.ts";
import { Reading } from "./reading.ts";
import { Answer, Body, Chips, Facts } from "./said.tsx";

const PANEL = "announcements-list";

export function AnnouncementsPage({ id }: { id: string }) {
  return id ? <One key={id} id={id} /> : <List />;
}

function List() {
  const desk = useDesk();
  const lists = useMemo(() => new Announcements(), []);
  const { wanted, items } = lists;
  useEffect(() => void lists.start(desk.agentId), [lists]);
  return (
    <WorkPage
      label={t("announcements.title")}
      contentLabel={t(`announcements.view.${wanted.view}`)}
      class="announcements-page"
      title={<h2>{t("announcements.title")}</h2>}
      moves={null}
      word={null}
      foot={null}
    >
      <Tabs
        tabs={VIEWS.map((name) => ({ name, label: t(`announcements.view.${name}`) }))}
        chosen={wanted.view}
        label={t("announcements.title")}
        panel={PANEL}
        onChoose={(view: View) => lists.choose({ view })}
      />
      <div id={PANEL} role="tabpanel" aria-labelledby={tabId(PANEL, wanted.view)}>
        <Filters lists={lists} />
        <ul class="announcements-list" aria-label={t(`announcements.view.${wanted.view}`)}>
          {items.map((each) => (
            <li key={each.announcement_id}>
              <Row of={each} />
            </li>
          ))}
        </ul>
        <State lists={lists} />
      </div>
    </WorkPage>
  );
}

function Filters({ lists }: { lists: Announcements }) {
  const { wanted, groups, refusal } = lists;
  const words = useSignal(wanted.q);
  return (
    <form
      class="announcements-tools"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        lists.choose({ q: words.value });
      }}
    >
      <label class="field">
        <span>{t("announcements.search")}</span>
        <input
          type="search"
          maxLength={100}
          value={words.value}
          aria-describedby="announcements-refusal"
          onInput={({ currentTarget: { value } }) => {
            words.value = value;
            if (!value && wanted.q) lists.choose({ q: "" });
          }}
        />
      </label>
      <Button submits>{t("announcements.find")}</Button>
      {groups.length > 0 && (
        <label class="field">
          <span>{t("announcements.group")}</span>
          <select
            value={wanted.group}
            onChange={({ currentTarget: { value } }) => lists.choose({ group: value })}
          >
            <option value="">{t("announcements.group.all")}</option>
            {groups.map(([id, name]) => <option key={id} value={id}>{name}</option>)}
          </select>
        </label>
      )}
      <TickOf lists={lists} name="unread" />
      <TickOf lists={lists} name="urgent" />
      <p class="field-word" id="announcements-refusal" role="alert">{refusal && t("announcements.search.refused")}</p>
    </form>
  );
}

function TickOf({ lists, name }: { lists: Announcements; name: "unread" | "urgent" }) {
  return (
    <label class="announcements-tick">
      <input
        type="checkbox"
        checked={lists.wanted[name]}
        onChange={({ currentTarget: { checked } }) => lists.choose({ [name]: checked })}
      />
      <span>{t(`announcements.only.${name}`)}</span>
    </label>
  );
}

function Row({ of }: { of: AnnouncementInList }) {
  const { selection } = useDesk();
  const isUnread = of.unread && of.state === "effective";
  return (
    <button
      type="button"
      class={classes("announcement-row", isUnread && "unread")}
      onClick={() => selection.choose(placeOfAnnouncement(of.announcement_id), { step: true })}
    >
      <span class="announcement-head">
        <b dir="auto">{of.title}</b>
        <Chips of={of} />
        {of.since && <time dateTime={of.since}>{dayAndTime(of.since)}</time>}
      </span>
      {of.excerpt && <span class="announcement-excerpt" dir="auto">{of.excerpt}</span>}
    </button>
  );
}

function State({ lists }: { lists: Announcements }) {
  const { state, hasMore, items, wanted, refusal } = lists;
  const isNarrow = wanted.q || wanted.urgent || wanted.unread || wanted.group;
  return (
    <>
      <p role="status" class="announcements-state">
        {state === "loading" && t("announcements.loading")}
        {state === "there" && !items.length && !hasMore && !refusal &&
          t(isNarrow ? "announcements.none.found" : `announcements.none.${wanted.view}`)}
      </p>
      {state === "failed" && (
        <p class="note error" role="alert">
          {t("announcements.not_read")}{" "}
          <Button small onClick={() => void lists.again()}>{t("connection.retry")}</Button>
        </p>
      )}
      {state === "there" && hasMore && (
        <Button small onClick={() => void lists.more()}>{t("announcements.more")}</Button>
      )}
    </>
  );
}

function One({ id }: { id: string }) {
  const desk = useDesk();
  const reading = useMemo(() => new Reading(desk, id), [id]);
  useEffect(() => void reading.read(), [reading]);
  const { announcement, problem } = reading;
  const word = problem && !announcement ? tOf("announcements.failed", problem, { code: problem }) : null;
  return (
    <WorkPage
      label={t("announcements.title")}
      contentLabel={announcement?.title ?? t("announcements.title")}
      class="announcements-page"
      title={<h2 dir="auto">{announcement?.title ?? t("announcements.title")}</h2>}
      moves={
        <WithWords
          icon="bell"
          words={t("announcements.all")}
          onClick={() => desk.selection.choose(placeOfAnnouncement())}
        />
      }
      word={announcement ? null : word ?? t("announcements.loading")}
      foot={announcement && <Foot reading={reading} />}
    >
      {announcement && (
        <>
          <p class="announcement-chips">
            <Chips of={announcement} />
          </p>
          <Facts of={announcement} />
          {announcement.reason && <p class="note warning" dir="auto">{announcement.reason}</p>}
          <Body html={announcement.html} />
          <Answer of={announcement} />
          <Editions editions={reading.editions} />
        </>
      )}
      {!announcement && problem && !reading.isOver && (
        <Button small onClick={() => void reading.read()}>{t("connection.retry")}</Button>
      )}
    </WorkPage>
  );
}

/** Below it, while it is to be confirmed. */
function Foot({ reading }: { reading: Reading }) {
  const { announcement, problem, busy } = reading;
  const asks = announcement?.unread && announcement.state === "effective";
  return (
    <div class="announcement-foot">
      <p class="field-word" role="alert">{problem && tOf("announcements.failed", problem, { code: problem })}</p>
      {asks && (
        <Button kind="primary" disabled={busy} onClick={() => void reading.confirm()}>
          {t("announcements.confirm")}
        </Button>
      )}
    </div>
  );
}

function Editions({ editions }: { editions: readonly AnnouncementEditionView[] }) {
  if (editions.length < 2) return null;
  return (
    <details class="announcement-editions">
      <summary>{t("announcements.editions")}</summary>
      <ol reversed>
        {editions.map(({ number, at, changes, title }) => (
          <li key={number} value={number}>
            <span dir="auto">{changes || title}</span> <time dateTime={at}>{dayAndTime(at)}</time>
          </li>
        ))}
      </ol>
    </details>
  );
}
