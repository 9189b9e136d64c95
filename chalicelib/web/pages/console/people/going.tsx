/** The dialog of whoever goes offline with open conversations: what becomes of each, or of all. It stays until it worked. */
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Problem } from "../../desk/client.ts";
import { duration, visitorName } from "../../desk/format.ts";
import { t, tOf } from "../../desk/i18n.ts";
import type { HandoverOf } from "../../desk/operations.ts";
import { ticked } from "../../desk/time.ts";
import { Button } from "../../kit/button.tsx";
import { Dialog, openDialog } from "../../kit/dialogs.tsx";
import { type Colleagues, isFull } from "./colleagues.ts";

const QUEUE = "queue";
const CLOSE = "close";

/** A conversation as the desk lists those that are in the way. */
export interface OpenOne {
  conversation_id: string;
  visitor_id: string;
  visitor_name: string | null;
  since: string;
  unanswered: boolean;
}

interface Outcome {
  conversation_id: string;
  what: string;
  code: string;
  detail: string;
}

export interface Leaving {
  /** Names the words: one's own going offline or signing out, or somebody else's (`name`). */
  kind: "offline" | "sign_out" | "other";
  name?: string;
  open: OpenOne[];
  colleagues: Colleagues;
  /** Who goes. */
  agentId: string;
  mayTransfer: boolean;
  /** Does it: null when done, else why not. */
  act: (wishes: { conversations: HandoverOf[] }) => Promise<Problem | null>;
}

/** Resolves to whether they went. */
export async function askWhither(leaving: Leaving): Promise<boolean> {
  return await openDialog<boolean>((close) => <Going {...leaving} close={close} />) ?? false;
}

function Going(props: Leaving & { close: (went: boolean) => void }) {
  const { kind, name = "", colleagues, mayTransfer, act, close } = props;
  const left = useSignal(props.open);
  const wishes = useSignal<Record<string, string>>({});
  const refusals = useSignal<Record<string, string>>({});
  const refusal = useSignal("");
  const busy = useSignal(false);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    form.current?.querySelector("select")?.focus();
    return mayTransfer ? colleagues.follow() : undefined;
  }, []);

  const wishOf = ({ conversation_id: id }: OpenOne) => wishes.value[id] ?? QUEUE;
  const common = new Set(left.value.map(wishOf));
  const forAll = common.size === 1 ? [...common][0] : "";
  const wish = (rows: OpenOne[], value: string) => {
    wishes.value = { ...wishes.value, ...Object.fromEntries(rows.map((each) => [each.conversation_id, value])) };
  };

  const attempt = async (event: SubmitEvent) => {
    event.preventDefault();
    busy.value = true;
    refusal.value = "";
    const wanted = left.value.map((each) => ({ conversation_id: each.conversation_id, ...wishIn(wishOf(each)) }));
    const problem = await act({ conversations: wanted });
    busy.value = false;
    if (!problem) return close(true);
    if (problem.code === "conversations_open") {
      left.value = problem.said.conversations;
      refusals.value = refusalsIn(problem.said.outcomes);
      refusal.value = t("going.left", { count: left.value.length });
    } else refusal.value = tOf("going.failed", problem.code, { code: problem.code });
    colleagues.wake();
    form.current?.querySelector<HTMLSelectElement>("[data-going]")?.focus();
  };

  return (
    <Dialog title={t(`going.${kind}.title`, { name })} class="going" onClose={() => close(false)}>
      <form ref={form} onSubmit={attempt}>
        <p>{t(`going.${kind}.about`, { name })}</p>
        <label class="going-row going-all">
          <span class="going-who">{t("going.all")}</span>
          <select value={forAll} onChange={({ currentTarget: { value } }) => value && wish(left.value, value)}>
            {forAll === "" && <option value="">{t("going.each")}</option>}
            <Whither {...props} />
          </select>
        </label>
        <ul class="going-rows">
          {left.value.map((each) => (
            <li class="going-item" key={each.conversation_id}>
              <label class="going-row">
                <Who one={each} />
                <select
                  data-going={each.conversation_id}
                  value={wishOf(each)}
                  onChange={({ currentTarget: { value } }) => wish([each], value)}
                >
                  <Whither {...props} />
                </select>
              </label>
              {refusals.value[each.conversation_id] && (
                <p class="going-refused" role="alert">{refusals.value[each.conversation_id]}</p>
              )}
            </li>
          ))}
        </ul>
        {refusal.value && <p class="note error" role="alert">{refusal.value}</p>}
        <div class="dialog-buttons">
          <Button onClick={() => close(false)}>{t("cancel")}</Button>
          <Button submits kind="primary" disabled={busy.value}>{t(`going.${kind}.submit`)}</Button>
        </div>
      </form>
    </Dialog>
  );
}

function Who({ one }: { one: OpenOne }) {
  return (
    <span class="going-who">
      <bdi class="going-name">{visitorName(one)}</bdi>
      <small>{t("going.since", { duration: duration(ticked() - new Date(one.since).getTime()) })}</small>
      {one.unanswered && <small class="going-unanswered">{t("going.unanswered")}</small>}
    </span>
  );
}

/** Back to the queue, the end, each group, each colleague; who could take nobody is there to be seen, not chosen. */
function Whither({ colleagues, agentId, mayTransfer }: Leaving) {
  const others = colleagues.agents.filter(({ agent_id }) => agent_id !== agentId);
  return (
    <>
      <option value={QUEUE}>{t("going.queue")}</option>
      <option value={CLOSE}>{t("going.close")}</option>
      {mayTransfer && colleagues.groups.length > 0 && (
        <optgroup label={t("choose.groups")}>
          {colleagues.groups.map(({ group_id: id, name }) => (
            <option key={id} value={`group:${id}`}>{t("going.to", { name })}</option>
          ))}
        </optgroup>
      )}
      {mayTransfer && others.length > 0 && (
        <optgroup label={t("choose.agents")}>
          {others.map((each) => (
            <option
              key={each.agent_id}
              value={`agent:${each.agent_id}`}
              disabled={each.status !== "online" || isFull(each)}
            >
              {t("going.colleague", { ...each, status: t(`presence.${each.status}`) })}
            </option>
          ))}
        </optgroup>
      )}
    </>
  );
}

function wishIn(value: string): Omit<HandoverOf, "conversation_id"> {
  const [to, id] = value.split(":");
  if (to === "group") return { to, group_id: id };
  return to === "agent" ? { to, agent_id: id } : { to: to as "queue" | "close" };
}

const refusalsIn = (outcomes: Outcome[]): Record<string, string> =>
  Object.fromEntries(
    outcomes.filter(({ what }) => what === "refused").map((each) => [
      each.conversation_id,
      tOf("moves.failed", each.code, { code: each.code, detail: each.detail }),
    ]),
  );
