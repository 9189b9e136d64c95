/** The section of agents who left: whose data is to go, what there is of it, and what becomes of it. */
import { useEffect } from "preact/hooks";
import { type Spoken, t } from "../../desk/i18n.ts";
import type { AgentView, LeavingView } from "../../desk/operations.ts";
import { session } from "../../desk/session.ts";
import { Button } from "../../kit/button.tsx";
import { confirmed } from "../../kit/dialogs.tsx";
import { say } from "../../kit/toasts.tsx";
import { FormDrawer, openDrawer } from "../parts/drawer.tsx";
import { Select, TextInput } from "../parts/fields.tsx";
import { Actions, At, More, Table } from "../parts/table.tsx";
import { Nothing, Section, useLeaving, useModel } from "../section.tsx";
import { after } from "../../desk/timer.ts";
import { confirmForm, Leavers, requestForm } from "./leavers.ts";

const PACE_MS = 3000; // while something is counted or erased

export const WORDS: Spoken = {
  "zh-CN": () => import("../../words/zh/admin-leavers.ts"),
  en: () => import("../../words/en/admin-leavers.ts"),
};

export function Content() {
  const leavers = useModel(() => new Leavers());
  const leaving = useLeaving();
  const going = leavers.isUnderWay;
  const { data } = leavers.reading;
  useEffect(() => going ? after(PACE_MS, () => void leavers.reading.reload()) : undefined, [data]);
  const ask = async () => {
    const gone = leavers.reading.data?.gone ?? [];
    if (!gone.length) say(t("leavers.nobody"));
    else if (await openRequest(gone, leaving)) leavers.reading.reload();
  };
  return (
    <Section
      id="leavers"
      reading={leavers.reading}
      create={session.can("agents.manage") ? { label: t("leavers.new"), run: () => void ask() } : undefined}
    >
      {({ pages, names }) => (
        <>
          {pages.items.length
            ? <List of={pages.items} names={names} leavers={leavers} leaving={leaving} />
            : <Nothing>{t("leavers.none")}</Nothing>}
          <More pages={pages} />
        </>
      )}
    </Section>
  );
}

interface ListProps {
  of: LeavingView[];
  names: ReadonlyMap<string, string>;
  leavers: Leavers;
  leaving: AbortSignal;
}

const totalOf = ({ counts }: LeavingView): number => counts.reduce((sum, each) => sum + each.number, 0);

const List = ({ of, names, leavers, leaving }: ListProps) => (
  <Table
    caption={t("section.leavers")}
    rows={of}
    keyOf={({ leaving_id: id }) => id}
    columns={[
      {
        label: t("leavers.agent"),
        cell: ({ agent_id: id }) => (
          <>
            {names.get(id)} <span class="mono">{id}</span>
          </>
        ),
      },
      { label: t("leavers.asked"), cell: ({ asked_at: at }) => <At at={at} /> },
      { label: t("leavers.reason"), cell: ({ reason }) => reason },
      { label: t("leavers.state"), cell: ({ state }) => t(`leavers.state.${state}`) },
      { label: t("leavers.found"), cell: (each) => totalOf(each) || "—" },
      { label: t("actions"), cell: (each) => <Acts of={each} leavers={leavers} leaving={leaving} /> },
    ]}
  />
);

const Acts = ({ of, leavers, leaving }: { of: LeavingView; leavers: Leavers; leaving: AbortSignal }) => {
  const act = (label: string, run: () => void) => (
    <Button
      small
      kind="quiet"
      aria-label={`${label} ${of.agent_id}`}
      disabled={leavers.isBusy(of.leaving_id)}
      onClick={run}
    >
      {label}
    </Button>
  );
  const erase = async () => {
    if (await openConfirm(of, leaving)) leavers.reading.reload();
  };
  const cancel = async () => {
    const question = {
      title: t("leavers.cancel"),
      paragraphs: [t("leavers.cancel.text")],
      confirm: t("leavers.cancel"),
    };
    if (await confirmed(question, leaving)) await leavers.cancel(of);
  };
  return (
    <Actions>
      {of.state === "shown" && act(t("leavers.erase"), () => void erase())}
      {["walking", "shown"].includes(of.state) && act(t("leavers.cancel"), () => void cancel())}
    </Actions>
  );
};

const openRequest = (gone: AgentView[], leaving: AbortSignal) =>
  openDrawer<LeavingView>((close) => (
    <FormDrawer
      title={t("leavers.new")}
      intro={t("leavers.intro")}
      label={t("leavers.begin")}
      close={close}
      make={(done) => requestForm(gone, done)}
    >
      {({ agent_id: id, reason }) => (
        <>
          <Select
            name="agent_id"
            field={id}
            label={t("leavers.agent")}
            hint={t("leavers.agent.hint")}
            options={gone.map(({ agent_id, name, number }) => [agent_id, `${name} (${number})`])}
          />
          <TextInput name="reason" field={reason} label={t("leavers.reason")} longest={300} />
        </>
      )}
    </FormDrawer>
  ), leaving);

/** What there is of them, and their id to be typed. */
const openConfirm = (of: LeavingView, leaving: AbortSignal) =>
  openDrawer<LeavingView>((close) => (
    <FormDrawer
      title={t("leavers.erase.title")}
      intro={t("leavers.erase.intro", { instead: of.instead })}
      label={t("leavers.erase")}
      close={close}
      make={(done) => confirmForm(of, done)}
    >
      {({ typed }) => (
        <>
          <ul>
            {of.counts.map(({ name, names, number }) => (
              <li key={name}>{names[document.documentElement.lang] ?? names.en}: {number}</li>
            ))}
          </ul>
          <TextInput
            name="typed"
            field={typed}
            label={t("leavers.typed")}
            hint={t("leavers.typed.hint", { id: of.agent_id })}
            longest={100}
          />
        </>
      )}
    </FormDrawer>
  ), leaving);
