/** The section of complaints: the table of the service standard. */
import { agentName } from "../../desk/format.ts";
import { type Spoken, t } from "../../desk/i18n.ts";
import type { ComplaintView } from "../../desk/operations.ts";
import { base } from "../../desk/api.ts";
import { Button } from "../../kit/button.tsx";
import { At, More, Table } from "../parts/table.tsx";
import { Nothing, Section, useModel } from "../section.tsx";
import { PeriodPicker } from "../surveys/period.tsx";
import {
  Complaints,
  contactOf,
  customerOf,
  feedbackOf,
  solutionOf,
  stageOf,
  type State,
  STATES,
} from "./complaints.ts";

export const WORDS: Spoken = {
  "zh-CN": () => import("../../words/zh/admin-tickets.ts"),
  en: () => import("../../words/en/admin-tickets.ts"),
};

export function Content() {
  const complaints = useModel(() => new Complaints());
  const { reading, exported, period, state } = complaints;
  const tools = (
    <>
      <select
        class="complaint-state"
        aria-label={t("complaints.state")}
        onChange={(event) => complaints.choose(event.currentTarget.value as State)}
      >
        {STATES.map((each) => (
          <option key={each} value={each} selected={each === state}>{t(`complaints.${each}`)}</option>
        ))}
      </select>
      <PeriodPicker period={period} />
      <Button disabled={exported !== null || reading.data === null} onClick={() => void complaints.exportAll()}>
        {exported === null ? t("records.export") : t("records.exporting", { count: exported })}
      </Button>
    </>
  );
  return (
    <Section id="complaints" reading={reading} tools={tools}>
      {(pages) => (
        <>
          {pages.items.length ? <List lines={pages.items} /> : <Nothing>{t("complaints.none")}</Nothing>}
          <More pages={pages} />
        </>
      )}
    </Section>
  );
}

const List = ({ lines }: { lines: ComplaintView[] }) => (
  <Table
    caption={t("section.complaints")}
    rows={lines}
    keyOf={({ ticket }) => ticket.ticket_id}
    columns={[
      { label: t("complaints.number"), cell: (line) => <Named line={line} /> },
      { label: t("complaints.customer"), cell: ({ ticket }) => <Customer ticket={ticket} /> },
      { label: t("complaints.about"), cell: ({ about, order }) => <Words words={[about, order]} /> },
      { label: t("complaints.first"), cell: ({ ticket }) => <bdi>{agentName(ticket.owner)}</bdi> },
      { label: t("complaints.escalated"), cell: (line) => <Escalated line={line} /> },
      { label: t("complaints.solution"), cell: (line) => <Words words={[solutionOf(line)]} /> },
      { label: t("complaints.feedback"), cell: (line) => <Words words={[feedbackOf(line)]} /> },
      { label: t("complaints.closed"), cell: ({ ticket: { closed_at: at } }) => at ? <At at={at} /> : "—" },
    ]}
  />
);

const Named = ({ line }: { line: ComplaintView }) => (
  <div class="policy">
    <a class="who-name" href={`${base}console#ticket/${line.ticket.ticket_id}`}>{line.ticket.number}</a>
    <span class="policy-subject">
      <At at={line.ticket.created_at} />
    </span>
    <span class="chips">
      <span class="chip">{stageOf(line)}</span>
      {line.ticket.late && <span class="chip">{t("ticket.late")}</span>}
    </span>
  </div>
);

const Customer = ({ ticket }: { ticket: ComplaintView["ticket"] }) => (
  <div class="policy">
    <span dir="auto">{customerOf(ticket) || "—"}</span>
    <span class="policy-subject">{contactOf(ticket)}</span>
  </div>
);

const Escalated = ({ line: { ticket, escalation_reason: reason } }: { line: ComplaintView }) => (
  <div class="policy">
    {ticket.escalated_at ? <At at={ticket.escalated_at} /> : "—"}
    <span class="policy-subject" dir="auto">{reason}</span>
  </div>
);

const Words = ({ words }: { words: string[] }) => {
  const lines = words.filter(Boolean);
  return lines.length ? <span class="complaint-words" dir="auto">{lines.join("\n")}</span> : <>—</>;
};
