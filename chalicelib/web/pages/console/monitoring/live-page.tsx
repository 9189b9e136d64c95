/** The middle pane: somebody who is on the website, and a hand held out to them. */
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import { agentName, dayAndTime, duration, localeName } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import type { LiveVisitorView } from "../../desk/operations.ts";
import { ticked } from "../../desk/time.ts";
import { Button } from "../../kit/button.tsx";
import { isSend } from "../../kit/keys.ts";
import { Address } from "../../kit/linked.tsx";
import { say } from "../../kit/toasts.tsx";
import { PlanMark, VisitorMark } from "../conversations/marks.tsx";
import { useDesk } from "../desk.ts";
import { WorkPage } from "../lists/work-page.tsx";
import { LiveChip, liveName } from "./live-lists.tsx";

const LONGEST = 300;

export function LivePage({ id }: { id: string }) {
  const { live } = useDesk();
  const visitor = live.get(id);
  const isHere = live.isHere(id);
  return (
    <WorkPage
      label={t("live.one")}
      contentLabel={t("live.content")}
      title={visitor && <Title visitor={visitor} />}
      moves={null}
      word={visitor ? null : t("live.missing")}
      foot={visitor && <Foot visitor={visitor} isHere={isHere} />}
    >
      {visitor && <Facts visitor={visitor} isHere={isHere} />}
    </WorkPage>
  );
}

function Title({ visitor }: { visitor: LiveVisitorView }) {
  return (
    <>
      <VisitorMark visitor_id={visitor.visitor_id} visitor_name={visitor.name} />
      <div class="conversation-names">
        <div class="conversation-who">
          <h2 dir="auto">{liveName(visitor)}</h2>
        </div>
        <div class="conversation-facts">
          <LiveChip visitor={visitor} />
          <PlanMark plan={visitor.plan_key} />
        </div>
      </div>
    </>
  );
}

function Facts({ visitor, isHere }: { visitor: LiveVisitorView; isHere: boolean }) {
  const now = ticked();
  const ago = (at: string) => duration(now - new Date(at).getTime());
  const facts: Array<[string, ComponentChildren]> = [
    ["page", <Address key="page" address={visitor.page} />],
    ["title", <bdi key="title">{visitor.title}</bdi>],
    ["on_page", isHere && ago(visitor.page_since)],
    ["since", `${dayAndTime(visitor.since)} · ${ago(visitor.since)}`],
    ["visits.label", String(visitor.visits)],
    ["language", visitor.language && localeName(visitor.language)],
    ["country", visitor.country],
    ["device", t(`live.device.${visitor.device}`)],
    ["referrer", visitor.referrer && <Address key="referrer" address={visitor.referrer} />],
  ];
  return (
    <>
      {!isHere && <p class="note" role="status">{t("live.gone")}</p>}
      <dl class="facts">
        {facts.filter(([, value]) => value).flatMap(([name, value]) => [
          <dt key={`${name}-label`}>{t(`live.${name}`)}</dt>,
          <dd key={name}>{value}</dd>,
        ])}
      </dl>
    </>
  );
}

function Foot({ visitor, isHere }: { visitor: LiveVisitorView; isHere: boolean }) {
  const { live, drafts } = useDesk();
  const { visitor_id: id, invitation, declined_until: declined } = visitor;
  const text = useSignal(drafts.get(id) || t("live.words"));
  const trouble = useSignal<string | null>(null);
  const isSending = useSignal(false);
  const isPending = invitation?.state === "offered" || invitation?.state === "shown";
  const key = useMemo(() => crypto.randomUUID(), [invitation?.at]);
  if (!isHere || declined || isPending) {
    const by = agentName(invitation?.agent) || t("live.by_rule");
    const words = !isHere ? "live.gone" : declined ? "live.left_in_peace" : "live.pending";
    return (
      <div class="foot-bar">
        <p role="status">{t(words, { agent: by, time: declined ? dayAndTime(declined) : "" })}</p>
      </div>
    );
  }
  const send = async () => {
    if (isSending.value || !text.value.trim()) return;
    isSending.value = true;
    trouble.value = await live.invite(id, text.value.trim(), key);
    isSending.value = false;
    if (trouble.value) return;
    drafts.set(id, "");
    say(t("live.sent"));
  };
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {trouble.value && <p class="note error" role="alert">{trouble.value}</p>}
      <textarea
        aria-label={t("live.text")}
        maxLength={LONGEST}
        value={text.value}
        onInput={(event) => {
          text.value = event.currentTarget.value;
          drafts.set(id, text.value);
        }}
        onKeyDown={(event) => {
          if (!isSend(event)) return;
          event.preventDefault();
          void send();
        }}
      />
      <div class="composer-foot">
        <span class="composer-keys">{t("live.hint")}</span>
        <Button kind="primary" submits icon="invite" disabled={isSending.value}>{t("live.invite")}</Button>
      </div>
    </form>
  );
}
