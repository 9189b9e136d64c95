/** One notice at the side of the page. */
import type { ComponentChildren } from "preact";
import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { Button } from "../../kit/button.tsx";
import { confirmed } from "../../kit/dialogs.tsx";
import { dayAndTime, fullTime } from "../../desk/format.ts";
import { t, tOf } from "../../desk/i18n.ts";
import type { NoticeView, WholeNotice } from "../../desk/operations.ts";
import { Drawer, openDrawer } from "../parts/drawer.tsx";
import { yuan } from "../parts/money.ts";
import { At, Table, Technical } from "../parts/table.tsx";
import { useLeaving } from "../section.tsx";
import { isSettled, Notice, reasonOf, reasonWords } from "./notice.ts";

/** `changed` is called when something was done here that the ledger should show. */
export const openNotice = (notice: NoticeView, changed: () => void, leaving: AbortSignal) =>
  openDrawer<null>(
    (close) => <NoticeDrawer notice={notice} changed={changed} close={() => close(null)} />,
    leaving,
  );

export const NoticeChip = ({ of: { state } }: { of: NoticeView }) => (
  <span class={`chip notice-${state}`}>{t(`notice.${state}`)}</span>
);

export const Reason = ({ of }: { of: NoticeView }) => {
  const reason = reasonOf(of);
  return reason ? <span class="notice-why">{reason}</span> : null;
};

interface NoticeProps {
  notice: NoticeView;
  changed: () => void;
  close: () => void;
}

function NoticeDrawer({ notice: listed, changed, close }: NoticeProps) {
  const notice = useMemo(() => new Notice(listed, changed), []);
  const leaving = useLeaving();
  useEffect(() => {
    notice.read();
    return () => notice.leave();
  }, []);
  const { whole } = notice;
  const resend = async () => {
    const costs = whole!.channel === "sms" && whole!.cost_fen > 0;
    const question = {
      title: t("notice.resend.title"),
      paragraphs: [t("notice.resend.body", { to: listed.to }), ...(costs ? [t("notice.resend.cost")] : [])],
      confirm: t("notice.resend"),
      danger: false,
    };
    if (await confirmed(question, leaving)) await notice.resend();
  };
  return (
    <Drawer title={t("notice.title", { to: listed.to })} size="middle" onClose={close}>
      <div class="form">
        <p class="note error" role="alert" hidden={!notice.problem.value}>{notice.problem.value}</p>
        <div class="notice-content">{whole ? <Whole notice={whole} /> : <p class="quiet">{t("loading")}</p>}</div>
        <div class="form-buttons">
          <Button kind="primary" disabled={!notice.canBeResent} onClick={resend}>{t("notice.resend")}</Button>
          <Button onClick={close}>{t("dismiss")}</Button>
        </div>
      </div>
    </Drawer>
  );
}

const Whole = ({ notice }: { notice: WholeNotice }) => (
  <>
    <dl class="facts">
      {factsOf(notice).map(([name, value]) => [
        <dt key={`${name}-name`}>{t(`notices.${name}`)}</dt>,
        <dd key={name}>{value}</dd>,
      ])}
    </dl>
    <Attempts of={notice} />
    <Letter of={notice} />
    <Technical facts={[[t("notices.about"), notice.about], [t("notices.provider_id"), notice.provider_id]]} />
  </>
);

type Fact = [string, ComponentChildren];

function factsOf(notice: WholeNotice): Fact[] {
  const { segments, cost_fen: fen, next_try_at: next } = notice;
  const facts: Array<Fact | false> = [
    ["state", [<NoticeChip key="chip" of={notice} />, <Reason key="why" of={notice} />]],
    ["what", tOf("what", notice.what, { what: notice.what })],
    ["channel", tOf("channel", notice.channel, { channel: notice.channel })],
    ["to", [<bdi key="name">{notice.name}</bdi>, " ", <bdi key="to">{notice.to}</bdi>]],
    ["at", fullTime(notice.at)],
    !isSettled(notice) && next !== null && ["next", dayAndTime(next)],
    notice.channel === "sms" && ["cost", t("notice.cost", { cost: yuan(fen), segments })],
  ];
  return facts.filter((fact): fact is Fact => Boolean(fact));
}

function Attempts({ of: { attempts } }: { of: WholeNotice }) {
  if (!attempts.length) return <p class="field-hint">{t("attempts.none")}</p>;
  return (
    <>
      <h3>{t("attempts")}</h3>
      <Table
        caption={t("attempts")}
        rows={attempts}
        keyOf={({ number }) => `${number}`}
        columns={[
          { label: t("attempts.number"), cell: ({ number }) => number },
          { label: t("attempts.at"), cell: ({ at }) => <At at={at} /> },
          { label: t("attempts.outcome"), cell: ({ outcome }) => tOf("attempt", outcome, { outcome }) },
          { label: t("attempts.error"), cell: ({ error }) => error ? reasonWords(error) : "—" },
        ]}
      />
    </>
  );
}

/** As plain text, and, where there is one, as the mail looks: in a frame that may do nothing. */
const Letter = ({ of: { subject, text, html } }: { of: WholeNotice }) => (
  <>
    <h3>{t("notice.letter")}</h3>
    {subject && <p class="letter-subject" dir="auto">{subject}</p>}
    <pre class="letter-text" tabIndex={0} dir="auto" aria-label={t("notice.text")}>{text}</pre>
    {html && <Mail html={html} />}
  </>
);

/** Made only when it is asked for: the page's policy lets no styles in but its own, and complains of each in the letter. */
function Mail({ html }: { html: string }) {
  const isOpen = useSignal(false);
  return (
    <details class="letter-html" onToggle={(event) => isOpen.value ||= event.currentTarget.open}>
      <summary>{t("notice.html")}</summary>
      {isOpen.value && <iframe sandbox="" srcdoc={html} title={t("notice.html")} referrerpolicy="no-referrer" />}
    </details>
  );
}
