/** A request for leave or for an exchange of shifts, and what can be done with it. */
import { useSignal } from "@preact/signals";
import type { Problem } from "../../desk/client.ts";
import { agentName, dateOf } from "../../desk/format.ts";
import { dayAndTimeThere } from "../../desk/zoned.ts";
import { inOurLanguage, t, tOf } from "../../desk/i18n.ts";
import type { AgainstView, ExchangedView, LeaveRequestView, WholeRequestView } from "../../desk/operations.ts";
import { Button, classes, LinkButton } from "../../kit/button.tsx";
import { Dialog, openDialog } from "../../kit/dialogs.tsx";
import { newClientId } from "../outbox.ts";
import * as acts from "./acts.ts";
import { A_DAY, warn, wordsOf } from "./models.ts";

/** "2.5 days", "3 h": minutes of leave. */
export function lengthWords(minutes: number, unit: "days" | "hours"): string {
  const number = Math.round((unit === "days" ? minutes / A_DAY : minutes / 60) * 100) / 100;
  return t(unit === "days" ? "leave.days" : "leave.hours", { number });
}

export function RequestLine({ request, again }: { request: LeaveRequestView; again: () => Promise<void> }) {
  const whole = useSignal<WholeRequestView | null>(null);
  const { leave, swap, agent, state, reason, words } = request;
  const isOver = !["asked", "waiting", "approved"].includes(state);
  const look = async () => {
    try {
      whole.value = await acts.readRequest(request.request_id);
    } catch (problem) {
      warn(problem);
    }
  };
  return (
    <article class={classes("leave-request", isOver && "over")} aria-label={titleOf(request)}>
      <header>
        <span class="chip">
          {leave && <i style={{ background: leave.color }} aria-hidden="true" />} {titleOf(request)}
        </span>
        <bdi class="leave-who">{agentName(agent)}</bdi>
        <span class={`chip leave-state-${state}`}>{t(`leave.state.${state}`)}</span>
        {request.senior && state === "waiting" && <span class="chip">{t("leave.senior")}</span>}
      </header>
      {leave && (
        <p>
          {whenWords({ ...request, ...leave })}{" "}
          <small>{lengthWords(leave.length, leave.part === "hours" ? "hours" : "days")}</small>
        </p>
      )}
      {swap && (
        <p>
          {t("leave.gives", { agent: agentName(agent), shift: shiftWords(swap.gives) })} {swap.takes
            ? t("leave.takes", { agent: agentName(swap.colleague), shift: shiftWords(swap.takes) })
            : t("leave.to", { agent: agentName(swap.colleague) })}
        </p>
      )}
      {reason && <p class="leave-reason" dir="auto">{reason}</p>}
      {words.map((each) => (
        <p key={each.at} class="leave-word">
          <b>
            {t("leave.said", {
              by: each.by ? agentName(each.by) : t("leave.by_itself"),
              what: t(`leave.state.${each.outcome}`),
            })}
          </b>{" "}
          <span dir="auto">{each.text}</span>
        </p>
      ))}
      {whole.value && <Against findings={whole.value.findings.map(({ finding }) => finding)} />}
      {(request.may.includes("decide") || request.may.includes("answer")) && !whole.value && (
        <LinkButton onClick={() => void look()}>{t("leave.against.look")}</LinkButton>
      )}
      <Moves request={request} again={again} />
    </article>
  );
}

interface When {
  first: string;
  last: string;
  part: "days" | "first_half" | "second_half" | "hours";
  since: string;
  until: string;
}

/** Whole days by their dates, hours by the clock. */
export function whenWords({ first, last, part, since, until }: When): string {
  if (part === "hours") return t("leave.when", { since: dayAndTimeThere(since), until: dayAndTimeThere(until) });
  if (part !== "days") return t("leave.half", { day: dateOf(first), part: t(`leave.part.${part}`) });
  return first === last ? dateOf(first) : t("leave.when", { since: dateOf(first), until: dateOf(last) });
}

export const titleOf = ({ leave }: LeaveRequestView): string =>
  leave ? inOurLanguage(leave.names) ?? leave.kind_id : t("leave.exchange");

export const shiftWords = ({ day, name, since, until }: ExchangedView): string =>
  t("leave.shift", { day: dateOf(day), name, since: dayAndTimeThere(since), until: dayAndTimeThere(until) });

/** Minimum cover that would not hold, rules of rosters that would be broken. */
export function Against({ findings }: { findings: readonly AgainstView[] }) {
  if (!findings.length) return <p class="note info">{t("leave.against.none")}</p>;
  return (
    <ul class="note warning leave-against">
      {findings.map((each, place) => (
        <li key={place}>
          {tOf("leave.against", each.rule, { have: each.have, want: each.want })} {dateOf(each.day)}
          {each.at && ` ${dayAndTimeThere(each.at)}`}
        </li>
      ))}
    </ul>
  );
}

type Act = "approved" | "refused" | "accepted" | "declined" | "withdrawn" | "cancelled";
const NEEDS_WORDS: readonly Act[] = ["refused"];

function Moves({ request, again }: { request: LeaveRequestView; again: () => Promise<void> }) {
  const { may } = request;
  if (!may.length) return null;
  const act = (name: Act) => async () => {
    if (await openAct(request, name)) await again();
  };
  return (
    <div class="leave-moves" role="group" aria-label={t("leave.moves", { what: titleOf(request) })}>
      {may.includes("answer") && (
        <>
          <Button small kind="primary" onClick={act("accepted")}>{t("leave.act.accepted")}</Button>
          <Button small onClick={act("declined")}>{t("leave.act.declined")}</Button>
        </>
      )}
      {may.includes("decide") && (
        <>
          <Button small kind="primary" onClick={act("approved")}>{t("leave.act.approved")}</Button>
          <Button small onClick={act("refused")}>{t("leave.act.refused")}</Button>
        </>
      )}
      {may.includes("withdraw") && <Button small onClick={act("withdrawn")}>{t("leave.act.withdrawn")}</Button>}
      {may.includes("cancel") && <Button small onClick={act("cancelled")}>{t("leave.act.cancelled")}</Button>}
    </div>
  );
}

const openAct = (request: LeaveRequestView, act: Act) =>
  openDialog<LeaveRequestView>((close) => <ActDialog request={request} act={act} close={close} />);

interface ActProps {
  request: LeaveRequestView;
  act: Act;
  close: (done: LeaveRequestView | null) => void;
}

function ActDialog({ request, act, close }: ActProps) {
  const text = useSignal("");
  const trouble = useSignal("");
  const busy = useSignal(false);
  const key = useSignal(newClientId());
  const isNeeded = NEEDS_WORDS.includes(act) || (act === "cancelled" && request.may.includes("decide"));
  const send = (): Promise<LeaveRequestView> => {
    const { request_id: id } = request;
    if (act === "approved" || act === "refused") return acts.decide(id, act, text.value, `${key.value}${act}`);
    if (act === "accepted" || act === "declined") return acts.answer(id, act === "accepted", text.value);
    return act === "withdrawn" ? acts.withdraw(id, text.value) : acts.cancel(id, text.value);
  };
  const attempt = async (event: SubmitEvent) => {
    event.preventDefault();
    busy.value = true;
    trouble.value = "";
    try {
      close(await send());
    } catch (problem) {
      key.value = newClientId();
      trouble.value = wordsOf(problem as Problem);
    } finally {
      busy.value = false;
    }
  };
  return (
    <Dialog
      title={t("leave.act.title", { act: t(`leave.act.${act}`), what: titleOf(request) })}
      onClose={() => close(null)}
    >
      <form class="leave-form" onSubmit={attempt}>
        <label class="field">
          <span>{t(isNeeded ? "leave.word.needed" : "leave.word")}</span>
          <textarea
            name="text"
            rows={3}
            maxLength={500}
            required={isNeeded}
            dir="auto"
            value={text.value}
            onInput={(event) => text.value = event.currentTarget.value}
          />
        </label>
        {trouble.value && <p class="note error" role="alert">{trouble.value}</p>}
        <div class="dialog-buttons">
          <Button onClick={() => close(null)}>{t("cancel")}</Button>
          <Button submits kind="primary" disabled={busy.value || (isNeeded && !text.value.trim())}>
            {t(`leave.act.${act}`)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
