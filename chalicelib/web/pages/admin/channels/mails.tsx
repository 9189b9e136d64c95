/** The drawer of e-mails that wait for a person. */
import { t } from "../../desk/i18n.ts";
import type { ChannelView, MailView } from "../../desk/operations.ts";
import { confirmed } from "../../kit/dialogs.tsx";
import { Drawer, openDrawer } from "../parts/drawer.tsx";
import { Actions, At, More, RowButton, Table } from "../parts/table.tsx";
import { Nothing, Shown, useLeaving, useModel } from "../section.tsx";
import { Mails, subjectOf } from "./mails.ts";

export const openMails = (channels: readonly ChannelView[], leaving: AbortSignal) =>
  openDrawer<null>((close) => (
    <Drawer title={t("mails.title")} size="wide" onClose={() => close(null)}>
      <p class="drawer-intro">{t("mails.about")}</p>
      <div class="padded">
        <MailList channels={channels.filter(({ kind }) => kind === "email")} />
      </div>
    </Drawer>
  ), leaving);

function MailList({ channels }: { channels: readonly ChannelView[] }) {
  const mails = useModel(() => new Mails(channels));
  return (
    <>
      <Shown reading={mails.above}>
        {(above) => (
          <>
            {above.map(({ channel_id: id, name, waiting, waiting_until: until }) => (
              <p key={id} class="note" role="status">
                {t("mails.above", { name, number: waiting })} {until && <At at={until} />}
              </p>
            ))}
          </>
        )}
      </Shown>
      <Waiting mails={mails} />
    </>
  );
}

function Waiting({ mails }: { mails: Mails }) {
  return (
    <Shown reading={mails.reading}>
      {(pages) =>
        pages.items.length === 0 ? <Nothing>{t("mails.none")}</Nothing> : (
          <>
            <Table
              caption={t("mails.title")}
              rows={pages.items}
              keyOf={({ mail_id: id }) => id}
              columns={[
                { label: t("mails.subject"), cell: (mail) => <Subject mail={mail} /> },
                { label: t("mails.at"), cell: ({ at }) => <At at={at} /> },
                { label: t("mails.why"), cell: ({ why, detail }) => <>{t(`mails.why.${why}`)} {detail}</> },
                { label: t("mails.to"), cell: (mail) => <Receiver mail={mail} mails={mails} /> },
                { label: t("mails.act"), cell: (mail) => <Acts mail={mail} mails={mails} /> },
              ]}
            />
            <More pages={pages} />
          </>
        )}
    </Shown>
  );
}

const Subject = ({ mail }: { mail: MailView }) => (
  <>
    <bdi>{subjectOf(mail)}</bdi>
    <small class="quiet">
      <br />
      <bdi>{mail.sender_name ? `${mail.sender_name} <${mail.sender}>` : mail.sender}</bdi>
    </small>
  </>
);

/** To whom it was sent; where nobody receives there, somebody chooses the channel. */
function Receiver({ mail, mails }: { mail: MailView; mails: Mails }) {
  const to = mail.recipients.join(", ");
  if (mail.channel_id || !mail.takeable) return <bdi>{to}</bdi>;
  return (
    <>
      <bdi>{to}</bdi>
      <label class="field">
        <span class="unseen">{`${t("mails.channel")} ${subjectOf(mail)}`}</span>
        <select
          value={mails.channelOf(mail)}
          onChange={({ currentTarget }) => mails.choose(mail, currentTarget.value)}
        >
          <option value="">{t("mails.channel.none")}</option>
          {mails.channels.map(({ channel_id: id, name }) => <option key={id} value={id}>{name}</option>)}
        </select>
      </label>
    </>
  );
}

function Acts({ mail, mails }: { mail: MailView; mails: Mails }) {
  const leaving = useLeaving();
  if (mails.busy === mail.mail_id) return <span role="status">{t("loading")}</span>;
  const drop = async () => {
    const sure = await confirmed({
      title: t("mails.drop.title", { subject: subjectOf(mail) }),
      paragraphs: [t("mails.drop.body")],
      confirm: t("mails.drop"),
    }, leaving);
    if (sure) await mails.drop(mail);
  };
  return (
    <Actions>
      {mail.takeable && mails.channelOf(mail) && (
        <RowButton
          label={t("mails.take")}
          of={subjectOf(mail)}
          onClick={() => void mails.take(mail)}
        />
      )}
      <RowButton label={t("mails.drop")} of={subjectOf(mail)} onClick={() => void drop()} />
    </Actions>
  );
}
