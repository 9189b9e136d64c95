/** The dialogs in which a course is ordered, and a reason is given. Each stays until it worked. */
import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import type { Problem } from "../../desk/client.ts";
import { agentName } from "../../desk/format.ts";
import { t, tOf } from "../../desk/i18n.ts";
import type { AgentRef, TrainingOrderView } from "../../desk/operations.ts";
import { now } from "../../desk/time.ts";
import { Button } from "../../kit/button.tsx";
import { Dialog, openDialog } from "../../kit/dialogs.tsx";
import { say } from "../../kit/toasts.tsx";
import type { Desk } from "../desk.ts";
import { wordsOf } from "./held.ts";
import type { Cause } from "./late.tsx";
import { Again } from "./parts.tsx";
import { OrderWords } from "./lines.tsx";
import { openCourses, orderer, ordersOf } from "./models.ts";

const LONGEST = 1000;
const DAYS = 7;

function inDays(days: number): string {
  const day = new Date(now() + days * 86_400_000);
  return `${day.getFullYear()}-${String(day.getMonth() + 1).padStart(2, "0")}-${
    String(day.getDate()).padStart(2, "0")
  }`;
}

/** Orders a course of somebody, of a complaint or an inspection; what was ordered of it stands there too. */
export async function orderAbout(desk: Desk, agent: AgentRef | null, cause: Cause | null): Promise<boolean> {
  const order = await openDialog<TrainingOrderView>((close) => <OrderForm {...{ desk, agent, cause, close }} />);
  if (order) say(t("training.ordered"));
  return order !== null;
}

interface OrderProps {
  desk: Desk;
  /** Of whom; null: that is to be chosen. */
  agent: AgentRef | null;
  cause: Cause | null;
  close: (order: TrainingOrderView | null) => void;
}

function OrderForm({ desk, agent, cause, close }: OrderProps) {
  const typed = useSignal({ agentId: agent?.id ?? "", courseId: "", due: inDays(DAYS), reason: "" });
  const trouble = useSignal("");
  const wrong = useSignal<Record<string, string>>({});
  const busy = useSignal(false);
  const send = useMemo(orderer, []);
  const courses = useMemo(openCourses, []);
  useEffect(() => void courses.look(), [courses]);
  useEffect(() => agent ? undefined : desk.colleagues.follow(), []);
  const change = (changes: Partial<typeof typed.value>) => typed.value = { ...typed.value, ...changes };
  const { agentId, courseId, due, reason } = typed.value;
  const attempt = async (event: SubmitEvent) => {
    event.preventDefault();
    busy.value = true;
    trouble.value = "";
    wrong.value = {};
    try {
      const body = { agent_id: agentId, course_id: courseId, reason, due_on: due, ...cause };
      close(await send(body));
    } catch (problem) {
      const { errors } = problem as Problem;
      wrong.value = Object.fromEntries(errors.map(({ field }) => [field, tOf("training.wrong", field)]));
      trouble.value = errors.length ? "" : wordsOf(problem as Problem);
    } finally {
      busy.value = false;
    }
  };
  return (
    <Dialog title={t("training.order")} class="training-form" onClose={() => close(null)}>
      {cause && <Before cause={cause} />}
      <form onSubmit={attempt}>
        {agent
          ? (
            <p class="training-who">
              <bdi>{t("training.order.for", { agent: agentName(agent) })}</bdi>
            </p>
          )
          : (
            <label class="field">
              <span>{t("training.agent")}</span>
              <select required value={agentId} onChange={(event) => change({ agentId: event.currentTarget.value })}>
                <option value="" disabled>{t("training.agent.choose")}</option>
                {desk.colleagues.agents.filter(({ agent_id: id }) => id !== desk.agentId).map((each) => (
                  <option key={each.agent_id} value={each.agent_id}>{agentName(each)}</option>
                ))}
              </select>
              <Wrong words={wrong.value.agent_id} />
            </label>
          )}
        <Again held={courses} />
        <label class="field">
          <span>{t("training.course")}</span>
          <select required value={courseId} onChange={(event) => change({ courseId: event.currentTarget.value })}>
            <option value="" disabled>{t("training.course.choose")}</option>
            {courses.value?.map(({ course_id: id, title }) => <option key={id} value={id}>{title}</option>)}
          </select>
          <Wrong words={wrong.value.course_id} />
        </label>
        <label class="field">
          <span>{t("training.due")}</span>
          <input type="date" required value={due} onChange={(event) => change({ due: event.currentTarget.value })} />
          <Wrong words={wrong.value.due_on} />
        </label>
        <label class="field">
          <span>{t("training.reason")}</span>
          <textarea
            rows={3}
            required
            maxLength={LONGEST}
            dir="auto"
            value={reason}
            onInput={(event) => change({ reason: event.currentTarget.value })}
          />
          <Wrong words={wrong.value.reason} />
        </label>
        {trouble.value && <p class="note error" role="alert">{trouble.value}</p>}
        <div class="dialog-buttons">
          <Button onClick={() => close(null)}>{t("cancel")}</Button>
          <Button submits kind="primary" disabled={busy.value || !agentId || !courseId || !due || !reason.trim()}>
            {t("training.order.submit")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

const Wrong = ({ words }: { words?: string }) => words ? <span class="field-word" role="alert">{words}</span> : null;

/** What was ordered of the same thing before. */
function Before({ cause: { cause, about } }: { cause: Cause }) {
  const orders = useMemo(() => ordersOf(cause, about), [cause, about]);
  useEffect(() => void orders.look(), [orders]);
  if (!orders.items.length) return null;
  return (
    <section aria-label={t("training.order.before")}>
      <h3>{t("training.order.before")}</h3>
      <ul class="training-list">
        {orders.items.map((each) => (
          <li key={each.order_id}>
            <OrderWords order={each} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Asks for a reason, and does it with that; null: it was given up. */
export const askReason = <Answer,>(what: string, send: (reason: string) => Promise<Answer>): Promise<Answer | null> =>
  openDialog<Answer>((close) => <ReasonForm what={what} send={send} close={close} />);

interface ReasonProps<Answer> {
  what: string;
  send: (reason: string) => Promise<Answer>;
  close: (answer: Answer | null) => void;
}

function ReasonForm<Answer>({ what, send, close }: ReasonProps<Answer>) {
  const reason = useSignal("");
  const trouble = useSignal("");
  const busy = useSignal(false);
  const attempt = async (event: SubmitEvent) => {
    event.preventDefault();
    busy.value = true;
    trouble.value = "";
    try {
      close(await send(reason.value));
    } catch (problem) {
      trouble.value = wordsOf(problem as Problem);
    } finally {
      busy.value = false;
    }
  };
  return (
    <Dialog title={t(`training.${what}`)} class="training-form" onClose={() => close(null)}>
      <form onSubmit={attempt}>
        <p>{t(`training.${what}.about`)}</p>
        <label class="field">
          <span>{t("training.reason")}</span>
          <textarea
            rows={3}
            required
            maxLength={LONGEST}
            dir="auto"
            value={reason.value}
            onInput={(event) => reason.value = event.currentTarget.value}
          />
        </label>
        {trouble.value && <p class="note error" role="alert">{trouble.value}</p>}
        <div class="dialog-buttons">
          <Button onClick={() => close(null)}>{t("cancel")}</Button>
          <Button submits kind="primary" disabled={busy.value || !reason.value.trim()}>{t(`training.${what}`)}</Button>
        </div>
      </form>
    </Dialog>
  );
}
