/** The dialog in which a colleague is asked to exchange shifts, or to take one. */
import { type Signal, useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import type { Problem } from "../../desk/client.ts";
import { agentName, dateOf } from "../../desk/format.ts";
import { dayAndTimeThere, deskZone } from "../../desk/zoned.ts";
import { t, tOf } from "../../desk/i18n.ts";
import type { LeaveRequestView, OffersView, SpanView } from "../../desk/operations.ts";
import { now } from "../../desk/time.ts";
import { Button } from "../../kit/button.tsx";
import { Dialog, openDialog } from "../../kit/dialogs.tsx";
import { say } from "../../kit/toasts.tsx";
import { dayIn, mondayOf } from "../shifts/shifts.ts";
import { Keys } from "../request-keys.ts";
import * as acts from "./acts.ts";
import { warn, wordsOf } from "./models.ts";

interface Mine {
  span: SpanView;
  start_minute: number;
}

const WEEKS = 5;

/** One's own shifts to come, with their minutes by the wall clock. */
async function shiftsToCome(): Promise<Mine[]> {
  const held = await acts.readShifts(mondayOf(dayIn(deskZone(), new Date(now()).toISOString())), WEEKS);
  const mine = held.spans.filter(({ since }) => Date.parse(since) > now());
  return mine.flatMap((span) => {
    const told = held.weeks.find(({ group_id: id, shifts }) =>
      id === span.group_id && shifts.some(({ day }) => day === span.day)
    );
    const nth = held.spans.filter(({ day, group_id: id }) => day === span.day && id === span.group_id).indexOf(span);
    const shift = told?.shifts.filter(({ day }) => day === span.day)[nth];
    return shift ? [{ span, start_minute: shift.start_minute }] : [];
  });
}

export async function askSwap(): Promise<LeaveRequestView | null> {
  let mine: Mine[];
  try {
    mine = await shiftsToCome();
  } catch (problem) {
    warn(problem);
    return null;
  }
  const asked = await openDialog<LeaveRequestView>((close) => <SwapForm mine={mine} close={close} />);
  if (asked) say(t("leave.swap.asked"));
  return asked;
}

interface Typed {
  mine: string;
  day: string;
  /** `agent` alone: given to them; with a minute: for that shift of theirs. */
  theirs: string;
  reason: string;
}

function SwapForm({ mine, close }: { mine: Mine[]; close: (asked: LeaveRequestView | null) => void }) {
  const typed = useSignal<Typed>({ mine: "", day: "", theirs: "", reason: "" });
  const offers = useSignal<OffersView | null>(null);
  const trouble = useSignal("");
  const busy = useSignal(false);
  const keys = useMemo(() => new Keys(), []);
  const chosen = mine[Number(typed.value.mine)] && typed.value.mine ? mine[Number(typed.value.mine)] : null;
  const { day } = typed.value;
  useEffect(() => void look(chosen?.span.group_id ?? "", day, offers), [chosen?.span.group_id, day]);
  const change = (changes: Partial<Typed>) => typed.value = { ...typed.value, ...changes };
  const attempt = async (event: SubmitEvent) => {
    event.preventDefault();
    if (!chosen || !typed.value.theirs) return;
    const [agent, minute] = typed.value.theirs.split("@");
    const { group_id: group } = chosen.span;
    const body = {
      colleague_id: agent,
      gives: { group_id: group, day: chosen.span.day, start_minute: chosen.start_minute },
      takes: minute === undefined ? null : { group_id: group, day, start_minute: Number(minute) },
      reason: typed.value.reason,
    };
    busy.value = true;
    trouble.value = "";
    try {
      close(await acts.askForSwap({ ...body, client_id: keys.keyOf(body) }));
    } catch (problem) {
      const { errors } = problem as Problem;
      trouble.value = errors.length
        ? errors.map(({ field }) => tOf("leave.wrong", field)).join(" ")
        : wordsOf(problem as Problem);
    } finally {
      busy.value = false;
    }
  };
  return (
    <Dialog title={t("leave.swap")} class="leave-dialog" onClose={() => close(null)}>
      {mine.length ? null : <p class="note info">{t("leave.swap.none")}</p>}
      <form class="leave-form" onSubmit={attempt}>
        <label class="field">
          <span>{t("leave.swap.mine")}</span>
          <select
            name="mine"
            required
            value={typed.value.mine}
            onChange={({ currentTarget: { value } }) =>
              change({ mine: value, day: mine[Number(value)].span.day, theirs: "" })}
          >
            <option value="" disabled>{t("leave.choose")}</option>
            {mine.map(({ span }, place) => (
              <option key={span.since} value={`${place}`}>
                {t("leave.shift", {
                  day: dateOf(span.day),
                  name: span.name,
                  since: dayAndTimeThere(span.since),
                  until: dayAndTimeThere(span.until),
                })}
              </option>
            ))}
          </select>
        </label>
        <label class="field">
          <span>{t("leave.swap.day")}</span>
          <input
            type="date"
            name="day"
            value={day}
            onChange={({ currentTarget: { value } }) => change({ day: value, theirs: "" })}
          />
        </label>
        {chosen && offers.value && (
          <label class="field">
            <span>{t("leave.swap.theirs")}</span>
            <select
              name="theirs"
              required
              value={typed.value.theirs}
              onChange={({ currentTarget: { value } }) => change({ theirs: value })}
            >
              <option value="" disabled>{t("leave.choose")}</option>
              {offers.value.shifts.map((each) => (
                <option key={`${each.agent.id}${each.start_minute}`} value={`${each.agent.id}@${each.start_minute}`}>
                  {t("leave.swap.for", {
                    agent: agentName(each.agent),
                    name: each.shift.name,
                    since: dayAndTimeThere(each.shift.since),
                  })}
                </option>
              ))}
              {offers.value.colleagues.map((each) => (
                <option key={each.id} value={each.id ?? ""}>
                  {t("leave.swap.give", { agent: agentName(each) })}
                </option>
              ))}
            </select>
          </label>
        )}
        <label class="field">
          <span>{t("leave.reason")}</span>
          <textarea
            name="reason"
            rows={3}
            maxLength={500}
            dir="auto"
            value={typed.value.reason}
            onInput={(event) => change({ reason: event.currentTarget.value })}
          />
        </label>
        {trouble.value && <p class="note error" role="alert">{trouble.value}</p>}
        <div class="dialog-buttons">
          <Button onClick={() => close(null)}>{t("cancel")}</Button>
          <Button submits kind="primary" disabled={busy.value || !chosen || !typed.value.theirs}>
            {t("leave.submit")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

async function look(groupId: string, day: string, offers: Signal<OffersView | null>): Promise<void> {
  offers.value = null;
  if (!groupId || !day) return;
  try {
    offers.value = await acts.readOffers({ group_id: groupId, day });
  } catch (problem) {
    warn(problem);
  }
}
