/** The section of notices: every e-mail and SMS the desk sent or tried to, newest first. */
import { Button } from "../../kit/button.tsx";
import { t, tOf } from "../../desk/i18n.ts";
import type { NoticeView } from "../../desk/operations.ts";
import { yuan } from "../parts/money.ts";
import { Actions, At, More, RowButton, Table } from "../parts/table.tsx";
import { Nothing, Section, useLeaving, useModel } from "../section.tsx";
import { NoticeChip, openNotice, Reason } from "./notice.tsx";
import { Notices, STATES } from "./notices.ts";
import { UndeliverableList } from "./undeliverable.tsx";

export function Content() {
  const notices = useModel(() => new Notices());
  const leaving = useLeaving();
  const open = (notice: NoticeView) => openNotice(notice, notices.reading.reload, leaving);
  return (
    <Section id="notices" reading={notices.reading} tools={<Tools notices={notices} />}>
      {({ pages, undeliverable }) => (
        <>
          {pages.items.length
            ? <List notices={pages.items} open={open} />
            : <Nothing>{t(notices.state ? "notices.none.state" : "notices.none")}</Nothing>}
          <More pages={pages} />
          {undeliverable && <UndeliverableList addresses={undeliverable} />}
        </>
      )}
    </Section>
  );
}

const Tools = ({ notices }: { notices: Notices }) => (
  <div class="months">
    <select
      aria-label={t("notices.filter")}
      value={notices.state}
      onChange={(event) => notices.choose(event.currentTarget.value)}
    >
      {STATES.map((state) => <option key={state} value={state}>{t(state ? `notice.${state}` : "notices.any")}</option>)}
    </select>
    <Button small onClick={notices.reading.reload}>{t("notices.reload")}</Button>
  </div>
);

const List = ({ notices, open }: { notices: NoticeView[]; open: (notice: NoticeView) => void }) => (
  <Table
    caption={t("section.notices")}
    rows={notices}
    keyOf={(notice) => notice.notice_id}
    columns={[
      { label: t("notices.what"), cell: (notice) => <What of={notice} /> },
      { label: t("notices.to"), cell: (notice) => <To of={notice} /> },
      { label: t("notices.at"), cell: (notice) => <At at={notice.at} /> },
      { label: t("notices.state"), cell: (notice) => <State of={notice} /> },
      { label: t("notices.tries"), cell: (notice) => <span class="number">{notice.tries}</span> },
      { label: t("notices.cost"), cell: ({ cost_fen: fen }) => <span class="number">{fen ? yuan(fen) : "—"}</span> },
      {
        label: t("actions"),
        cell: (notice) => (
          <Actions>
            <RowButton label={t("notices.look")} of={notice.to} onClick={() => open(notice)} />
          </Actions>
        ),
      },
    ]}
  />
);

const What = ({ of: { what, channel } }: { of: NoticeView }) => (
  <div class="notice-what">
    <span class="who-name">{tOf("what", what, { what })}</span>
    <span class="who-email">{tOf("channel", channel, { channel })}</span>
  </div>
);

const To = ({ of: { name, to } }: { of: NoticeView }) => (
  <div class="notice-what">
    <bdi>{name}</bdi>
    <bdi class="who-email">{to}</bdi>
  </div>
);

const State = ({ of }: { of: NoticeView }) => (
  <div class="notice-what">
    <NoticeChip of={of} />
    <Reason of={of} />
  </div>
);
