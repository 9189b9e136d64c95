/** Offers to write down what an agent has just promised to a customer, by when and by which channel. */
import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import type { Problem } from "../../desk/client.ts";
import { dayAndTime } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import type { PlanFollowUp } from "../../desk/operations.ts";
import { Button, IconButton } from "../../kit/button.tsx";
import { dress } from "../../kit/dress.ts";
import { Icon } from "../../kit/icons/icon.tsx";
import { useShortcuts } from "../../kit/keys.ts";
import { say } from "../../kit/toasts.tsx";
import type { OpenConversation } from "../conversations/open.ts";
import { refusalWords } from "../followups/work.ts";
import { newClientId } from "../outbox.ts";
import css from "./bar.css" with { type: "text" };

export { isSpoken } from "./words.ts";

dress(css);

export function PromiseBar({ open }: { open: OpenConversation }) {
  const { promise, followUps } = open.desk;
  const { text, due_at: dueAt, channel } = promise.value!;
  const clientId = useMemo(newClientId, [text]);
  const trouble = useSignal("");
  const busy = useSignal(false);

  const drop = () => {
    promise.value = null;
    document.getElementById("reply")?.focus();
  };
  const keep = async () => {
    if (busy.peek()) return;
    busy.value = true;
    trouble.value = "";
    const said = {
      kind: "promise",
      about: open.id,
      due_at: dueAt,
      channel: channel as PlanFollowUp["channel"],
      script: text,
      client_id: clientId,
    } as const;
    try {
      const stored = await followUps.plan(said);
      followUps.learn(stored);
      say(t("promise.kept", { time: dayAndTime(dueAt) }));
      drop();
    } catch (problem) {
      trouble.value = refusalWords(problem as Problem);
    }
    busy.value = false;
  };
  useShortcuts(() => [
    { keys: "Alt+o", label: () => t("promise.keys"), whileTyping: true, run: () => void keep() },
  ], [clientId]);

  return (
    <div class="promise-bar" role="group" aria-label={t("promise.label")}>
      <Icon name="clock" />
      <span role="status">
        {t("promise.ask", { time: dayAndTime(dueAt), channel: t(`promise.by.${channel}`) })}
      </span>
      {trouble.value && <span class="error" role="alert">{trouble.value}</span>}
      <Button small kind="primary" disabled={busy.value} title={t("promise.keys")} onClick={() => void keep()}>
        {t("promise.keep")}
      </Button>
      <IconButton icon="cross" label={t("promise.drop")} onClick={drop} />
    </div>
  );
}
