/** Dialogs in which something of the duty log begins. Each stays, with what was typed, until it worked. */
import { useComputed, useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { t } from "../../desk/i18n.ts";
import { openDialog } from "../../kit/dialogs.tsx";
import type { Desk } from "../desk.ts";
import type { Refused } from "../people/choose.tsx";
import { FormDialog, typed, WordsField } from "../tickets/form-dialog.tsx";
import { beginAsking, beginFault, beginHandOver, beginMinutes } from "./acts.ts";
import { dutyLogOf, type Entry, lookedAt } from "./duty.ts";
import { attempt, Key } from "./open.ts";
import { placeOf } from "./place.ts";

export const SECTIONS = ["business", "instructions", "complaints", "suggestions", "equipment", "other"] as const;
const LONGEST = 4000;

interface DialogProps {
  desk: Desk;
  close: (made: Entry | null) => void;
}

/** What was made stands in its list, and is opened. */
async function begin(desk: Desk, dialog: (close: (made: Entry | null) => void) => preact.JSX.Element): Promise<void> {
  const made = await openDialog<Entry>(dialog);
  if (!made) return;
  dutyLogOf(desk).learn(made);
  dutyLogOf(desk).wake();
  desk.selection.choose(placeOf(lookedAt(made)));
}

export const handOver = (desk: Desk) => begin(desk, (close) => <HandOverDialog desk={desk} close={close} />);
export const askForInstruction = (desk: Desk) => begin(desk, (close) => <AskDialog desk={desk} close={close} />);
export const writeMinutes = (desk: Desk) => begin(desk, (close) => <MinutesDialog desk={desk} close={close} />);

export interface Point {
  checkId: string;
  pointId: string;
  text: string;
}

/** `point`: where it was found, if in a check. */
export const reportFault = (desk: Desk, point?: Point) =>
  begin(desk, (close) => <FaultDialog desk={desk} close={close} point={point} />);

function useMaking(close: (made: Entry | null) => void) {
  const key = useMemo(() => new Key(), []);
  const made = useSignal<Entry | null>(null);
  const make = (body: unknown, ask: (key: string) => Promise<Entry>): Promise<Refused | null> =>
    attempt(async () => made.value = await ask(key.of(body)));
  return { make, done: () => close(made.peek()) };
}

function GroupField({ desk, name, label, all }: { desk: Desk; name: string; label: string; all?: string }) {
  useEffect(() => desk.colleagues.follow(), []);
  return (
    <label class="field">
      <span>{label}</span>
      <select name={name} required={!all}>
        {all && <option value="">{all}</option>}
        {desk.colleagues.groups.map(({ group_id: id, name: words }) => <option key={id} value={id}>{words}</option>)}
      </select>
    </label>
  );
}

function HandOverDialog({ desk, close }: DialogProps) {
  const { make, done } = useMaking(close);
  const act = (form: HTMLFormElement) => {
    const said = SECTIONS.map((each) => [each, typed(form, each)] as const).filter(([, words]) => words);
    const body = { group_id: typed(form, "group") || null, sections: Object.fromEntries(said) };
    return make(body, (key) => beginHandOver(body, key));
  };
  return (
    <FormDialog title={t("duty.hand_over")} submit={t("duty.hand_over.submit")} act={act} close={done}>
      <p class="hint">{t("duty.hand_over.about")}</p>
      <GroupField desk={desk} name="group" label={t("duty.group")} all={t("duty.group.own")} />
      {SECTIONS.map((each) => (
        <WordsField key={each} name={each} label={t(`duty.section.${each}`)} limit={LONGEST} rows={2} />
      ))}
    </FormDialog>
  );
}

function FaultDialog({ desk, close, point }: DialogProps & { point?: Point }) {
  const { make, done } = useMaking(close);
  const act = (form: HTMLFormElement) => {
    const body = {
      title: typed(form, "title"),
      department_id: typed(form, "department"),
      text: typed(form, "text"),
      urgent: Boolean(typed(form, "urgent")),
      check_id: point?.checkId ?? null,
      point_id: point?.pointId ?? null,
    };
    return make(body, (key) => beginFault(body, key));
  };
  return (
    <FormDialog title={t("duty.report")} submit={t("duty.report.submit")} act={act} close={done}>
      <p class="hint">{t("duty.report.about")}</p>
      <label class="field">
        <span>{t("duty.report.title")}</span>
        <input name="title" maxLength={120} required dir="auto" defaultValue={point?.text.slice(0, 120)} />
      </label>
      <GroupField desk={desk} name="department" label={t("duty.department")} />
      <WordsField name="text" label={t("duty.report.text")} limit={LONGEST} />
      <label class="duty-tick">
        <input type="checkbox" name="urgent" value="yes" />
        <span>{t("duty.report.urgent")}</span>
      </label>
    </FormDialog>
  );
}

export const LEVELS = ["leader", "supervisor", "administrator"] as const;
export type Level = (typeof LEVELS)[number];

/** Past whom it goes, where it is urgent, and why. */
export function LevelFields({ above }: { above: readonly Level[] }) {
  const level = useSignal("");
  return (
    <>
      <label class="field">
        <span>{t("duty.level")}</span>
        <select name="level" value={level.value} onChange={(event) => level.value = event.currentTarget.value}>
          <option value="">{t("duty.level.next")}</option>
          {above.map((each) => <option key={each} value={each}>{t(`duty.level.${each}`)}</option>)}
        </select>
      </label>
      {level.value && <WordsField name="reason" label={t("duty.level.reason")} limit={500} rows={2} />}
    </>
  );
}

function AskDialog({ close }: DialogProps) {
  const { make, done } = useMaking(close);
  const urgent = useSignal(false);
  const above = useComputed(() => urgent.value ? LEVELS : []);
  const act = (form: HTMLFormElement) => {
    const body = {
      subject: typed(form, "subject"),
      text: typed(form, "text"),
      proposal: typed(form, "proposal"),
      urgent: urgent.value,
      level: (typed(form, "level") || null) as Level | null,
      reason: typed(form, "reason"),
    };
    return make(body, (key) => beginAsking(body, key));
  };
  return (
    <FormDialog title={t("duty.ask")} submit={t("duty.ask.submit")} act={act} close={done}>
      <label class="field">
        <span>{t("duty.ask.subject")}</span>
        <input name="subject" maxLength={120} required dir="auto" />
      </label>
      <WordsField name="text" label={t("duty.ask.text")} limit={LONGEST} required />
      <WordsField name="proposal" label={t("duty.ask.proposal")} limit={LONGEST} rows={2} />
      <label class="duty-tick">
        <input
          type="checkbox"
          checked={urgent.value}
          onChange={(event) => urgent.value = event.currentTarget.checked}
        />
        <span>{t("duty.ask.urgent")}</span>
      </label>
      {urgent.value && <LevelFields above={above.value} />}
    </FormDialog>
  );
}

function MinutesDialog({ desk, close }: DialogProps) {
  const { make, done } = useMaking(close);
  const act = (form: HTMLFormElement) => {
    const body = {
      title: typed(form, "title"),
      held_at: new Date(typed(form, "held_at")).toISOString(),
      group_id: typed(form, "group") || null,
    };
    return make(body, (key) => beginMinutes(body, key));
  };
  return (
    <FormDialog title={t("duty.write_minutes")} submit={t("duty.write_minutes.submit")} act={act} close={done}>
      <label class="field">
        <span>{t("duty.minutes.title")}</span>
        <input name="title" maxLength={120} required dir="auto" />
      </label>
      <label class="field">
        <span>{t("duty.minutes.held_at")}</span>
        <input name="held_at" type="datetime-local" required />
      </label>
      <GroupField desk={desk} name="group" label={t("duty.group")} all={t("duty.minutes.desk")} />
    </FormDialog>
  );
}
