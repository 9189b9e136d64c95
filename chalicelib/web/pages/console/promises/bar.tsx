/** Offers to write down what an agent has just promised to a customer, by when and by which channel. */
import { useMemo, useRef } from "preact/hooks";
import { dayAndTime } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import { Button, IconButton } from "../../kit/button.tsx";
import { dress } from "../../kit/dress.ts";
import { Icon } from "../../kit/icons/icon.tsx";
import { useShortcuts } from "../../kit/keys.ts";
import { say } from "../../kit/toasts.tsx";
import type { OpenConversation } from "../conversations/open.ts";
import css from "./bar.css" with { type: "text" };
import { Keeping } from "./keeping.ts";

export { isSpoken } from "./words.ts";

dress(css);

export function PromiseBar({ open }: { open: OpenConversation }) {
  const { desk } = open;
  const keeping = useMemo(() => new Keeping(desk), [desk]);
  const offer = desk.promise.value!;
  const { due_at: dueAt, channel } = offer;
  const trouble = keeping.troubleOf(offer);
  const bar = useRef<HTMLDivElement>(null);

  const drop = () => {
    const at = document.activeElement;
    const isHere = at === document.body || bar.current?.contains(at);
    if (keeping.drop(offer) && isHere) document.getElementById("reply")?.focus();
  };
  const keep = async () => {
    if (!await keeping.keep(offer)) return;
    say(t("promise.kept", { time: dayAndTime(dueAt) }));
    drop();
  };
  useShortcuts(() => [
    { keys: "Alt+o", label: () => t("promise.keys"), whileTyping: true, run: () => void keep() },
  ], [offer]);

  return (
    <div class="promise-bar" ref={bar} role="group" aria-label={t("promise.label")}>
      <Icon name="clock" />
      <span role="status">
        {t("promise.ask", { time: dayAndTime(dueAt), channel: t(`promise.by.${channel}`) })}
      </span>
      {trouble && <span class="error" role="alert">{trouble}</span>}
      <Button
        small
        kind="primary"
        disabled={keeping.isBusy(offer)}
        title={t("promise.keys")}
        onClick={() => void keep()}
      >
        {t("promise.keep")}
      </Button>
      <IconButton icon="cross" label={t("promise.drop")} onClick={drop} />
    </div>
  );
}
