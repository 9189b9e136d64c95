/** Planning a follow-up by hand, from a visitor's card. What was typed stays until it is planned, also over a reload. */
import { useSignal } from "@preact/signals";
import { useMemo, useRef } from "preact/hooks";
import type { Problem } from "../../desk/client.ts";
import { visitorName } from "../../desk/format.ts";
import { t, tOf } from "../../desk/i18n.ts";
import type { FollowUpView, PlanFollowUp } from "../../desk/operations.ts";
import { now } from "../../desk/time.ts";
import { Button } from "../../kit/button.tsx";
import { Dialog, openDialog } from "../../kit/dialogs.tsx";
import type { Conversation } from "../conversations/conversations.ts";
import { RequestDraft } from "../request-draft.ts";
import { dayAt, localTime, momentOf } from "./due.ts";
import { type FollowUps, PLANNED_KINDS } from "./followups.ts";
import { isSpoken as promisesAreSpoken } from "../promises/words.ts";
import { refusalWords } from "./work.ts";
import { isSpoken as followUpsAreSpoken } from "./words.ts";

/** Whether both have their words: follow-ups, and promises, which are planned here too. */
export const isSpoken = async (): Promise<boolean> => {
  const both = await Promise.all([followUpsAreSpoken(), promisesAreSpoken()]);
  return both.every(Boolean);
};

const LIMIT = 4000;
const CHANNELS = ["phone", "sms", "email", "chat"] as const;
const FURTHEST_DAYS = 366;

interface Planning {
  conversation: Conversation;
  agentId: string;
  followUps: FollowUps;
  /** Runs when it is stored. */
  planned: (followUp: FollowUpView) => void;
}

interface Values {
  kind: PlanFollowUp["kind"];
  due: string;
  script: string;
  channel?: PlanFollowUp["channel"];
}

export function planFollowUp(planning: Planning): void {
  openDialog<null>((close) => <Plan {...planning} close={() => close(null)} />);
}

function Plan({ conversation, agentId, followUps, planned, close }: Planning & { close: () => void }) {
  const visitorId = conversation.visitor_id;
  const draft = useMemo(() => new RequestDraft<Values>(`plan.${agentId}.${visitorId}`), []);
  const form = useRef<HTMLFormElement>(null);
  const trouble = useSignal("");
  const busy = useSignal(false);
  const written = () => Object.fromEntries(new FormData(form.current!)) as unknown as Values;

  const attempt = async (event: SubmitEvent) => {
    event.preventDefault();
    busy.value = true;
    trouble.value = "";
    const { kind, due, script, channel } = written();
    const promised = kind === "promise" && { about: conversation.conversation_id, channel };
    const body = { kind, visitor_id: visitorId, due_at: momentOf(due)!, script: script.trim(), ...promised };
    try {
      const stored = await followUps.plan(draft.request(body));
      draft.forget();
      close();
      planned(stored);
    } catch (problem) {
      trouble.value = wordsOf(problem as Problem);
    }
    busy.value = false;
  };

  return (
    <Dialog title={t("planning.title", { visitor: visitorName(conversation) })} onClose={close}>
      <form ref={form} onSubmit={attempt} onInput={() => draft.keep(written())}>
        <p>{t("planning.about")}</p>
        <Fields draft={draft} />
        {trouble.value && <p class="note error" role="alert">{trouble.value}</p>}
        <div class="dialog-buttons">
          <Button onClick={close}>{t("cancel")}</Button>
          <Button submits kind="primary" disabled={busy.value}>{t("planning.submit")}</Button>
        </div>
      </form>
    </Dialog>
  );
}

function Fields({ draft }: { draft: RequestDraft<Values> }) {
  const kind = useSignal(draft.get("kind", "after_sale"));
  return (
    <div class="dialog-fields">
      <label class="field">
        <span>{t("planning.kind")}</span>
        <select name="kind" onChange={({ currentTarget }) => kind.value = currentTarget.value as Values["kind"]}>
          {PLANNED_KINDS.map((each) => (
            <option key={each} value={each} selected={each === kind.value}>{t(`kind.${each}`)}</option>
          ))}
        </select>
      </label>
      {kind.value === "promise" && <Channel chosen={draft.get("channel", "phone")} />}
      <label class="field">
        <span>{t("planning.due")}</span>
        <input
          type="datetime-local"
          name="due"
          required
          min={localTime(new Date(now()))}
          max={localTime(dayAt(FURTHEST_DAYS, 0))}
          defaultValue={draft.get("due", localTime(dayAt(1, 10)))}
        />
      </label>
      <label class="field">
        <span>{t("planning.script")}</span>
        <textarea
          name="script"
          rows={4}
          dir="auto"
          maxLength={LIMIT}
          placeholder={t("planning.script.hint")}
          defaultValue={draft.get("script", "")}
        />
      </label>
    </div>
  );
}

function Channel({ chosen }: { chosen: Values["channel"] }) {
  return (
    <label class="field">
      <span>{t("promise.channel")}</span>
      <select name="channel">
        {CHANNELS.map((each) => (
          <option key={each} value={each} selected={each === chosen}>{t(`promise.by.${each}`)}</option>
        ))}
      </select>
    </label>
  );
}

function wordsOf(problem: Problem): string {
  const [wrong] = problem.errors;
  return wrong ? tOf("planning.wrong", wrong.field, { message: wrong.message }) : refusalWords(problem);
}
