/** The section of announcements: drafts, what is in effect, the archive, and who has read what. */
import { useEffect } from "preact/hooks";
import { useSignal } from "@preact/signals";
import { agentName } from "../../desk/format.ts";
import { type Spoken, t } from "../../desk/i18n.ts";
import type { KeptAnnouncementInList, KeptAnnouncementView, ReaderView } from "../../desk/operations.ts";
import { Button } from "../../kit/button.tsx";
import { confirmed } from "../../kit/dialogs.tsx";
import { dress } from "../../kit/dress.ts";
import { Drawer, FormDrawer, openDrawer } from "../parts/drawer.tsx";
import { TextField } from "../parts/fields.ts";
import { WordsInput } from "../parts/fields.tsx";
import { Form } from "../parts/form.ts";
import { type GroupChoice, namesOf } from "../parts/people.ts";
import { Actions, At, More, RowButton, Table } from "../parts/table.tsx";
import { Nothing, Section, Shown, useLeaving, useModel } from "../section.tsx";
import css from "./announcements.css" with { type: "text" };
import {
  Announcements,
  preview,
  Readers,
  readOne,
  type State,
  STATES,
  type View,
  VIEWS,
  withdraw,
} from "./announcements.ts";
import { openForm } from "./form.tsx";

dress(css);

export const WORDS: Spoken = {
  "zh-CN": () => import("../../words/zh/admin-announcements.ts"),
  en: () => import("../../words/en/admin-announcements.ts"),
};

export function Content() {
  const model = useModel(() => new Announcements());
  const leaving = useLeaving();
  const edit = async (of: KeptAnnouncementView | null) => {
    const stored = await openForm(of, await model.known(), preview, leaving);
    await model.stored(stored, stored && stored.state !== "draft" ? "announcements.edition.stored" : undefined);
  };
  const editById = async (id: string) => {
    const of = await readOne(id).catch(() => null);
    if (of) await edit(of);
    else await model.reading.reload();
  };
  const isRead = model.reading.data !== null;
  useEffect(() => {
    // Minutes that became a draft lead here.
    const wanted = new URLSearchParams(location.search).get("announcement");
    if (!isRead || !wanted) return;
    history.replaceState(null, "", `${location.pathname}${location.hash}`);
    void editById(wanted);
  }, [isRead]);
  return (
    <Section
      id="announcements"
      reading={model.reading}
      create={{ label: t("announcements.new"), run: () => void edit(null) }}
    >
      {({ pages, groups, roles }) => (
        <>
          <Tools model={model} groups={groups} />
          {pages.items.length === 0 && !pages.more
            ? (
              <Nothing>
                {t(
                  model.q || model.state || model.group || model.urgent
                    ? "announcements.none.found"
                    : "announcements.none",
                )}
              </Nothing>
            )
            : (
              <List
                rows={pages.items}
                audience={(each) => audienceWords(each, groups, roles)}
                model={model}
                groups={groups}
                edit={editById}
                leaving={leaving}
              />
            )}
          <More pages={pages} />
        </>
      )}
    </Section>
  );
}

function Tools({ model, groups }: { model: Announcements; groups: GroupChoice[] }) {
  const words = useSignal(model.q);
  return (
    <form
      class="tools announcement-tools"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        model.choose({ q: words.value });
      }}
    >
      <select
        aria-label={t("announcements.state")}
        value={model.state}
        onChange={({ currentTarget: { value } }) => model.choose({ state: value as State })}
      >
        {STATES.map((each) => <option key={each} value={each}>{t(`announcements.state.${each || "all"}`)}</option>)}
      </select>
      <select
        aria-label={t("announcements.field.groups")}
        value={model.group}
        onChange={({ currentTarget: { value } }) => model.choose({ group: value })}
      >
        <option value="">{t("announcements.readers.groups")}</option>
        {groups.map(({ group_id: id, name }) => <option key={id} value={id}>{name}</option>)}
      </select>
      <label class="tick">
        <input
          type="checkbox"
          checked={model.urgent}
          onChange={({ currentTarget: { checked } }) => model.choose({ urgent: checked })}
        />
        <span>{t("announcements.only.urgent")}</span>
      </label>
      <input
        type="search"
        class="finder"
        maxLength={100}
        placeholder={t("announcements.search")}
        aria-label={t("announcements.search")}
        value={words.value}
        onInput={({ currentTarget: { value } }) => {
          words.value = value;
          if (!value && model.q) model.choose({ q: "" });
        }}
      />
      <Button submits small>{t("announcements.find")}</Button>
    </form>
  );
}

type Row = KeptAnnouncementInList;

function audienceWords(
  { audience }: Row,
  groups: GroupChoice[],
  roles: ReadonlyArray<readonly [string, string]>,
): string {
  if (audience.everybody) return t("announcements.audience.everybody");
  const group = namesOf(groups, ({ group_id: id }) => id, ({ name }) => name);
  const role = namesOf(roles, ([id]) => id, ([, name]) => name);
  return [...audience.group_ids.map(group), ...audience.role_ids.map(role)].join(t("comma"));
}

const CHIPS: Record<string, string> = { effective: "chip open", scheduled: "chip waiting" };

interface ListProps {
  rows: readonly Row[];
  audience: (row: Row) => string;
  model: Announcements;
  groups: GroupChoice[];
  edit: (id: string) => Promise<void>;
  leaving: AbortSignal;
}

function List({ rows, audience, model, groups, edit, leaving }: ListProps) {
  return (
    <Table
      caption={t("section.announcements")}
      rows={rows}
      keyOf={({ announcement_id: id }) => id}
      faded={({ state }) => state === "archived" || state === "withdrawn"}
      columns={[
        {
          label: t("announcements.field.title"),
          cell: (each) => (
            <>
              <bdi>{each.title}</bdi>{" "}
              {each.priority !== "normal" && (
                <span class={`chip announcement-${each.priority}`}>{t(`announcements.priority.${each.priority}`)}</span>
              )} {each.has_answer && <span class="chip">{t("announcements.answer")}</span>}
            </>
          ),
        },
        {
          label: t("announcements.state"),
          cell: ({ state }) => <span class={CHIPS[state] ?? "chip"}>{t(`announcements.state.${state}`)}</span>,
        },
        { label: t("announcements.field.audience"), cell: (each) => <bdi>{audience(each)}</bdi> },
        { label: t("announcements.since"), cell: ({ since }) => since ? <At at={since} /> : null },
        { label: t("announcements.until"), cell: ({ expires_at: until }) => until ? <At at={until} /> : null },
        {
          label: t("actions"),
          cell: (each) => <Moves row={each} model={model} groups={groups} edit={edit} leaving={leaving} />,
        },
      ]}
    />
  );
}

type MovesProps = Omit<ListProps, "rows" | "audience"> & { row: Row };

function Moves({ row, model, groups, edit, leaving }: MovesProps) {
  const { state, may_change: mine, title: of, announcement_id: id } = row;
  const isPublished = state === "scheduled" || state === "effective";
  return (
    <Actions>
      {mine && state === "draft" && (
        <>
          <RowButton label={t("announcements.publish")} of={of} onClick={() => void publish(row, model, leaving)} />
          <RowButton label={t("edit")} of={of} onClick={() => void edit(id)} />
          <RowButton label={t("announcements.discard")} of={of} onClick={() => void discard(row, model, leaving)} />
        </>
      )}
      {state !== "draft" && state !== "scheduled" && (
        <RowButton
          label={t("announcements.readers")}
          of={of}
          onClick={() => void showReaders(row, groups, leaving)}
        />
      )}
      {mine && isPublished && (
        <>
          <RowButton label={t("announcements.edition.new")} of={of} onClick={() => void edit(id)} />
          <RowButton label={t("announcements.withdraw")} of={of} onClick={() => void withdrawn(row, model, leaving)} />
        </>
      )}
      {mine && ["effective", "expired", "withdrawn"].includes(state) && (
        <RowButton
          label={t("announcements.archive")}
          of={of}
          onClick={() => void archive(row, model, leaving)}
        />
      )}
    </Actions>
  );
}

async function publish(row: Row, model: Announcements, leaving: AbortSignal): Promise<void> {
  const whole = await readOne(row.announcement_id).catch(() => null);
  if (!whole) return void model.reading.reload();
  const question = {
    title: t("announcements.publish.title", { name: whole.title }),
    paragraphs: [t(`announcements.publish.body.${whole.priority}`)],
    more: <div class="announcement-html panel padded" dir="auto" dangerouslySetInnerHTML={{ __html: whole.html }} />,
    confirm: t("announcements.publish"),
    danger: false,
  };
  if (await confirmed(question, leaving)) await model.publish(whole);
}

async function discard(row: Row, model: Announcements, leaving: AbortSignal): Promise<void> {
  const question = {
    title: t("announcements.discard.title", { name: row.title }),
    paragraphs: [t("announcements.discard.body")],
    confirm: t("announcements.discard"),
  };
  if (await confirmed(question, leaving)) await model.discard(row);
}

async function archive(row: Row, model: Announcements, leaving: AbortSignal): Promise<void> {
  const question = {
    title: t("announcements.archive.title", { name: row.title }),
    paragraphs: [t("announcements.archive.body")],
    confirm: t("announcements.archive"),
    danger: false,
  };
  if (await confirmed(question, leaving)) await model.archive(row);
}

async function withdrawn(row: Row, model: Announcements, leaving: AbortSignal): Promise<void> {
  const after = await openDrawer<KeptAnnouncementView>((close) => (
    <FormDrawer
      title={t("announcements.withdraw.title", { name: row.title })}
      intro={t("announcements.withdraw.body")}
      label={t("announcements.withdraw")}
      close={close}
      make={(done) =>
        new Form({
          name: `announcement.withdraw.${row.announcement_id}`,
          fields: { reason: new TextField({ required: true }) },
          send: ({ reason }, key) => withdraw(row.announcement_id, reason, key),
          done,
        })}
    >
      {({ reason: field }) => (
        <WordsInput name="reason" field={field} label={t("announcements.field.reason")} longest={500} />
      )}
    </FormDrawer>
  ), leaving);
  await model.stored(after, "announcements.done");
}

const showReaders = (row: Row, groups: GroupChoice[], leaving: AbortSignal) =>
  openDrawer<null>(
    (close) => (
      <Drawer
        title={t("announcements.readers.of", { name: row.title })}
        size="wide"
        onClose={() => close(null)}
      >
        <div class="announcement-readers">
          <ReaderList row={row} groups={groups} />
        </div>
      </Drawer>
    ),
    leaving,
  );

function ReaderList({ row, groups }: { row: Row; groups: GroupChoice[] }) {
  const readers = useModel(() => new Readers(row));
  return (
    <Shown reading={readers.reading}>
      {({ counts, pages }) => (
        <>
          <p role="status" class="announcement-counts">
            <b>{t("announcements.counts", { ...counts })}</b>
          </p>
          <div class="tools announcement-tools">
            <select
              aria-label={t("announcements.readers.view")}
              value={readers.view}
              onChange={({ currentTarget: { value } }) => readers.choose({ view: value as View })}
            >
              {VIEWS.map((each) => <option key={each} value={each}>{t(`announcements.readers.${each}`)}</option>)}
            </select>
            <select
              aria-label={t("announcements.field.groups")}
              value={readers.group}
              onChange={({ currentTarget: { value } }) => readers.choose({ group: value })}
            >
              <option value="">{t("announcements.readers.groups")}</option>
              {groups.map(({ group_id: id, name }) => <option key={id} value={id}>{name}</option>)}
            </select>
            <span class="spring" />
            <Button small icon="down" onClick={() => void readers.save()}>{t("announcements.csv")}</Button>
          </div>
          {pages.items.length === 0
            ? <Nothing>{t(`announcements.readers.none.${readers.view}`)}</Nothing>
            : <ReaderTable rows={pages.items} />}
          <More pages={pages} />
        </>
      )}
    </Shown>
  );
}

const ReaderTable = ({ rows }: { rows: readonly ReaderView[] }) => (
  <Table
    caption={t("announcements.readers")}
    rows={rows}
    keyOf={({ agent }) => agent.id ?? ""}
    columns={[
      { label: t("announcements.reader"), cell: ({ agent }) => <bdi>{agentName(agent)}</bdi> },
      {
        label: t("announcements.state"),
        cell: ({ done, at, reached }) => (
          <span class={done ? "chip open" : "chip waiting"}>
            {t(`announcements.reader.${!reached ? "elsewhere" : done ? "done" : at ? "earlier" : "missing"}`)}
          </span>
        ),
      },
      { label: t("announcements.reader.edition"), cell: ({ edition }) => edition },
      { label: t("announcements.reader.at"), cell: ({ at }) => at ? <At at={at} /> : null },
    ]}
  />
);
