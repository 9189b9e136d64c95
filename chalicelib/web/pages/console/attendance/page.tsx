/** The middle pane: leave and exchanges, attendance, and what waits for one to decide. */
import { useEffect, useMemo } from "preact/hooks";
import { inOurLanguage, t } from "../../desk/i18n.ts";
import type { LeaveRequestView } from "../../desk/operations.ts";
import { Button } from "../../kit/button.tsx";
import { WithWords } from "../conversations/moves.tsx";
import { useDesk } from "../desk.ts";
import { WorkPage } from "../lists/work-page.tsx";
import type { Listed } from "../lists/listed.ts";
import { askLeave } from "./leave-form.tsx";
import { OwnLeave, ToDecide } from "./models.ts";
import { MonthPart } from "./month.tsx";
import { decides, type View } from "./place.ts";
import { lengthWords, RequestLine } from "./request.tsx";
import { askSwap } from "./swap-form.tsx";
import { panelOf, ShiftTabs } from "./tabs.tsx";

export function AttendancePage({ view }: { view: View }) {
  const { session } = useDesk();
  const shown = view === "waiting" && !decides(session) ? "leave" : view;
  const leave = useMemo(() => new OwnLeave(), []);
  useEffect(() => shown === "leave" ? void leave.look() : undefined, [shown]);
  const anew = async (asked: Promise<unknown>) => {
    if (await asked) await leave.look();
  };
  return (
    <WorkPage
      label={t("shifts.title")}
      contentLabel={t(`shifts.tab.${shown}`)}
      class="attendance-page"
      title={<h2>{t("shifts.title")}</h2>}
      moves={shown === "leave" && (
        <>
          <WithWords icon="plus" words={t("leave.ask")} onClick={() => void anew(askLeave())} />
          <WithWords icon="transfer" words={t("leave.swap")} onClick={() => void anew(askSwap())} />
        </>
      )}
      word={null}
      foot={null}
    >
      <ShiftTabs chosen={shown} />
      <div {...panelOf(shown)}>
        {shown === "leave" && <LeavePart leave={leave} />}
        {shown === "attendance" && <MonthPart />}
        {shown === "waiting" && <WaitingPart />}
      </div>
    </WorkPage>
  );
}

function LeavePart({ leave }: { leave: OwnLeave }) {
  const { balances, toMe, own } = leave;
  return (
    <>
      {balances && (
        <section aria-label={t("leave.balances", { year: balances.year })}>
          <h3>{t("leave.balances", { year: balances.year })}</h3>
          <ul class="leave-balances">
            {balances.balances.filter(({ left, taken, reserved }) => left !== null || taken || reserved).map((each) => (
              <li key={each.kind.kind_id}>
                <i style={{ background: each.kind.color }} aria-hidden="true" />
                <b>{inOurLanguage(each.kind.names)}</b>{" "}
                {each.left !== null && t("leave.left", { left: lengthWords(each.left, each.kind.unit) })}
                <small>
                  {t("leave.taken", {
                    taken: lengthWords(each.taken, each.kind.unit),
                    reserved: lengthWords(each.reserved, each.kind.unit),
                  })}
                </small>
              </li>
            ))}
          </ul>
        </section>
      )}
      {toMe.items.length > 0 && (
        <section aria-label={t("leave.to_me")}>
          <h3>{t("leave.to_me")}</h3>
          <Requests list={toMe} label={t("leave.to_me")} none="" again={leave.look} />
        </section>
      )}
      <section aria-label={t("leave.own")}>
        <h3>{t("leave.own")}</h3>
        <Requests list={own} label={t("leave.own")} none={t("leave.own.none")} again={leave.look} />
      </section>
    </>
  );
}

function WaitingPart() {
  const model = useMemo(() => new ToDecide(), []);
  useEffect(() => void model.look(), []);
  return (
    <>
      <p class="hint">{t("leave.waiting.about")}</p>
      <Requests
        list={model.waiting}
        label={t("shifts.tab.waiting")}
        none={t("leave.waiting.none")}
        again={model.look}
      />
    </>
  );
}

interface RequestsProps {
  list: Listed<LeaveRequestView>;
  label: string;
  none: string;
  again: () => Promise<void>;
}

function Requests({ list, label, none, again }: RequestsProps) {
  const { items, state, hasMore } = list;
  return (
    <>
      <ul class="leave-list" aria-label={label}>
        {items.map((each) => (
          <li key={each.request_id} data-request={each.request_id}>
            <RequestLine request={each} again={again} />
          </li>
        ))}
      </ul>
      <p role="status" class="leave-state">
        {state === "loading" && t("conversation.loading")}
        {state === "there" && !items.length && !hasMore && none}
      </p>
      {state === "failed" && (
        <p class="note error" role="alert">
          {t("leave.not_read")} <Button small onClick={() => void list.again()}>{t("connection.retry")}</Button>
        </p>
      )}
      {state === "there" && hasMore && <Button small onClick={() => void list.more()}>{t("leave.more")}</Button>}
    </>
  );
}
