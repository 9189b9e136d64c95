/** The part of the card that shows a customer's wishes, subscriptions and needs, each with who says so. */
import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { agentName, dayAndTime } from "../../desk/format.ts";
import { inOurLanguage, speak, type Spoken, t } from "../../desk/i18n.ts";
import type {
  CustomerSubscriptionView,
  ProofView,
  StandingView,
  VisitorView,
  WishedView,
  WishesNow,
} from "../../desk/operations.ts";
import { Button } from "../../kit/button.tsx";
import { dress } from "../../kit/dress.ts";
import { Fact } from "../conversations/facts.tsx";
import type { OpenConversation } from "../conversations/open.ts";
import { newClientId } from "../outbox.ts";
import css from "./wishes.css" with { type: "text" };
import { CHANNELS, CustomerWishes, hoursIn, KINDS, lastSaid, PREFERRED } from "./wishes.ts";

const WORDS: Spoken = {
  "zh-CN": () => import("../../words/zh/console-wishes.ts"),
  en: () => import("../../words/en/console-wishes.ts"),
};

/** Whether it has its words. */
export const isSpoken = (): Promise<boolean> => speak(WORDS);

dress(css);

const nameOf = ({ zh, en }: { zh: string; en: string }): string => inOurLanguage({ "zh-CN": zh, en }) ?? zh;

export function Wishes({ open, visitor }: { open: OpenConversation; visitor: VisitorView }) {
  const wishes = useMemo(() => new CustomerWishes(visitor.visitor_id, newClientId), [visitor.visitor_id]);
  useEffect(() => void wishes.read(), [wishes, visitor.version]);
  const { standing, trouble } = wishes;
  const said = () => lastSaid(open.id, open.transcript.entries);
  return (
    <div class="wishes">
      {trouble && (
        <p class="note error" role="alert">
          {trouble} {!standing && <Button small onClick={() => void wishes.read()}>{t("wishes.again")}</Button>}
        </p>
      )}
      {!standing && !trouble && <p class="card-word" role="status">{t("card.loading")}</p>}
      {standing && (
        <>
          {standing.stopped.length > 0 && (
            <p class="note warning">{t("wishes.stopped", { addresses: standing.stopped.join(t("wishes.comma")) })}</p>
          )}
          <WishesForm
            key={JSON.stringify(standing.wishes)}
            now={standing.wishes}
            busy={wishes.busy}
            save={(body) => void wishes.write({ ...body, said: said() })}
          />
          <Subscriptions
            standing={standing}
            busy={wishes.busy}
            change={(topic, about, active) => wishes.subscribe(topic, about, active, said())}
          />
          <Needs
            standing={standing}
            busy={wishes.busy}
            say={(text, topic) => wishes.need(text, topic, said())}
          />
          <Past past={standing.past} />
        </>
      )}
    </div>
  );
}

interface FormProps {
  now: WishesNow;
  busy: boolean;
  save: (body: Parameters<CustomerWishes["write"]>[0]) => void;
}

type Refused = Array<(typeof CHANNELS)[number]>;
type Unwanted = Array<(typeof KINDS)[number]>;

function WishesForm({ now, busy, save }: FormProps) {
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    const written = new FormData(event.currentTarget as HTMLFormElement);
    const preferred = String(written.get("preferred") ?? "");
    save({
      preferred_channel: (preferred || null) as (typeof PREFERRED)[number] | null,
      refused_channels: written.getAll("refused") as Refused,
      refused_kinds: written.getAll("kinds") as Unwanted,
      hours: hoursIn(written, now.hours),
    });
  };
  return (
    <form class="wishes-form" aria-label={t("wishes.form")} onSubmit={send}>
      <label class="field">
        <span>{t("wishes.preferred")}</span>
        <select name="preferred">
          {["", ...PREFERRED].map((each) => (
            <option key={each} value={each} selected={each === (now.preferred_channel ?? "")}>
              {t(`wishes.channel.${each || "any"}`)}
            </option>
          ))}
        </select>
      </label>
      <Choices name="refused" label={t("wishes.refused")} chosen={now.refused_channels} words="channel" of={CHANNELS} />
      <Choices name="kinds" label={t("wishes.kinds")} chosen={now.refused_kinds} words="kind" of={KINDS} />
      <fieldset class="wishes-hours">
        <legend>{t("wishes.hours")}</legend>
        <label>
          {t("wishes.begins")}
          <input type="time" name="begins" defaultValue={now.hours?.begins ?? ""} />
        </label>
        <label>
          {t("wishes.ends")}
          <input type="time" name="ends" defaultValue={now.hours?.ends ?? ""} />
        </label>
      </fieldset>
      <Button small submits disabled={busy}>{t("wishes.save")}</Button>
    </form>
  );
}

interface ChoicesProps {
  name: string;
  label: string;
  chosen: readonly string[];
  words: string;
  of: readonly string[];
}

function Choices({ name, label, chosen, words, of }: ChoicesProps) {
  return (
    <fieldset class="choices">
      <legend>{label}</legend>
      {of.map((each) => (
        <label key={each}>
          <input type="checkbox" name={name} value={each} defaultChecked={chosen.includes(each)} />
          {t(`wishes.${words}.${each}`)}
        </label>
      ))}
    </fieldset>
  );
}

/** Who says so, and where that stands. */
function proofWords({ source, by, quote }: ProofView): string {
  const who = by.name ? agentName(by) : "";
  return [t(`wishes.source.${source}`), who, quote && t("wishes.quote", { quote })].filter(Boolean).join(" · ");
}

interface SubscriptionsProps {
  standing: StandingView;
  busy: boolean;
  change: (topic: string, about: string, active: boolean) => Promise<boolean>;
}

function Subscriptions({ standing: { topics, subscriptions }, busy, change }: SubscriptionsProps) {
  const about = useSignal("");
  const live = topics.filter(({ archived }) => !archived);
  const name = ({ topic_id, about }: CustomerSubscriptionView) => {
    const topic = topics.find((each) => each.topic_id === topic_id);
    return [topic ? nameOf(topic) : topic_id, about].filter(Boolean).join(" · ");
  };
  const add = async (event: SubmitEvent) => {
    event.preventDefault();
    const written = new FormData(event.currentTarget as HTMLFormElement);
    if (await change(String(written.get("topic")), about.value, true)) about.value = "";
  };
  return (
    <section aria-label={t("wishes.subscriptions")}>
      <h3>{t("wishes.subscriptions")}</h3>
      {subscriptions.length === 0 && <p class="card-word">{t("wishes.subscriptions.none")}</p>}
      <ul class="wishes-list">
        {subscriptions.map((each) => (
          <li key={`${each.topic_id}#${each.about}`}>
            <span class={each.state === "ended" ? "faded" : ""} dir="auto">{name(each)}</span>
            {each.state === "active"
              ? (
                <Button
                  small
                  kind="quiet"
                  disabled={busy}
                  aria-label={`${t("wishes.end")} ${name(each)}`}
                  onClick={() => void change(each.topic_id, each.about, false)}
                >
                  {t("wishes.end")}
                </Button>
              )
              : <span class="chip">{t("wishes.ended")}</span>}
            <small>{dayAndTime(each.ended_at ?? each.at)} · {proofWords(each.ended ?? each.proof)}</small>
          </li>
        ))}
      </ul>
      {live.length > 0 && (
        <form class="wishes-form" aria-label={t("wishes.subscribe")} onSubmit={add}>
          <label class="field">
            <span>{t("wishes.topic")}</span>
            <select name="topic">
              {live.map((each) => <option key={each.topic_id} value={each.topic_id}>{nameOf(each)}</option>)}
            </select>
          </label>
          <label class="field">
            <span>{t("wishes.about")}</span>
            <input
              maxLength={80}
              autocomplete="off"
              dir="auto"
              value={about.value}
              onInput={(event) => about.value = event.currentTarget.value}
            />
          </label>
          <Button small submits disabled={busy}>{t("wishes.subscribe")}</Button>
        </form>
      )}
    </section>
  );
}

interface NeedsProps {
  standing: StandingView;
  busy: boolean;
  say: (text: string, topic: string | null) => Promise<boolean>;
}

function Needs({ standing: { needs, topics }, busy, say }: NeedsProps) {
  const text = useSignal("");
  const live = topics.filter(({ archived }) => !archived);
  const add = async (event: SubmitEvent) => {
    event.preventDefault();
    const topic = String(new FormData(event.currentTarget as HTMLFormElement).get("topic") ?? "");
    if (await say(text.value.trim(), topic || null)) text.value = "";
  };
  return (
    <section aria-label={t("wishes.needs")}>
      <h3>{t("wishes.needs")}</h3>
      {needs.length === 0 && <p class="card-word">{t("wishes.needs.none")}</p>}
      <ul class="wishes-list">
        {needs.map((each) => (
          <li key={each.need_id}>
            <span dir="auto">{each.text}</span>
            <span class="chip">{each.number ?? t("wishes.need.passing")}</span>
            <small>{dayAndTime(each.at)} · {proofWords(each.proof)}</small>
          </li>
        ))}
      </ul>
      <form class="wishes-form" aria-label={t("wishes.need.new")} onSubmit={add}>
        <label class="field">
          <span>{t("wishes.need.text")}</span>
          <textarea
            rows={2}
            maxLength={1000}
            required
            dir="auto"
            value={text.value}
            onInput={(event) => text.value = event.currentTarget.value}
          />
        </label>
        {live.length > 0 && (
          <label class="field">
            <span>{t("wishes.topic")}</span>
            <select name="topic">
              <option value="">{t("wishes.topic.none")}</option>
              {live.map((each) => <option key={each.topic_id} value={each.topic_id}>{nameOf(each)}</option>)}
            </select>
          </label>
        )}
        <Button small submits disabled={busy}>{t("wishes.need.pass")}</Button>
      </form>
    </section>
  );
}

function Past({ past }: { past: readonly WishedView[] }) {
  if (past.length === 0) return null;
  return (
    <section aria-label={t("wishes.past")}>
      <h3>{t("wishes.past")}</h3>
      <dl class="facts">
        {past.map((each) => (
          <Fact key={each.wish_id} name={dayAndTime(each.at)}>
            <div>{wishWords(each.became)}</div>
            <small>{proofWords(each.proof)}</small>
          </Fact>
        ))}
      </dl>
    </section>
  );
}

function wishWords({ preferred, refused, refused_kinds: kinds, hours, refused_topics: topics }: WishedView["became"]) {
  const words = [
    preferred && t("wishes.says.preferred", { channel: t(`wishes.channel.${preferred}`) }),
    refused.length > 0 &&
    t("wishes.says.refused", { channels: refused.map((each) => t(`wishes.channel.${each}`)).join(t("wishes.comma")) }),
    kinds.length > 0 &&
    t("wishes.says.kinds", { kinds: kinds.map((each) => t(`wishes.kind.${each}`)).join(t("wishes.comma")) }),
    hours && t("wishes.says.hours", { begins: hours.begins, ends: hours.ends }),
    topics.length > 0 && t("wishes.says.topics", { count: topics.length }),
  ].filter(Boolean);
  return words.length ? words.join(t("wishes.comma")) : t("wishes.says.nothing");
}
