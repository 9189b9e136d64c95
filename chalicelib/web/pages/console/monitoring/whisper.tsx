/** Whoever reads along says something to its agent that the visitor never sees. */
import { useRef } from "preact/hooks";
import { t } from "../../desk/i18n.ts";
import { Button } from "../../kit/button.tsx";
import { isSend } from "../../kit/keys.ts";
import type { OpenConversation } from "../conversations/open.ts";

const LONGEST = 1000;

export function Whisper({ open }: { open: OpenConversation }) {
  const element = useRef<HTMLTextAreaElement>(null);
  const { drafts } = open.desk;
  const place = `${open.id} whisper`;
  const send = () => {
    const text = element.current!.value.trim();
    if (!text) return;
    element.current!.value = "";
    drafts.set(place, "");
    open.composing.whisper(text);
    element.current!.focus();
  };
  return (
    <div class="composer as-note">
      <textarea
        ref={element}
        rows={1}
        dir="auto"
        maxLength={LONGEST}
        aria-label={t("wall.whisper")}
        placeholder={t("wall.whisper")}
        defaultValue={drafts.get(place)}
        onInput={(event) => drafts.set(place, event.currentTarget.value)}
        onKeyDown={(event) => {
          if (!isSend(event)) return;
          event.preventDefault();
          send();
        }}
      />
      <div class="composer-foot">
        <span class="composer-keys">{t("wall.whisper.hint")}</span>
        <Button onClick={send}>{t("wall.whisper.send")}</Button>
      </div>
    </div>
  );
}
