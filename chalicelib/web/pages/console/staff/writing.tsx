/** The dialogs in which something is entered, corrected, withdrawn, decided on or stated. Each stays until it worked. */
import { type Signal, useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import type { Problem } from "../../desk/client.ts";
import { agentName } from "../../desk/format.ts";
import { inOurLanguage, t, tOf } from "../../desk/i18n.ts";
import type { AgentRef, StaffEntryView, StaffKindsView } from "../../desk/operations.ts";
import { Button } from "../../kit/button.tsx";
import { Dialog, openDialog } from "../../kit/dialogs.tsx";
import { say } from "../../kit/toasts.tsx";
import type { Desk } from "../desk.ts";
import { Keys } from "../request-keys.ts";
import {
  correcting,
  deciding,
  entering,
  kindsOrWord,
  type SendEntry,
  type SendWords,
  stating,
  withdrawing,
  wordsOf,
} from "./acts.ts";
import { amountOf, typedOf } from "./money.ts";
import type { About } from "./place.ts";

const LONGEST = 2000;
type Kind = StaffKindsView["kinds"][number];

/** What stands in the form of an entry. */
interface Typed {
  agentId: string;
  kindId: string;
  points: string;
  money: string;
  day: string;
  reason: string;
}

/** Enters something in somebody's file; null: it was given up. */
export async function enterInFile(desk: Desk, about: About = {}): Promise<StaffEntryView | null> {
  const kinds = await kindsOrWord();
  if (!kinds) return null;
  const typed: Typed = { agentId: about.agent?.id ?? "", kindId: "", points: "", money: "", day: "", reason: "" };
  const send = entering(about);
  const entry = await openDialog<StaffEntryView>((close) => (
    <EntryForm title={t("staff.new")} {...{ desk, kinds, typed, send, close }} agent={about.agent ?? null} />
  ));
  if (entry) say(t(entry.state === "pending" ? "staff.waits_now" : "staff.entered"));
  return entry;
}

export async function correctEntry(desk: Desk, entry: StaffEntryView): Promise<StaffEntryView | null> {
  const kinds = await kindsOrWord();
  if (!kinds) return null;
  const typed: Typed = {
    agentId: entry.agent.id ?? "",
    kindId: entry.kind_id,
    points: entry.points ? `${entry.points}` : "",
    money: typedOf(entry.money, kinds.currency),
    day: entry.day,
    reason: "",
  };
  const send = correcting(entry);
  return await openDialog<StaffEntryView>((close) => (
    <EntryForm title={t("staff.correct")} {...{ desk, kinds, typed, send, close }} agent={entry.agent} />
  ));
}

interface FormProps {
  title: string;
  desk: Desk;
  kinds: StaffKindsView;
  typed: Typed;
  /** Whose file it is; null: that is to be chosen. */
  agent: AgentRef | null;
  send: SendEntry;
  close: (entry: StaffEntryView | null) => void;
}

function EntryForm({ title, desk, kinds, typed: first, agent, send, close }: FormProps) {
  const typed = useSignal(first);
  const wrong = useSignal<Record<string, string>>({});
  const trouble = useSignal("");
  const busy = useSignal(false);
  const keys = useMemo(() => new Keys(), []);
  useEffect(() => agent ? undefined : desk.colleagues.follow(), []);
  const kind = kinds.kinds.find(({ kind_id: id }) => id === typed.value.kindId) ?? null;
  const change = (changes: Partial<Typed>) => typed.value = { ...typed.value, ...changes };
  const attempt = async (event: SubmitEvent) => {
    event.preventDefault();
    const { agentId, kindId, points, money, day, reason } = typed.value;
    const amount = kind?.money === "no" || !money.trim() ? 0 : amountOf(money, kinds.currency);
    wrong.value = amount === null ? { money: t("staff.wrong.money") } : {};
    if (amount === null) return;
    const body = {
      kind_id: kindId,
      reason,
      points: kind?.points === "no" ? 0 : Number(points || 0),
      money: amount,
      day: day || null,
    };
    busy.value = true;
    trouble.value = "";
    try {
      close(await send({ ...body, client_id: keys.keyOf({ ...body, agentId }) }, agentId));
    } catch (problem) {
      const { errors } = problem as Problem;
      wrong.value = Object.fromEntries(errors.map(({ field }) => [field, tOf("staff.wrong", field)]));
      trouble.value = errors.length ? "" : wordsOf(problem as Problem);
    } finally {
      busy.value = false;
    }
  };
  const { agentId, kindId, reason } = typed.value;
  return (
    <Dialog title={title} class="staff-form" onClose={() => close(null)}>
      <form onSubmit={attempt}>
        {agent
          ? (
            <p class="staff-whom">
              <bdi>{t("staff.for", { agent: agentName(agent) })}</bdi>
            </p>
          )
          : <Whom desk={desk} chosen={agentId} wrong={wrong.value.agent_id} choose={(id) => change({ agentId: id })} />}
        <label class="field">
          <span>{t("staff.kind")}</span>
          <select
            name="kind_id"
            required
            value={kindId}
            onChange={(event) => change({ kindId: event.currentTarget.value })}
          >
            <option value="" disabled>{t("staff.kind.choose")}</option>
            {kinds.kinds.filter(({ active, kind_id: id }) => active || id === first.kindId).map((each) => (
              <option key={each.kind_id} value={each.kind_id}>{kindWords(each)}</option>
            ))}
          </select>
          <Wrong words={wrong.value.kind_id} />
        </label>
        {kind && <Amounts kind={kind} typed={typed} currency={kinds.currency} wrong={wrong.value} change={change} />}
        <label class="field">
          <span>{t("staff.day")}</span>
          <input
            type="date"
            name="day"
            value={typed.value.day}
            onChange={(event) => change({ day: event.currentTarget.value })}
          />
          <span class="field-hint">{t("staff.day.hint")}</span>
          <Wrong words={wrong.value.day} />
        </label>
        <label class="field">
          <span>{t("staff.reason")}</span>
          <textarea
            name="reason"
            rows={4}
            required
            maxLength={LONGEST}
            dir="auto"
            value={reason}
            onInput={(event) => change({ reason: event.currentTarget.value })}
          />
          <span class="field-hint">{t("staff.reason.hint")}</span>
          <Wrong words={wrong.value.reason} />
        </label>
        {trouble.value && <p class="note error" role="alert">{trouble.value}</p>}
        <div class="dialog-buttons">
          <Button onClick={() => close(null)}>{t("cancel")}</Button>
          <Button submits kind="primary" disabled={busy.value || !agentId || !kindId || !reason.trim()}>
            {t("staff.submit")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

const kindWords = ({ names, effect }: Kind): string =>
  t("staff.kind.of", { name: inOurLanguage(names) ?? "", effect: t(`staff.effect.${effect}`) });

const Wrong = ({ words }: { words?: string }) => words ? <span class="field-word" role="alert">{words}</span> : null;

interface WhomProps {
  desk: Desk;
  chosen: string;
  wrong?: string;
  choose: (agentId: string) => void;
}

/** Colleagues other than oneself; who is beyond one's reach is refused by the desk. */
function Whom({ desk, chosen, wrong, choose }: WhomProps) {
  const { colleagues, agentId } = desk;
  return (
    <label class="field">
      <span>{t("staff.agent")}</span>
      <select
        name="agent_id"
        required
        value={chosen}
        onChange={(event) => choose(event.currentTarget.value)}
      >
        <option value="" disabled>{t(colleagues.loaded ? "staff.agent.choose" : "conversation.loading")}</option>
        {colleagues.agents.filter(({ agent_id: id }) => id !== agentId).map((each) => (
          <option key={each.agent_id} value={each.agent_id}>{agentName(each)}</option>
        ))}
      </select>
      <Wrong words={wrong} />
    </label>
  );
}

interface AmountsProps {
  kind: Kind;
  typed: Signal<Typed>;
  currency: string;
  wrong: Record<string, string>;
  change: (changes: Partial<Typed>) => void;
}

/** Points and money, as far as the kind has any. */
function Amounts({ kind, typed, currency, wrong, change }: AmountsProps) {
  return (
    <div class="staff-amounts">
      {kind.points !== "no" && (
        <label class="field">
          <span>{t("staff.points.label")}</span>
          <input
            name="points"
            type="number"
            inputMode="numeric"
            min={kind.points === "must" ? 1 : 0}
            max={1000}
            required={kind.points === "must"}
            value={typed.value.points}
            onInput={(event) => change({ points: event.currentTarget.value })}
          />
          <Wrong words={wrong.points} />
        </label>
      )}
      {kind.money !== "no" && (
        <label class="field">
          <span>{t("staff.money.label", { currency })}</span>
          <input
            name="money"
            type="text"
            inputMode="decimal"
            autocomplete="off"
            required={kind.money === "must"}
            value={typed.value.money}
            onInput={(event) => change({ money: event.currentTarget.value })}
          />
          <Wrong words={wrong.money} />
        </label>
      )}
    </div>
  );
}

export const withdrawEntry = (entry: StaffEntryView): Promise<StaffEntryView | null> =>
  askWords("withdraw", withdrawing(entry));

export const stateTo = (entry: StaffEntryView): Promise<StaffEntryView | null> => askWords("state_to", stating(entry));

export const decideOn = (entry: StaffEntryView, outcome: "approved" | "refused"): Promise<StaffEntryView | null> =>
  askWords(outcome, deciding(entry, outcome));

function askWords(what: string, send: SendWords): Promise<StaffEntryView | null> {
  const needed = what !== "approved";
  return openDialog<StaffEntryView>((close) => <WordsForm {...{ what, send, needed, close }} />);
}

interface WordsProps {
  what: string;
  send: SendWords;
  needed: boolean;
  close: (entry: StaffEntryView | null) => void;
}

function WordsForm({ what, send, needed, close }: WordsProps) {
  const text = useSignal("");
  const trouble = useSignal("");
  const busy = useSignal(false);
  const keys = useMemo(() => new Keys(), []);
  const attempt = async (event: SubmitEvent) => {
    event.preventDefault();
    busy.value = true;
    trouble.value = "";
    try {
      close(await send(text.value, keys.keyOf(text.value)));
    } catch (problem) {
      trouble.value = wordsOf(problem as Problem);
    } finally {
      busy.value = false;
    }
  };
  return (
    <Dialog title={t(`staff.${what}.title`)} class="staff-form" onClose={() => close(null)}>
      <form onSubmit={attempt}>
        <p>{t(`staff.${what}.about`)}</p>
        <label class="field">
          <span>{t(`staff.${what}.label`)}</span>
          <textarea
            rows={4}
            required={needed}
            maxLength={LONGEST}
            dir="auto"
            value={text.value}
            onInput={(event) => text.value = event.currentTarget.value}
          />
        </label>
        {trouble.value && <p class="note error" role="alert">{trouble.value}</p>}
        <div class="dialog-buttons">
          <Button onClick={() => close(null)}>{t("cancel")}</Button>
          <Button submits kind="primary" disabled={busy.value || (needed && !text.value.trim())}>
            {t(`staff.${what}.submit`)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
