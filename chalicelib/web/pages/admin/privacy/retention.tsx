/** The section of how long things are kept: periods with what goes next, what is held, and what was removed. */
import { useEffect, useMemo } from "preact/hooks";
import { base } from "../../desk/api.ts";
import { Problem } from "../../desk/client.ts";
import { dateOf } from "../../desk/format.ts";
import { dayAndTimeThere } from "../../desk/zoned.ts";
import { type Spoken, t } from "../../desk/i18n.ts";
import type { HeldThingView, RetentionRulesView } from "../../desk/operations.ts";
import { Button } from "../../kit/button.tsx";
import { confirmed } from "../../kit/dialogs.tsx";
import { FormDrawer, openDrawer } from "../parts/drawer.tsx";
import { NumberInput, Select, TextInput } from "../parts/fields.tsx";
import { Actions, At, More, RowButton, Table } from "../parts/table.tsx";
import { Nothing, Shown, useLeaving, useModel } from "../section.tsx";
import { TabbedSection } from "../tabs.tsx";
import {
  counted,
  daysNow,
  daysThen,
  everGoes,
  FOR_EVER,
  holdForm,
  Holds,
  type Line,
  periodForm,
  Retention,
  Runs,
  Supposed,
} from "./retention.ts";

export const WORDS: Spoken = {
  "zh-CN": () => import("../../words/zh/admin-retention.ts"),
  en: () => import("../../words/en/admin-retention.ts"),
};

export const Content = () => (
  <TabbedSection id="retention" contents={{ periods: Periods, holds: Held, runs: Removed }} />
);

const period = (days: number): string => days === FOR_EVER ? t("retention.ever") : t("retention.days", { days });

function Periods() {
  const retention = useModel(() => new Retention());
  const leaving = useLeaving();
  const edit = async (line: Line) => {
    if (await openPeriod(line, retention.plan.raw, leaving)) void retention.reading.reload();
  };
  return (
    <Shown reading={retention.reading}>
      {({ lines, plans, fixed, nextRun }) => (
        <>
          <div class="panel padded">
            <div class="form-field">
              <label for="retention-plan">{t("retention.plan")}</label>
              <select
                id="retention-plan"
                value={retention.plan.raw}
                onChange={(event) => retention.choose(event.currentTarget.value)}
              >
                <option value="">{t("retention.desk")}</option>
                {plans.map(([key, name]) => <option key={key} value={key}>{name}</option>)}
              </select>
              <p class="field-hint">{t("retention.next_run", { at: dayAndTimeThere(nextRun) })}</p>
            </div>
          </div>
          <Table
            caption={t("retention.tab.periods")}
            rows={lines}
            keyOf={({ own }) => own.kind}
            columns={[
              { label: t("retention.kind"), cell: ({ own }) => <Kind kind={own.kind} /> },
              { label: t("retention.kept"), cell: (line) => <Kept of={line} isPlan={retention.plan.raw !== ""} /> },
              { label: t("retention.next"), cell: (line) => <Next of={line} retention={retention} /> },
              {
                label: t("actions"),
                cell: (line) => (
                  <Actions>
                    <RowButton
                      label={t("retention.change")}
                      of={t(`retention.kind.${line.own.kind}`)}
                      onClick={() => void edit(line)}
                    />
                  </Actions>
                ),
              },
            ]}
          />
          <h2>{t("retention.fixed")}</h2>
          <p class="quiet">{t("retention.fixed.hint")}</p>
          <Table
            caption={t("retention.fixed")}
            rows={fixed}
            keyOf={({ name }) => name}
            columns={[
              { label: t("retention.kind"), cell: ({ name }) => t(`retention.fixed.${name}`) },
              {
                label: t("retention.kept"),
                cell: ({ days }) => days === FOR_EVER ? period(days) : t("retention.fixed.days", { days }),
              },
            ]}
          />
        </>
      )}
    </Shown>
  );
}

const Kind = ({ kind }: { kind: string }) => (
  <div>
    {t(`retention.kind.${kind}`)}
    <p class="field-hint">{t(`retention.hint.${kind}`)}</p>
  </div>
);

function Kept({ of: { own, desk }, isPlan }: { of: Line; isPlan: boolean }) {
  const now = period(daysNow(own, desk));
  const then = daysThen(own, desk);
  const since = own.since ?? desk.since;
  return (
    <div>
      {isPlan && own.days === null && !own.since ? t("retention.as_desk", { period: now }) : now}
      {then !== null && since && (
        <p class="field-hint">{t("retention.then", { at: dayAndTimeThere(since), period: period(then) })}</p>
      )}
    </div>
  );
}

function Next({ of: { own, desk }, retention }: { of: Line; retention: Retention }) {
  if (!everGoes({ own, desk })) return <>{t("retention.next.never")}</>;
  const next = retention.nextOf(own.kind);
  if (!next) return <span class="quiet" role="status">{t("loading")}</span>;
  if (next instanceof Problem) return <>{t("retention.next.unread")}</>;
  return (
    <div>
      {next.day
        ? (
          <>
            {t("retention.next.some", { day: dateOf(next.day), number: counted(next) })}
            {next.oldest && <p class="field-hint">{t("retention.next.oldest", { at: dayAndTimeThere(next.oldest) })}
            </p>}
            <p class="field-hint">
              {next.examples.map(({ id }) => <Example key={id} kind={own.kind} id={id} />)}
            </p>
          </>
        )
        : t(next.more ? "retention.next.unknown" : "retention.next.none")}
      {next.held > 0 && <p class="field-hint">{t("retention.next.held", { number: next.held })}</p>}
    </div>
  );
}

const LINKED: Record<string, string> = { conversations: "", tickets: "ticket/", complaints: "ticket/" };

const Example = ({ kind, id }: { kind: string; id: string }) =>
  kind in LINKED
    ? <a class="example" href={`${base}console#${LINKED[kind]}${id}`}>{`…${id.slice(-6)} `}</a>
    : <code>{`…${id.slice(-6)} `}</code>;

const openPeriod = (line: Line, plan: string, leaving: AbortSignal) =>
  openDrawer<RetentionRulesView>((close) => (
    <FormDrawer
      title={t("retention.change.title", { kind: t(`retention.kind.${line.own.kind}`) })}
      intro={t(`retention.hint.${line.own.kind}`)}
      label={t("save")}
      close={close}
      make={(done) => periodForm(line, plan, done)}
    >
      {(fields) => (
        <>
          <Select
            name="way"
            field={fields.way}
            label={t("retention.kept")}
            options={[
              ...(plan ? [["desk", t("retention.way.desk")] as const] : []),
              ["ever", t("retention.ever")],
              ["days", t("retention.way.days")],
            ]}
          />
          {fields.way.raw === "days" && (
            <NumberInput
              name="days"
              field={fields.days}
              label={t("retention.way.number")}
              hint={t("retention.way.hint")}
              min={7}
              max={36500}
              unit={t("retention.unit")}
            />
          )}
          <WouldGo kind={line.own.kind} plan={plan} fields={fields} />
        </>
      )}
    </FormDrawer>
  ), leaving);

function WouldGo(
  { kind, plan, fields }: { kind: string; plan: string; fields: ConstructorParameters<typeof Supposed>[2] },
) {
  const supposed = useMemo(() => new Supposed(kind, plan, fields), []);
  useEffect(() => supposed.follow(), []);
  const { view } = supposed;
  return (
    <p class="note info" role="status" hidden={!view}>
      {view && (view.number && view.day
        ? t("retention.would", { number: counted(view), day: dateOf(view.day) })
        : t("retention.would.none"))}
    </p>
  );
}

function Held() {
  const holds = useModel(() => new Holds());
  const leaving = useLeaving();
  const hold = async () => {
    if (await openHold(leaving)) void holds.reading.reload();
  };
  const end = async (of: HeldThingView) => {
    const question = {
      title: t("retention.hold.end"),
      paragraphs: [t("retention.hold.end.text")],
      confirm: t("retention.hold.end"),
    };
    if (await confirmed(question, leaving)) await holds.end(of);
  };
  return (
    <>
      <p class="quiet">{t("retention.holds.hint")}</p>
      <p>
        <Button kind="primary" onClick={() => void hold()}>{t("retention.hold.new")}</Button>
      </p>
      <Shown reading={holds.reading}>
        {(pages) => (
          <>
            {pages.items.length === 0 ? <Nothing>{t("retention.holds.none")}</Nothing> : (
              <Table
                caption={t("retention.tab.holds")}
                rows={pages.items}
                keyOf={({ thing_id: id }) => id}
                columns={[
                  {
                    label: t("retention.hold.thing"),
                    cell: ({ thing_id: id, kind }) => (
                      <a href={`${base}console#${LINKED[kind] ?? ""}${id}`}>
                        {t(`retention.kind.${kind}`)} <code>{id}</code>
                      </a>
                    ),
                  },
                  { label: t("retention.hold.reason"), cell: ({ reason }) => <bdi>{reason}</bdi> },
                  { label: t("retention.hold.by"), cell: ({ by }) => <bdi>{by.name ?? "–"}</bdi> },
                  { label: t("retention.hold.at"), cell: ({ at }) => <At at={at} /> },
                  {
                    label: t("actions"),
                    cell: (each) => (
                      <Actions>
                        <RowButton
                          label={t("retention.hold.end")}
                          of={each.thing_id}
                          onClick={() => void end(each)}
                        />
                      </Actions>
                    ),
                  },
                ]}
              />
            )}
            <More pages={pages} />
          </>
        )}
      </Shown>
    </>
  );
}

const openHold = (leaving: AbortSignal) =>
  openDrawer<HeldThingView>((close) => (
    <FormDrawer
      title={t("retention.hold.new")}
      intro={t("retention.holds.hint")}
      label={t("retention.hold.do")}
      close={close}
      make={(done) => holdForm(done)}
    >
      {({ thing, reason }) => (
        <>
          <TextInput
            name="thing"
            field={thing}
            label={t("retention.hold.id")}
            hint={t("retention.hold.id.hint")}
            longest={100}
          />
          <TextInput name="reason" field={reason} label={t("retention.hold.reason")} longest={300} />
        </>
      )}
    </FormDrawer>
  ), leaving);

function Removed() {
  const runs = useModel(() => new Runs());
  return (
    <Shown reading={runs.reading}>
      {(pages) => (
        <>
          {pages.items.length === 0 ? <Nothing>{t("retention.runs.none")}</Nothing> : (
            <Table
              caption={t("retention.tab.runs")}
              rows={pages.items}
              keyOf={({ day, kind, plan_key: plan }) => `${day} ${kind} ${plan}`}
              columns={[
                { label: t("retention.run.day"), cell: ({ day }) => dateOf(day) },
                { label: t("retention.kind"), cell: ({ kind }) => t(`retention.kind.${kind}`) },
                { label: t("retention.plan"), cell: ({ plan_key: plan }) => <bdi>{plan || "–"}</bdi> },
                { label: t("retention.run.removed"), cell: ({ removed }) => removed.toLocaleString() },
                { label: t("retention.run.held"), cell: ({ held }) => held.toLocaleString() },
              ]}
            />
          )}
          <More pages={pages} />
        </>
      )}
    </Shown>
  );
}
