/** The lists of the duty log, and what is begun there: handing over, asking, reporting a fault, writing minutes. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { agentName, shortTime } from "../../desk/format.ts";
import { dayAndTimeThere } from "../../desk/zoned.ts";
import { t } from "../../desk/i18n.ts";
import { Button } from "../../kit/button.tsx";
import { Icon, type IconName } from "../../kit/icons/icon.tsx";
import { useDesk } from "../desk.ts";
import { Lists, Row } from "../lists/lists.tsx";
import { shownOf } from "../lists/worklists.ts";
import { askForInstruction, handOver, reportFault, writeMinutes } from "./beginning.tsx";
import { ASKED, type Asked, type DutyLog, dutyLogOf, type Entry, lookedAt, type View } from "./duty.ts";
import { placeOf } from "./place.ts";

const VIEWS: readonly View[] = ["shifts", "checks", "faults", "instructions", "minutes"];
const ICONS: Record<Entry["kind"], IconName> = {
  shift: "transfer",
  check: "check",
  fault: "bell",
  instruction: "chat",
  minutes: "people",
};

export function DutyLists() {
  const desk = useDesk();
  const log = dutyLogOf(desk);
  useEffect(() => {
    log.look(true);
    return () => {
      log.look(false);
      log.stop();
    };
  }, []);
  return (
    <Lists
      name="duty"
      label={t("duty.label")}
      tabs={VIEWS.map((name) => ({ name, label: t(`duty.${name}`) }))}
      view={log.view}
      onView={(view) => log.choose(view)}
      picture="clock"
      filters={<Above log={log} />}
      list={shownOf(log)}
      placeOf={(entry) => placeOf(lookedAt(entry))}
      wordsOf={(entry) => titleOf(entry)}
      row={(entry) => <EntryRow entry={entry} />}
    />
  );
}

function Above({ log }: { log: DutyLog }) {
  const desk = useDesk();
  const words = useSignal(log.filters.words);
  const find = (event: SubmitEvent) => {
    event.preventDefault();
    log.choose(log.view, { ...log.filters, words: words.value.trim() });
  };
  const works = desk.session.can("duty.work");
  return (
    <div class="duty-above">
      <div class="duty-begin">
        {log.view === "shifts" && works && (
          <Button small icon="transfer" onClick={() => void handOver(desk)}>{t("duty.hand_over")}</Button>
        )}
        {log.view === "faults" && (
          <Button small icon="plus" onClick={() => void reportFault(desk)}>{t("duty.report")}</Button>
        )}
        {log.view === "checks" && (
          <label class="duty-done">
            <input
              type="checkbox"
              checked={log.filters.done}
              onChange={(event) => log.choose("checks", { ...log.filters, done: event.currentTarget.checked })}
            />
            <span>{t("duty.done_too")}</span>
          </label>
        )}
        {log.view === "instructions" && log.leads && (
          <select
            aria-label={t("duty.asked")}
            value={log.filters.asked}
            onChange={(event) =>
              log.choose("instructions", { ...log.filters, asked: event.currentTarget.value as Asked })}
          >
            {ASKED.map((each) => <option key={each} value={each}>{t(`duty.asked.${each}`)}</option>)}
          </select>
        )}
        {log.view === "instructions" && works && (
          <Button small icon="plus" onClick={() => void askForInstruction(desk)}>{t("duty.ask")}</Button>
        )}
        {log.view === "minutes" && log.leads && (
          <Button small icon="plus" onClick={() => void writeMinutes(desk)}>{t("duty.write_minutes")}</Button>
        )}
      </div>
      <form role="search" class="duty-search" onSubmit={find}>
        <input
          type="search"
          maxLength={100}
          aria-label={t("duty.search")}
          placeholder={t("duty.search")}
          value={words.value}
          onInput={(event) => words.value = event.currentTarget.value}
        />
        <Button small submits>{t("duty.search.submit")}</Button>
      </form>
    </div>
  );
}

/** What an entry is called. */
export function titleOf(entry: Entry): string {
  if (entry.kind === "shift") return t("duty.shift.of", { name: agentName(entry.of.leaver) });
  if (entry.kind === "check") return entry.of.name;
  return entry.kind === "instruction" ? entry.of.subject : entry.of.title;
}

/** When it came, or is due. */
function whenOf(entry: Entry): string {
  if (entry.kind === "shift") return entry.of.begun_at;
  if (entry.kind === "check") return entry.of.due_at;
  if (entry.kind === "fault") return entry.of.reported_at;
  return entry.kind === "instruction" ? entry.of.asked_at : entry.of.held_at;
}

function aboutOf(entry: Entry): string {
  if (entry.kind === "shift") return entry.of.shift ? t("duty.shift.named", { shift: entry.of.shift }) : entry.of.group;
  if (entry.kind === "check") return t("duty.check.until", { time: dayAndTimeThere(entry.of.until) });
  if (entry.kind === "fault") return entry.of.department;
  if (entry.kind === "minutes") return entry.of.group || t("duty.minutes.desk");
  return t(`duty.level.${entry.of.level}`);
}

/** How it stands, as a word and whether that is bad, good, or neither. */
export function standOf(entry: Entry): { word: string; tone: "bad" | "good" | "plain" } {
  if (entry.kind === "shift") {
    const { state, late } = entry.of;
    if (state === "open") return late ? stand("duty.shift.late", "bad") : stand("duty.shift.open");
    return stand(`duty.shift.${state}`, state === "settled" ? "good" : "plain");
  }
  if (entry.kind === "check") {
    const { state, late, findings } = entry.of;
    if (state !== "done") return stand(`duty.check.${state}`, state === "missed" ? "bad" : "plain");
    if (Object.values(findings).some(({ ok }) => !ok)) return stand("duty.check.fault", "bad");
    return late ? stand("duty.check.late") : stand("duty.check.done", "good");
  }
  if (entry.kind === "fault") return stand("duty.fault", "plain");
  if (entry.kind === "minutes") {
    return stand(`duty.minutes.${entry.of.state}`, entry.of.state === "confirmed" ? "good" : "plain");
  }
  const { state, late } = entry.of;
  return state === "waiting" && late ? stand("duty.instruction.late", "bad") : stand(`duty.instruction.${state}`);
}

const stand = (name: string, tone: "bad" | "good" | "plain" = "plain") => ({ word: t(name), tone });

export function StandMark({ entry }: { entry: Entry }) {
  const { word, tone } = standOf(entry);
  return <span class={`chip duty-${tone}`}>{word}</span>;
}

function EntryRow({ entry }: { entry: Entry }) {
  return (
    <Row place={placeOf(lookedAt(entry))} class="duty-row">
      <span class="duty-mark">
        <Icon name={ICONS[entry.kind]} />
      </span>
      <span class="row-name">
        <span class="row-visitor" dir="auto">{titleOf(entry)}</span>
      </span>
      <span class="row-when">{shortTime(whenOf(entry))}</span>
      <span class="row-text">
        <bdi>{aboutOf(entry)}</bdi>
      </span>
      <span class="row-facts">
        <StandMark entry={entry} />
        {entry.kind === "instruction" && entry.of.urgent && <span class="chip duty-bad">{t("duty.urgent")}</span>}
      </span>
    </Row>
  );
}
