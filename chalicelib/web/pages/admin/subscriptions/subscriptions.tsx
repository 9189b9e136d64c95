/** The section of subscriptions: a plan's topics, its hours, and mailings to those who subscribed. */
import { dayAndTime } from "../../desk/format.ts";
import { isKnown, type Spoken, t } from "../../desk/i18n.ts";
import type { MailingView, NoticeRulesView, TopicView, WholeMailing } from "../../desk/operations.ts";
import { Button } from "../../kit/button.tsx";
import { confirmed } from "../../kit/dialogs.tsx";
import { Drawer, FormDrawer, openDrawer } from "../parts/drawer.tsx";
import { NumberInput, Select, TextInput, Tick, WordsInput } from "../parts/fields.tsx";
import type { GroupChoice } from "../parts/people.ts";
import { Actions, More, RowButton, Table } from "../parts/table.tsx";
import { Nothing, Section, Shown, useLeaving, useModel } from "../section.tsx";
import { KINDS, Mailing, mailingForm, nameOf, rulesForm, Subscriptions, topicForm } from "./subscriptions.ts";

const PLACEHOLDERS = { name: "{name}", plan: "{plan}", topic: "{topic}", about: "{about}" };

export const WORDS: Spoken = {
  "zh-CN": () => import("../../words/zh/admin-subscriptions.ts"),
  en: () => import("../../words/en/admin-subscriptions.ts"),
};

export function Content() {
  const model = useModel(() => new Subscriptions());
  const leaving = useLeaving();
  return (
    <Section id="subscriptions" reading={model.reading}>
      {({ plans, groups, plan, book, mailings }) => {
        if (!book || !mailings) return <Nothing>{t("topics.no_plan")}</Nothing>;
        const topic = async (of: TopicView | null) => {
          const stored = await openTopic(plan, groups, of, leaving);
          if (stored) model.stored(nameOf(stored));
        };
        const live = book.topics.filter(({ archived }) => !archived);
        const mailing = async (of: MailingView | null) => {
          const stored = await openMailing(plan, live, of, leaving);
          if (stored) model.stored(stored.name);
        };
        const rules = async () => {
          if (await openRules(plan, book.rules, leaving)) model.stored(t("topics.rules"));
        };
        return (
          <>
            <label class="field">
              <span>{t("topics.plan")}</span>
              <select onChange={(event) => model.choose(event.currentTarget.value)}>
                {plans.map(({ key, name }) => <option key={key} value={key} selected={key === plan}>{name}</option>)}
              </select>
            </label>
            <Head title={t("topics.title")} hint={rulesWords(book.rules)}>
              <Button onClick={() => void rules()}>{t("topics.rules.edit")}</Button>
              <Button kind="primary" onClick={() => void topic(null)}>{t("topics.new")}</Button>
            </Head>
            {book.topics.length === 0 ? <Nothing>{t("topics.none")}</Nothing> : (
              <Topics
                topics={book.topics}
                groups={groups}
                edit={(of) => void topic(of)}
                archive={(of) => void model.archive(plan, of)}
              />
            )}
            <Head title={t("mailings.title")} hint={t("mailings.hint")}>
              <Button kind="primary" disabled={live.length === 0} onClick={() => void mailing(null)}>
                {t("mailings.new")}
              </Button>
            </Head>
            {mailings.items.length === 0 ? <Nothing>{t("mailings.none")}</Nothing> : (
              <Table
                caption={t("mailings.title")}
                rows={mailings.items}
                keyOf={({ mailing_id }) => mailing_id}
                columns={[
                  { label: t("mailings.name"), cell: ({ name }) => <bdi>{name}</bdi> },
                  {
                    label: t("mailings.topic"),
                    cell: ({ topic_id, about }) => <bdi>{topicWords(book.topics, topic_id, about)}</bdi>,
                  },
                  {
                    label: t("mailings.state"),
                    cell: ({ state }) => <span class="chip">{t(`mailings.${state}`)}</span>,
                  },
                  { label: t("mailings.written"), cell: ({ written }) => written },
                  {
                    label: t("mailings.made_at"),
                    cell: ({ made_at, by_name }) => `${dayAndTime(made_at)} · ${by_name}`,
                  },
                  {
                    label: t("mailings.acts"),
                    cell: (of) => (
                      <Actions>
                        <RowButton
                          label={t("mailings.open")}
                          of={of.name}
                          onClick={() => void openProgress(of, leaving)}
                        />
                        {of.state === "draft" && (
                          <>
                            <RowButton label={t("edit")} of={of.name} onClick={() => void mailing(of)} />
                            <RowButton
                              label={t("mailings.start")}
                              of={of.name}
                              onClick={() => void start(of, model, leaving)}
                            />
                          </>
                        )}
                        {of.state === "running" && (
                          <RowButton
                            label={t("mailings.stop")}
                            of={of.name}
                            onClick={() => void stop(of, model, leaving)}
                          />
                        )}
                      </Actions>
                    ),
                  },
                ]}
              />
            )}
            <More pages={mailings} />
          </>
        );
      }}
    </Section>
  );
}

const topicWords = (topics: readonly TopicView[], id: string, about: string): string => {
  const topic = topics.find(({ topic_id }) => topic_id === id);
  return [topic ? nameOf(topic) : id, about].filter(Boolean).join(" · ");
};

const rulesWords = ({ within, a_day: count }: NoticeRulesView): string =>
  within
    ? t("topics.rules.within", { begins: within.begins, ends: within.ends, count })
    : t("topics.rules.any", { count });

// deno-lint-ignore no-explicit-any -- whatever buttons there are
function Head({ title, hint, children }: { title: string; hint: string; children: any }) {
  return (
    <header class="section-head">
      <div>
        <h2>{title}</h2>
        <p class="section-hint">{hint}</p>
      </div>
      <div class="section-buttons">{children}</div>
    </header>
  );
}

interface TopicsProps {
  topics: readonly TopicView[];
  groups: readonly GroupChoice[];
  edit: (of: TopicView) => void;
  archive: (of: TopicView) => void;
}

function Topics({ topics, groups, edit, archive }: TopicsProps) {
  const group = (id: string | null) => groups.find(({ group_id }) => group_id === id)?.name ?? t("topics.group.plan");
  return (
    <Table
      caption={t("topics.title")}
      rows={topics}
      keyOf={({ topic_id }) => topic_id}
      faded={({ archived }) => archived}
      columns={[
        { label: t("topics.name"), cell: (of) => <bdi>{nameOf(of)}</bdi> },
        { label: t("topics.kind"), cell: ({ kind }) => t(`topics.kind.${kind}`) },
        { label: t("topics.open"), cell: ({ open }) => t(open ? "topics.open.yes" : "topics.open.no") },
        { label: t("topics.group"), cell: ({ group_id }) => <bdi>{group(group_id)}</bdi> },
        {
          label: t("mailings.acts"),
          cell: (of) => (
            <Actions>
              <RowButton label={t("edit")} of={nameOf(of)} onClick={() => edit(of)} />
              <RowButton
                label={t(of.archived ? "topics.restore" : "topics.archive")}
                of={nameOf(of)}
                onClick={() => archive(of)}
              />
            </Actions>
          ),
        },
      ]}
    />
  );
}

const openTopic = (plan: string, groups: readonly GroupChoice[], of: TopicView | null, leaving: AbortSignal) =>
  openDrawer<TopicView>((close) => (
    <FormDrawer
      title={of ? t("edit.title", { name: nameOf(of) }) : t("topics.new")}
      label={t(of ? "save" : "topics.create")}
      close={close}
      make={(done) => topicForm(plan, of, done)}
    >
      {(fields) => (
        <>
          <TextInput name="zh" field={fields.zh} label={t("topics.zh")} longest={40} />
          <TextInput name="en" field={fields.en} label={t("topics.en")} longest={40} />
          <Select
            name="kind"
            field={fields.kind}
            label={t("topics.kind")}
            hint={t("topics.kind.hint")}
            options={KINDS.map((each) => [each, t(`topics.kind.${each}`)])}
          />
          <Select
            name="group_id"
            field={fields.group_id}
            label={t("topics.group")}
            hint={t("topics.group.hint")}
            options={[[null, t("topics.group.plan")], ...groups.map(({ group_id, name }) => [group_id, name] as const)]}
          />
          <Tick name="open" field={fields.open} label={t("topics.open")} hint={t("topics.open.hint")} />
        </>
      )}
    </FormDrawer>
  ), leaving);

const openRules = (plan: string, rules: NoticeRulesView, leaving: AbortSignal) =>
  openDrawer<NoticeRulesView>((close) => (
    <FormDrawer
      title={t("topics.rules")}
      label={t("save")}
      close={close}
      make={(done) => rulesForm(plan, rules, done)}
    >
      {(fields) => (
        <>
          <Tick name="bounded" field={fields.bounded} label={t("topics.bounded")} hint={t("topics.bounded.hint")} />
          <TextInput name="begins" field={fields.begins} type="time" label={t("topics.begins")} />
          <TextInput name="ends" field={fields.ends} type="time" label={t("topics.ends")} />
          <NumberInput name="a_day" field={fields.a_day} min={1} max={100} label={t("topics.a_day")} />
        </>
      )}
    </FormDrawer>
  ), leaving);

const openMailing = (
  plan: string,
  topics: readonly TopicView[],
  of: MailingView | null,
  leaving: AbortSignal,
) =>
  openDrawer<WholeMailing>((close) => (
    <FormDrawer
      title={of ? t("edit.title", { name: of.name }) : t("mailings.new")}
      intro={t("mailings.intro", PLACEHOLDERS)}
      label={t(of ? "save" : "mailings.create")}
      close={close}
      make={(done) => mailingForm(plan, topics, of, done)}
    >
      {(fields) => (
        <>
          <TextInput name="name" field={fields.name} label={t("mailings.name")} longest={80} />
          <Select
            name="topic_id"
            field={fields.topic_id}
            label={t("mailings.topic")}
            options={topics.map((each) => [each.topic_id, nameOf(each)])}
          />
          <TextInput
            name="about"
            field={fields.about}
            label={t("mailings.about")}
            hint={t("mailings.about.hint")}
            longest={80}
          />
          <TextInput name="zh_subject" field={fields.zh_subject} label={t("mailings.zh_subject")} longest={80} />
          <WordsInput name="zh_text" field={fields.zh_text} rows={4} label={t("mailings.zh_text")} />
          <TextInput name="en_subject" field={fields.en_subject} label={t("mailings.en_subject")} longest={80} />
          <WordsInput name="en_text" field={fields.en_text} rows={4} label={t("mailings.en_text")} />
          <NumberInput name="a_day" field={fields.a_day} min={1} max={1000000} label={t("mailings.a_day")} />
          <NumberInput name="a_minute" field={fields.a_minute} min={1} max={6000} label={t("mailings.a_minute")} />
        </>
      )}
    </FormDrawer>
  ), leaving);

async function start(of: MailingView, model: Subscriptions, leaving: AbortSignal): Promise<void> {
  const audience = await model.audience(of);
  if (audience === null) return;
  const question = {
    title: t("mailings.start.title", { name: of.name }),
    paragraphs: [audience, t("mailings.start.body")],
    confirm: t("mailings.start"),
  };
  if (await confirmed(question, leaving)) await model.start(of);
}

async function stop(of: MailingView, model: Subscriptions, leaving: AbortSignal): Promise<void> {
  const question = {
    title: t("mailings.stop.title", { name: of.name }),
    paragraphs: [t("mailings.stop.body")],
    confirm: t("mailings.stop"),
  };
  if (await confirmed(question, leaving)) await model.stop(of);
}

const openProgress = (of: MailingView, leaving: AbortSignal) =>
  openDrawer<never>((close) => (
    <Drawer title={of.name} size="wide" onClose={() => close(null)}>
      <Progress of={of} />
    </Drawer>
  ), leaving);

const stateWords = (state: string): string =>
  isKnown(`notice.${state}`) ? t(`notice.${state}`) : t(`mailings.to.${state}`);
const whyWords = (why: string | null): string =>
  why === null
    ? ""
    : isKnown(`reason.${why}`)
    ? t(`reason.${why}`)
    : isKnown(`mailings.why.${why}`)
    ? t(`mailings.why.${why}`)
    : why;

function Progress({ of }: { of: MailingView }) {
  const model = useModel(() => new Mailing(of.mailing_id));
  return (
    <Shown reading={model.reading}>
      {({ mailing, customers }) => (
        <>
          <dl class="facts">
            <Fact name={t("mailings.state")} value={t(`mailings.${mailing.state}`)} />
            <Fact name={t("mailings.looked_at")} value={mailing.looked_at} />
            <Fact name={t("mailings.written")} value={mailing.written} />
            {Object.entries(mailing.counts).map(([name, value]) => (
              <Fact key={name} name={t(`mailings.count.${name}`)} value={value} />
            ))}
            {Object.entries(mailing.withheld).map(([why, value]) => (
              <Fact key={why} name={t("mailings.not_written", { why: whyWords(why) })} value={value} />
            ))}
          </dl>
          <div class="buttons">
            <Button small onClick={model.reading.reload}>{t("mailings.again")}</Button>
            <Button small icon="down" disabled={model.saving} onClick={() => void model.save()}>
              {t("mailings.csv")}
            </Button>
          </div>
          {customers.items.length === 0 ? <Nothing>{t("mailings.nobody")}</Nothing> : (
            <Table
              caption={t("mailings.customers")}
              rows={customers.items}
              keyOf={({ customer_id }) => customer_id}
              columns={[
                { label: t("mailings.customer"), cell: ({ customer_id }) => <code>{customer_id}</code> },
                { label: t("mailings.state"), cell: ({ state }) => stateWords(state) },
                { label: t("mailings.why"), cell: ({ why }) => whyWords(why) || "–" },
                { label: t("mailings.at"), cell: ({ at }) => dayAndTime(at) },
              ]}
            />
          )}
          <More pages={customers} />
        </>
      )}
    </Shown>
  );
}

function Fact({ name, value }: { name: string; value: string | number }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
