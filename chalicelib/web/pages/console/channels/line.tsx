/** Above the reply: by which channel it goes, until when, and what could not be sent. */
import { useEffect, useMemo } from "preact/hooks";
import { dayAndTime } from "../../desk/format.ts";
import { speak, type Spoken, t } from "../../desk/i18n.ts";
import { LinkButton } from "../../kit/button.tsx";
import { dress } from "../../kit/dress.ts";
import type { OpenConversation } from "../conversations/open.ts";
import css from "./channel.css" with { type: "text" };
import { Channel } from "./channel.ts";

export { LetterFoot, LetterHead } from "./letters.tsx";

const WORDS: Spoken = {
  "zh-CN": () => import("../../words/zh/console-channels.ts"),
  en: () => import("../../words/en/console-channels.ts"),
};

dress(css);

/** Whether it has its words. */
export const isSpoken = (): Promise<boolean> => speak(WORDS);

export function ChannelLine({ open }: { open: OpenConversation }) {
  const channel = useMemo(() => new Channel(open.id), []);
  useEffect(() => channel.start(), []);
  const last = open.conversation?.last_seq;
  useEffect(() => channel.wake(), [last]);
  const { state, held } = channel;
  if (!state) return null;
  const { kind, name, limits, until } = state;
  return (
    <div class="channel-line" id="channel-line">
      <p class="channel-about">
        {t("channel.by", { kind: t(`via.${kind}`), name })} {t("channel.characters", { characters: limits.characters })}
        {limits.files === 0 && ` ${t("channel.no_files")}`}
        {state.left !== null && ` ${t("channel.left", { left: state.left })}`}
        {until && state.open && ` ${t("channel.until", { time: dayAndTime(until) })}`}
      </p>
      {state.automatic && (
        <p class="note" role="status" dir="auto">
          {t("channel.automatic", {
            time: dayAndTime(state.automatic.at),
            text: state.automatic.text || state.automatic.subject,
          })}
        </p>
      )}
      {!state.open && (
        <p class="note warning" role="status">
          {state.active && until ? t("channel.closed", { time: dayAndTime(until) }) : t("channel.off")}
        </p>
      )}
      {state.deliveries.filter(({ by_mail: byMail, state: how }) => byMail && how !== "failed" && how !== "bounced")
        .map((
          { seq },
        ) => <p key={`mail-${seq}`} class="channel-about" role="status">{t("channel.went_by_mail", { seq })}</p>)}
      {held.map(({ seq, state: how, why, next_at: next }) => (
        <p key={seq} class="channel-held" role="status">
          <span>
            {t(how === "retrying" ? "channel.retrying" : "channel.failed", {
              seq,
              why: t(`channel.why.${how === "bounced" ? "bounced" : why ?? "unreachable"}`),
              time: next ? dayAndTime(next) : "",
            })}
          </span>
          {how !== "retrying" && (
            <LinkButton disabled={channel.busy === seq} onClick={() => void channel.again(seq)}>
              {t("channel.again")}
            </LinkButton>
          )}
          {how !== "retrying" && state.email && (
            <LinkButton
              disabled={channel.busy === seq}
              onClick={() => void channel.again(seq, "email")}
            >
              {t("channel.by_mail", { address: state.email })}
            </LinkButton>
          )}
        </p>
      ))}
    </div>
  );
}
