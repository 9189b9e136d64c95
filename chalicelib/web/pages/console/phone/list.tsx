/** The calls: one's own, by number, day and direction; and writing one down. */
import { useEffect, useMemo } from "preact/hooks";
import { agentName, dayAndTime } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import { Button } from "../../kit/button.tsx";
import { Dialog, openDialog } from "../../kit/dialogs.tsx";
import { Icon } from "../../kit/icons/icon.tsx";
import { PlanMark } from "../conversations/marks.tsx";
import { type Desk, DeskProvider, useDesk } from "../desk.ts";
import type { Call, Wanted } from "./asking.ts";
import { Hearing } from "./beside.tsx";
import { Calls } from "./calls.ts";
import { registerCall } from "./register.tsx";
import { DIRECTIONS, lasted } from "./rules.ts";

export async function showCalls(desk: Desk, writes: boolean): Promise<void> {
  if (writes) {
    await registerCall(desk);
    return;
  }
  await openDialog<null>((close) => (
    <DeskProvider value={desk}>
      <Looking close={() => close(null)} />
    </DeskProvider>
  ));
}

function Looking({ close }: { close: () => void }) {
  const desk = useDesk();
  const calls = useMemo(() => new Calls(), []);
  useEffect(() => void calls.listed.look(), []);
  const write = async () => {
    if (await registerCall(desk)) void calls.listed.look();
  };
  const open = (call: Call) => {
    close();
    desk.selection.choose(call.conversation_id);
  };
  return (
    <Dialog title={t("calls.title")} class="calls" onClose={close}>
      <div class="calls-head">
        <Button kind="primary" icon="plus" onClick={() => void write()}>{t("calls.register")}</Button>
        <Narrowing calls={calls} />
      </div>
      <CallList calls={calls} open={open} />
      <div class="dialog-buttons">
        <Button onClick={close}>{t("close")}</Button>
      </div>
    </Dialog>
  );
}

function Narrowing({ calls }: { calls: Calls }) {
  const { plans } = useDesk();
  const { wanted } = calls;
  const narrow = (changes: Partial<Wanted>) => void calls.narrow(changes);
  return (
    <div class="calls-narrow">
      <input
        type="search"
        aria-label={t("calls.find")}
        placeholder={t("calls.find")}
        maxLength={40}
        value={wanted.number ?? ""}
        onInput={(event) =>
          narrow({ number: event.currentTarget.value.replaceAll(/[^0-9+() ./#*-]/g, "") || undefined })}
      />
      <select
        aria-label={t("calls.direction")}
        value={wanted.direction ?? ""}
        onChange={(event) => narrow({ direction: (event.currentTarget.value || undefined) as Wanted["direction"] })}
      >
        <option value="">{t("calls.direction.any")}</option>
        {DIRECTIONS.map((each) => <option key={each} value={each}>{t(`calls.direction.${each}`)}</option>)}
      </select>
      <select
        aria-label={t("calls.whose")}
        value={wanted.plan_key ?? ""}
        onChange={(event) => narrow({ plan_key: event.currentTarget.value || undefined })}
      >
        <option value="">{t("calls.whose.own")}</option>
        {plans.named.map(({ plan_key: key, name }) => <option key={key} value={key}>{name}</option>)}
      </select>
      <input
        type="date"
        aria-label={t("calls.day")}
        value={wanted.day ?? ""}
        onChange={(event) => narrow({ day: event.currentTarget.value || undefined })}
      />
    </div>
  );
}

function CallList({ calls: { listed }, open }: { calls: Calls; open: (call: Call) => void }) {
  const { items, state, hasMore } = listed;
  return (
    <div class="calls-list" aria-live="polite" aria-busy={state === "loading"}>
      <ul>
        {items.map((call) => (
          <li key={call.call_id}>
            <CallRow call={call} open={open} />
          </li>
        ))}
      </ul>
      {state === "loading" && <p class="card-word">{t("lists.loading")}</p>}
      {state === "there" && !items.length && !hasMore && <p class="card-word">{t("calls.none")}</p>}
      {state === "failed" && <p class="card-word" role="alert">{t("lists.failed")}</p>}
      {(state === "failed" || (state === "there" && hasMore)) && (
        <Button
          wide
          onClick={() => void (state === "failed" ? listed.again() : listed.more())}
        >
          {t(state === "failed" ? "lists.again" : "lists.more")}
        </Button>
      )}
    </div>
  );
}

function CallRow({ call, open }: { call: Call; open: (call: Call) => void }) {
  const { direction, number, at, seconds, agent, notes, plan_key: plan } = call;
  const isMissed = direction === "missed";
  return (
    <article class="call">
      <button type="button" class="call-open" onClick={() => open(call)}>
        <span class="call-who">
          <Icon name="phone" />
          <span class={isMissed ? "call-missed" : undefined}>{t(`calls.direction.${direction}`)}</span>
          <bdi class="call-number">{number || t("calls.withheld")}</bdi>
          {!isMissed && <span>{lasted(seconds)}</span>}
          {agent && <span dir="auto">{agentName(agent)}</span>}
          {call.callback_id && <span class="chip">{t("calls.callback")}</span>}
          <PlanMark plan={plan} />
          <time dateTime={at}>{dayAndTime(at)}</time>
        </span>
        {notes && <span class="call-notes" dir="auto">{notes}</span>}
      </button>
      <Hearing call={call} />
    </article>
  );
}
