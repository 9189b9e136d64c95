/** The section of proposals: what colleagues propose, and what articles that are there come to. */
import type { ComponentChildren } from "preact";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { agentName, dayAndTime } from "../../desk/format.ts";
import { type Spoken, t } from "../../desk/i18n.ts";
import type { ProposalView, UsesView, WholeProposalView } from "../../desk/operations.ts";
import { Button } from "../../kit/button.tsx";
import { Drawer, openDrawer } from "../parts/drawer.tsx";
import { Actions, At, More, RowButton, Table } from "../parts/table.tsx";
import { AllWell, Nothing, Shown, useLeaving, useModel } from "../section.tsx";
import { TabbedSection } from "../tabs.tsx";
import {
  type OfMonth,
  ONLY,
  type Only,
  Proposal,
  Proposals,
  type State,
  STATES,
  titleOf,
  Usage,
  usesByMonth,
  Vain,
} from "./proposals.ts";

export const WORDS: Spoken = {
  "zh-CN": () => import("../../words/zh/admin-suggestions.ts"),
  en: () => import("../../words/en/admin-suggestions.ts"),
};

export const Content = () => <TabbedSection id="proposals" contents={CONTENTS} />;

function ProposalList() {
  const proposals = useModel(() => new Proposals());
  const leaving = useLeaving();
  const open = (proposal: ProposalView) => {
    const made = new Proposal(proposal.proposal_id, () => void proposals.reading.reload());
    void openDrawer<null>(
      (close) => <ProposalDrawer proposal={made} of={proposal} close={() => close(null)} />,
      leaving,
    );
  };
  return (
    <>
      <div class="months">
        <select
          aria-label={t("proposals.state")}
          value={proposals.state}
          onChange={(event) => proposals.choose(event.currentTarget.value as State)}
        >
          {STATES.map((state) => <option key={state} value={state}>{t(`proposals.state.${state}`)}</option>)}
        </select>
        <Button small onClick={proposals.reading.reload}>{t("proposals.reload")}</Button>
      </div>
      <Shown reading={proposals.reading}>
        {(pages) => (
          <>
            {pages.items.length > 0
              ? (
                <Table
                  caption={t("proposals.tab.proposals")}
                  rows={pages.items}
                  keyOf={({ proposal_id: id }) => id}
                  columns={[
                    { label: t("proposals.title"), cell: ({ title }) => <bdi>{title}</bdi> },
                    { label: t("proposals.author"), cell: ({ author }) => agentName(author) },
                    { label: t("proposals.at"), cell: ({ created_at: at }) => <At at={at} /> },
                    { label: t("proposals.plan"), cell: ({ plan_key: plan }) => <bdi>{plan}</bdi> },
                    {
                      label: t("actions"),
                      cell: (proposal) => (
                        <Actions>
                          <RowButton label={t("proposals.look")} of={proposal.title} onClick={() => open(proposal)} />
                        </Actions>
                      ),
                    },
                  ]}
                />
              )
              : <Nothing>{t(pages.more ? "proposals.none.here" : "proposals.none")}</Nothing>}
            <More pages={pages} />
          </>
        )}
      </Shown>
    </>
  );
}

interface DrawerProps {
  proposal: Proposal;
  of: ProposalView;
  close: () => void;
}

function ProposalDrawer({ proposal, of, close }: DrawerProps) {
  useEffect(() => {
    void proposal.reading.reload();
    return () => proposal.reading.leave();
  }, []);
  return (
    <Drawer title={of.title} size="middle" onClose={close}>
      <div class="form">
        <Shown reading={proposal.reading}>{(whole) => <Whole proposal={proposal} whole={whole} close={close} />}</Shown>
      </div>
    </Drawer>
  );
}

function Whole({ proposal, whole, close }: { proposal: Proposal; whole: WholeProposalView; close: () => void }) {
  const { answer, author, created_at: at, decision, excerpt } = whole;
  return (
    <>
      <dl class="facts">
        <dt>{t("proposals.author")}</dt>
        <dd>{t("proposals.by", { by: agentName(author), at: dayAndTime(at) })}</dd>
        <dt>{t("proposals.answer")}</dt>
        <dd class="proposal-words" dir="auto">{answer}</dd>
        {decision && (
          <>
            <dt>{t("proposals.decision")}</dt>
            <dd>
              {t(`proposals.state.${decision.outcome}`)} ·{" "}
              {t("proposals.by", { by: agentName(decision.by), at: dayAndTime(decision.at) })}
              {decision.reason && <p dir="auto">{decision.reason}</p>}
            </dd>
          </>
        )}
      </dl>
      <h3>{t("proposals.excerpt")}</h3>
      {excerpt === null && <p class="field-hint">{t("proposals.excerpt.beyond")}</p>}
      {excerpt?.length === 0 && <p class="field-hint">{t("proposals.excerpt.empty")}</p>}
      {excerpt !== null && excerpt.length > 0 && (
        <dl class="facts proposal-excerpt" tabIndex={0} aria-label={t("proposals.excerpt")}>
          {excerpt.map(({ seq, side, name, text }) => [
            <dt key={`${seq}-who`}>{name ?? t(`proposals.side.${side}`)}</dt>,
            <dd key={seq} class="proposal-words" dir="auto">{text}</dd>,
          ])}
        </dl>
      )}
      {!decision && <Deciding proposal={proposal} close={close} />}
    </>
  );
}

function Deciding({ proposal, close }: { proposal: Proposal; close: () => void }) {
  const { problem, busy, found } = proposal;
  const reason = useSignal("");
  const query = useSignal("");
  const decide = async (body: Parameters<Proposal["decide"]>[0]) => {
    if (await proposal.decide(body)) close();
  };
  const find = (event: Event) => {
    event.preventDefault();
    void proposal.find(query.peek());
  };
  return (
    <>
      <p class="note error" role="alert" hidden={!problem.value}>{problem.value}</p>
      <div class="months">
        <Button kind="primary" disabled={busy.value} onClick={() => void decide({ outcome: "drafted" })}>
          {t("proposals.draft")}
        </Button>
      </div>
      <h3>{t("proposals.join")}</h3>
      <form class="months" role="search" onSubmit={find}>
        <input
          type="search"
          aria-label={t("proposals.join.search")}
          placeholder={t("proposals.join.search")}
          maxLength={200}
          value={query.value}
          onInput={(event) => query.value = event.currentTarget.value}
        />
        <Button small submits>{t("proposals.join.find")}</Button>
      </form>
      {found.value?.length === 0 && <p class="field-hint" role="status">{t("proposals.join.none")}</p>}
      {found.value && found.value.length > 0 && (
        <Table
          caption={t("proposals.join")}
          rows={found.value}
          keyOf={({ article_id: id }) => id}
          columns={[
            { label: t("proposals.title"), cell: ({ title }) => <bdi>{title}</bdi> },
            {
              label: t("actions"),
              cell: ({ article_id, title }) => (
                <Actions>
                  <RowButton
                    label={t("proposals.join.this")}
                    of={title}
                    onClick={() => void decide({ outcome: "joined", article_id })}
                  />
                </Actions>
              ),
            },
          ]}
        />
      )}
      <h3>{t("proposals.decline")}</h3>
      <label class="field">
        <span>{t("proposals.reason")}</span>
        <textarea
          rows={2}
          maxLength={1000}
          dir="auto"
          value={reason.value}
          onInput={(event) => reason.value = event.currentTarget.value}
        />
      </label>
      <div class="months">
        <Button
          kind="danger"
          disabled={busy.value || !reason.value.trim()}
          onClick={() => void decide({ outcome: "declined", reason: reason.peek() })}
        >
          {t("proposals.decline")}
        </Button>
        <Button onClick={close}>{t("dismiss")}</Button>
      </div>
    </>
  );
}

function Months<Item>({ of, children }: { of: OfMonth<Item>; children?: ComponentChildren }) {
  return (
    <div class="months">
      {children}
      <Button small onClick={() => of.step(-1)}>{t("proposals.month.before")}</Button>
      <span class="number" role="status" aria-label={t("proposals.month")}>{of.month}</span>
      <Button small disabled={of.isNewest} onClick={() => of.step(1)}>{t("proposals.month.after")}</Button>
    </div>
  );
}

const number = (value: number) => <span class="number">{value}</span>;

function UseList() {
  const uses = useModel(usesByMonth);
  return (
    <>
      <p class="field-hint">{t("proposals.uses.about")}</p>
      <Months of={uses} />
      <Shown reading={uses.reading}>
        {(pages) => (
          <>
            {pages.items.length > 0
              ? (
                <Table<UsesView>
                  caption={t("proposals.tab.uses")}
                  rows={pages.items}
                  keyOf={({ article_id: id }) => id}
                  faded={({ titles }) => !Object.keys(titles).length}
                  columns={[
                    {
                      label: t("proposals.title"),
                      cell: ({ titles, article_id: id }) => <bdi>{titleOf(titles, id)}</bdi>,
                    },
                    { label: t("proposals.uses.agent.shown"), cell: ({ agent }) => number(agent.shown) },
                    { label: t("proposals.uses.agent.opened"), cell: ({ agent }) => number(agent.opened) },
                    { label: t("proposals.uses.agent.inserted"), cell: ({ agent }) => number(agent.inserted) },
                    { label: t("proposals.uses.agent.helped"), cell: ({ agent }) => number(agent.helped) },
                    { label: t("proposals.uses.visitor.shown"), cell: ({ visitor }) => number(visitor.shown) },
                    { label: t("proposals.uses.visitor.opened"), cell: ({ visitor }) => number(visitor.opened) },
                    { label: t("proposals.uses.visitor.helped"), cell: ({ visitor }) => number(visitor.helped) },
                  ]}
                />
              )
              : <Nothing>{t("proposals.uses.none")}</Nothing>}
            <More pages={pages} />
          </>
        )}
      </Shown>
    </>
  );
}

function VainList() {
  const vain = useModel(() => new Vain());
  return (
    <>
      <p class="field-hint">{t("proposals.vain.about")}</p>
      <Months of={vain}>
        <select
          aria-label={t("proposals.vain.plan")}
          value={vain.plan}
          onChange={(event) => vain.choose(event.currentTarget.value)}
        >
          {vain.plans.map(({ key, name }) => <option key={key} value={key}>{name}</option>)}
        </select>
      </Months>
      <Shown reading={vain.reading}>
        {(pages) => (
          <>
            {pages.items.length > 0
              ? (
                <Table
                  caption={t("proposals.tab.vain")}
                  rows={pages.items}
                  keyOf={({ text }) => text}
                  columns={[
                    { label: t("proposals.vain.text"), cell: ({ text }) => <bdi>{text}</bdi> },
                    { label: t("proposals.vain.times"), cell: ({ times }) => number(times) },
                    { label: t("proposals.vain.nothing"), cell: ({ nothing }) => number(nothing) },
                    { label: t("proposals.vain.last"), cell: ({ last_at: at }) => <At at={at} /> },
                  ]}
                />
              )
              : <AllWell>{t("proposals.vain.none")}</AllWell>}
            <More pages={pages} />
          </>
        )}
      </Shown>
    </>
  );
}

function UsageList() {
  const usage = useModel(() => new Usage());
  return (
    <>
      <Months of={usage}>
        <select
          aria-label={t("proposals.usage.only")}
          value={usage.only}
          onChange={(event) => usage.choose(event.currentTarget.value as Only)}
        >
          {ONLY.map((only) => <option key={only} value={only}>{t(`proposals.usage.${only || "all"}`)}</option>)}
        </select>
      </Months>
      <Shown reading={usage.reading}>
        {(pages) => (
          <>
            {pages.items.length > 0
              ? (
                <Table
                  caption={t("proposals.tab.unread")}
                  rows={pages.items}
                  keyOf={({ article_id: id }) => id}
                  columns={[
                    {
                      label: t("proposals.title"),
                      cell: ({ titles, article_id: id }) => <bdi>{titleOf(titles, id)}</bdi>,
                    },
                    { label: t("proposals.usage.since"), cell: ({ published_at: at }) => <At at={at} /> },
                    { label: t("proposals.usage.opened"), cell: ({ opened }) => number(opened) },
                    { label: t("proposals.usage.helped"), cell: ({ helped }) => number(helped) },
                    { label: t("proposals.usage.unhelped"), cell: ({ unhelped }) => number(unhelped) },
                  ]}
                />
              )
              : pages.more
              ? <Nothing>{t("proposals.none.page")}</Nothing>
              : <AllWell>{t("proposals.usage.none")}</AllWell>}
            <More pages={pages} />
          </>
        )}
      </Shown>
    </>
  );
}

const CONTENTS = { proposals: ProposalList, vain: VainList, unread: UsageList, uses: UseList };
