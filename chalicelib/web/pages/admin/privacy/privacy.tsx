/** The section of people's data: requests, what there is of a person, and what becomes of it. */
import { type Spoken, t } from "../../desk/i18n.ts";
import type { PrivacyRequestView } from "../../desk/operations.ts";
import { Button } from "../../kit/button.tsx";
import { confirmed } from "../../kit/dialogs.tsx";
import { FormDrawer, openDrawer } from "../parts/drawer.tsx";
import { Select, TextInput } from "../parts/fields.tsx";
import { Actions, At, More, Table } from "../parts/table.tsx";
import { Nothing, Shown, useLeaving, useModel } from "../section.tsx";
import { TabbedSection } from "../tabs.tsx";
import { ErasingRules, HeldPersons, TakenBack } from "./persons.tsx";
import { confirmForm, PrivacyRequests, requestForm } from "./privacy.ts";

export const WORDS: Spoken = {
  "zh-CN": () => import("../../words/zh/admin-privacy.ts"),
  en: () => import("../../words/en/admin-privacy.ts"),
};

export const Content = () => (
  <TabbedSection
    id="privacy"
    contents={{ requests: Requests, holds: HeldPersons, tokens: TakenBack, rules: ErasingRules }}
  />
);

function Requests() {
  const requests = useModel(() => new PrivacyRequests());
  const leaving = useLeaving();
  const ask = async () => {
    if (await openRequest(leaving)) requests.reading.reload();
  };
  return (
    <>
      <p>
        <Button kind="primary" onClick={() => void ask()}>{t("privacy.new")}</Button>
      </p>
      <Shown reading={requests.reading}>
        {(pages) => (
          <>
            {pages.items.length
              ? <List of={pages.items} requests={requests} leaving={leaving} />
              : <Nothing>{t("privacy.none")}</Nothing>}
            <More pages={pages} />
          </>
        )}
      </Shown>
    </>
  );
}

interface ListProps {
  of: PrivacyRequestView[];
  requests: PrivacyRequests;
  leaving: AbortSignal;
}

const totalOf = ({ counts }: PrivacyRequestView): number => counts.reduce((sum, each) => sum + each.number, 0);

const List = ({ of, requests, leaving }: ListProps) => (
  <Table
    caption={t("section.privacy")}
    rows={of}
    keyOf={({ request_id: id }) => id}
    columns={[
      { label: t("privacy.kind"), cell: ({ kind }) => t(`privacy.kind.${kind}`) },
      { label: t("privacy.person"), cell: ({ visitor_id: id }) => <span class="mono">{id}</span> },
      { label: t("privacy.asked"), cell: ({ asked_at: at }) => <At at={at} /> },
      { label: t("privacy.state"), cell: (each) => <State of={each} /> },
      { label: t("privacy.found"), cell: (each) => totalOf(each) || "—" },
      {
        label: t("actions"),
        cell: (each) => <Acts of={each} requests={requests} leaving={leaving} />,
      },
    ]}
  />
);

const State = ({ of }: { of: PrivacyRequestView }) => (
  <>
    {t(`privacy.state.${of.state}`)}
    {of.runs_at && of.state === "waiting" && (
      <>
        · <At at={of.runs_at} />
      </>
    )}
    {of.due_at && (of.late || of.state === "asked") && (
      <>
        · {of.late ? <span class="chip waiting">{t("privacy.late")}</span> : t("privacy.due")} <At at={of.due_at} />
      </>
    )}
  </>
);

const Acts = (
  { of, requests, leaving }: { of: PrivacyRequestView; requests: PrivacyRequests; leaving: AbortSignal },
) => {
  const act = (label: string, run: () => void) => (
    <Button
      small
      kind="quiet"
      aria-label={`${label} ${of.visitor_id}`}
      disabled={requests.isBusy(of.request_id)}
      onClick={run}
    >
      {label}
    </Button>
  );
  const erase = async () => {
    if (await openConfirm(of, leaving)) requests.reading.reload();
  };
  const fetchArchive = async () => {
    const url = await requests.open(of);
    if (url) globalThis.open(url, "_blank", "noopener");
  };
  const cancel = async () => {
    const question = {
      title: t("privacy.cancel"),
      paragraphs: [t("privacy.cancel.text")],
      confirm: t("privacy.cancel"),
    };
    if (await confirmed(question, leaving)) await requests.cancel(of);
  };
  return (
    <Actions>
      {of.state === "asked" && act(t("privacy.accept"), () => void requests.accept(of))}
      {of.state === "shown" && act(t("privacy.erase"), () => void erase())}
      {of.state === "ready" && act(t("privacy.open"), () => void fetchArchive())}
      {["asked", "walking", "shown", "waiting"].includes(of.state) && act(t("privacy.cancel"), () => void cancel())}
    </Actions>
  );
};

const openRequest = (leaving: AbortSignal) =>
  openDrawer<PrivacyRequestView>((close) => (
    <FormDrawer
      title={t("privacy.new")}
      intro={t("privacy.intro")}
      label={t("privacy.begin")}
      close={close}
      make={(done) => requestForm(done)}
    >
      {({ kind, visitor_id: id, reason }) => (
        <>
          <Select
            name="kind"
            field={kind}
            label={t("privacy.kind")}
            options={[["export", t("privacy.kind.export")], ["erase", t("privacy.kind.erase")]]}
          />
          <TextInput
            name="visitor_id"
            field={id}
            label={t("privacy.person")}
            hint={t("privacy.person.hint")}
            longest={100}
          />
          <TextInput name="reason" field={reason} label={t("privacy.reason")} longest={300} />
        </>
      )}
    </FormDrawer>
  ), leaving);

/** What there is of the person, and their id to be typed. */
const openConfirm = (of: PrivacyRequestView, leaving: AbortSignal) =>
  openDrawer<PrivacyRequestView>((close) => (
    <FormDrawer
      title={t("privacy.erase.title")}
      intro={t("privacy.erase.intro")}
      label={t("privacy.erase")}
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
            label={t("privacy.typed")}
            hint={t("privacy.typed.hint", { id: of.visitor_id })}
            longest={100}
          />
        </>
      )}
    </FormDrawer>
  ), leaving);
