/** At a message: the letter that it came in, or what became of the letter that it went out in. */
import { useMemo } from "preact/hooks";
import { t } from "../../desk/i18n.ts";
import type { FoldedView } from "../../desk/operations.ts";
import { LinkButton } from "../../kit/button.tsx";
import { Icon } from "../../kit/icons/icon.tsx";
import { Linked } from "../../kit/linked.tsx";
import { placeOf } from "../tickets/place.ts";
import { channelOf } from "./known.ts";
import { hasNewSubject, type Letter, Unfolding } from "./letters.ts";

interface AtMessage {
  conversationId: string;
  seq: number;
}

/** Above the words: subject and sender, and what is to be known of them. */
export function LetterHead({ conversationId, seq }: AtMessage) {
  const letters = channelOf(conversationId).value?.letters ?? [];
  const letter = letters.find((each) => each.seq === seq);
  if (!letter) return null;
  const { subject, sender, sender_name: name } = letter;
  return (
    <div class="letter-head">
      {subject && hasNewSubject(letters, seq) && <strong dir="auto">{subject}</strong>}
      <span class="letter-sender">
        <bdi>{name ? `${name} <${sender}>` : sender}</bdi>
      </span>
      <Marks letter={letter} />
    </div>
  );
}

function Marks({ letter }: { letter: Letter }) {
  const { proved, foreign, earlier, kind, left_out: leftOut, reply_to: replyTo, obeyed } = letter;
  return (
    <>
      {foreign && <span class="chip waiting">{t("letter.foreign")}</span>}
      {!proved && <span class="chip waiting" title={t("letter.unproved.hint")}>{t("letter.unproved")}</span>}
      {kind === "automatic" && <span class="chip">{t("letter.automatic")}</span>}
      {earlier && (
        <a href={`#${encodeURIComponent(earlier.startsWith("tkt_") ? placeOf(earlier) : earlier)}`}>
          {t(earlier.startsWith("tkt_") ? "letter.ticket" : "letter.earlier")}
        </a>
      )}
      {replyTo && (
        <span class={obeyed ? "chip" : "chip waiting"} title={obeyed ? undefined : t("letter.reply_to.hint")}>
          {t(obeyed ? "letter.reply_to.obeyed" : "letter.reply_to", { address: replyTo })}
        </span>
      )}
      {leftOut.length > 0 && <span class="letter-left">{t("letter.left_out", { names: leftOut.join(", ") })}</span>}
    </>
  );
}

/** Below the words: what is folded away; of what goes out, what became of it. */
export function LetterFoot({ conversationId, seq }: AtMessage) {
  const known = channelOf(conversationId).value;
  const letter = known?.letters.find((each) => each.seq === seq);
  const delivery = known?.deliveries.find((each) => each.seq === seq);
  if (letter?.folds) return <Folds conversationId={conversationId} seq={seq} />;
  if (!delivery || (known?.kind !== "email" && known?.kind !== "sms")) return null;
  return <div class={`letter-state ${delivery.state}`}>{t(`letter.state.${delivery.state}`)}</div>;
}

function Folds({ conversationId, seq }: AtMessage) {
  const unfolding = useMemo(() => new Unfolding(conversationId, seq), [conversationId, seq]);
  const { isShown, parts, hasFailed } = unfolding;
  return (
    <div class="letter-folds">
      <LinkButton aria-expanded={isShown} onClick={() => void unfolding.turn()}>
        <Icon name={isShown ? "up" : "down"} />
        {t(isShown ? "letter.fold" : "letter.unfold")}
      </LinkButton>
      {isShown && hasFailed && <p role="alert">{t("letter.failed")}</p>}
      {isShown && !hasFailed && !parts && <p role="status">{t("letter.loading")}</p>}
      {isShown && parts && <Parts parts={parts} />}
    </div>
  );
}

const Parts = ({ parts: { rest, signature, quoted } }: { parts: FoldedView }) => (
  <>
    {[rest, signature, quoted].filter(Boolean).map((text, place) => (
      <div key={place} class="letter-part" dir="auto">
        <Linked text={text} />
      </div>
    ))}
  </>
);
