/** The parts of a message left: how it went, who left it and how they are reached, what was answered, whether it arrived. */
import { agentName } from "../../desk/format.ts";
import { t, tOf } from "../../desk/i18n.ts";
import type { AnswerView, MessageView } from "../../desk/operations.ts";
import { Icon, type IconName } from "../../kit/icons/icon.tsx";
import { Address } from "../../kit/linked.tsx";
import { Email, Fact, Mobile, Moment } from "../conversations/facts.tsx";
import { useDesk } from "../desk.ts";

export const senderName = ({ name }: MessageView): string => name || t("message.unnamed");

/** As visitors of conversations are marked. */
export const senderOf = ({ visitor_id: id, message_id: messageId, name }: MessageView) => ({
  visitor_id: id ?? messageId,
  visitor_name: name,
});

/** How far it is; an answer that could not arrive stands before everything else. */
export function MessageChip({ state, undelivered }: MessageView) {
  if (undelivered) return <span class="chip message-undelivered">{t("message.undelivered")}</span>;
  return <span class={`chip message-${state}`}>{t(`message.${state}`)}</span>;
}

/** Left, taken, answered, closed: each with its time, as far as it came. */
export function Life({ message }: { message: MessageView }) {
  const steps = [
    ["created", message.created_at],
    ["claimed", message.claimed_at],
    ["answered", message.answered_at],
    ["closed", message.closed_at],
  ] as const;
  const remindAt = ["new", "claimed"].includes(message.state) && message.remind_at;
  return (
    <ol class="life" aria-label={t("message.life")}>
      {steps.map(([step, at]) =>
        at && (
          <li key={step}>
            <b>{t(`life.${step}`)}</b>
            {step === "claimed" && message.agent && <bdi>{agentName(message.agent)}</bdi>}
            <Moment at={at} />
          </li>
        )
      )}
      {remindAt && (
        <li class="life-due">
          <b>{t("life.remind")}</b>
          <Moment at={remindAt} />
        </li>
      )}
    </ol>
  );
}

export function MessageFacts({ message }: { message: MessageView }) {
  const { email, mobile, category, page, visitor_id: visitor, agent } = message;
  const at = { operation: "read_offline_message", names: { message_id: message.message_id } };
  return (
    <dl class="facts">
      <Fact name={t("message.email")}>{email && <Email address={email} at={at} />}</Fact>
      <Fact name={t("message.mobile")}>{mobile && <Mobile number={mobile} at={at} />}</Fact>
      <Fact name={t("message.category")}>{category}</Fact>
      <Fact name={t("message.page")}>{page && <Address address={page} />}</Fact>
      <Fact name={t("message.visitor")}>{visitor && <code>{visitor}</code>}</Fact>
      <Fact name={t("message.agent")}>{agent ? agentName(agent) : t("message.nobody")}</Fact>
    </dl>
  );
}

export function Answers({ answers }: { answers: readonly AnswerView[] }) {
  const { agentId } = useDesk();
  if (!answers.length) return null;
  return (
    <section class="answers" aria-label={t("message.answers")}>
      <h3>{t("message.answers")}</h3>
      {answers.map((answer) => (
        <article class="answer" key={answer.at}>
          <p class="answer-head">
            <bdi>{answer.agent?.id === agentId ? t("entry.you") : agentName(answer.agent)}</bdi>{" "}
            <Moment at={answer.at} />
          </p>
          <p class="message-text" dir="auto">{answer.text}</p>
          <ul class="deliveries" aria-label={t("message.deliveries")}>
            {deliveriesOf(answer).map((each) => <Delivery key={each.channel} {...each} />)}
          </ul>
        </article>
      ))}
    </section>
  );
}

interface DeliveryProps {
  channel: string;
  state: string | null;
  reason?: string | null;
}

/** Each way it went, and how far it came; before the notices are known, only the ways. */
function deliveriesOf({ notices, by }: AnswerView): DeliveryProps[] {
  const told = (notices ?? []).map(({ channel, state, last_error: reason }) => ({ channel, state, reason }));
  const others = by.filter((way) => !told.some(({ channel }) => channel === way));
  return [...told, ...others.map((channel) => ({ channel, state: channel === "widget" ? "waits" : null }))];
}

const PICTURES: Record<string, IconName> = { email: "mail", sms: "phone", widget: "chat" };

function Delivery({ channel, state, reason }: DeliveryProps) {
  return (
    <li class={`delivery-${state}`}>
      <Icon name={PICTURES[channel] ?? "mail"} />
      <span>{tOf("channel", channel, { channel })}</span>
      {state && <b>{t(`delivery.${state}`)}</b>}
      {state !== "sent" && reason && <span class="delivery-why">{tOf("reason", reason, { reason })}</span>}
    </li>
  );
}
