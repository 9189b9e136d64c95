/** The section of reports that are sent: who gets which, how the last one went, and those that were sent. */
import { timeIn } from "../../desk/format.ts";
import { type Spoken, t } from "../../desk/i18n.ts";
import type { KeptView, SubscriptionAndRun } from "../../desk/operations.ts";
import { Button } from "../../kit/button.tsx";
import { dress } from "../../kit/dress.ts";
import { confirmed } from "../../kit/dialogs.tsx";
import { Panels } from "../../kit/panels.tsx";
import { Drawer, openDrawer } from "../parts/drawer.tsx";
import { Actions, At, More, RowButton, Table } from "../parts/table.tsx";
import { Nothing, Section, Shown, useLeaving, useModel } from "../section.tsx";
import css from "./bulletins.css" with { type: "text" };
import { Bulletins, finders, Preview, readingOf, whenOf } from "./bulletins.ts";
import { openSubscription } from "./form.tsx";
import { EVERY, type Every } from "./subscription.ts";

dress(css);

export const WORDS: Spoken = {
  "zh-CN": () => import("../../words/zh/admin-bulletins.ts"),
  en: () => import("../../words/en/admin-bulletins.ts"),
};

export function Content() {
  const bulletins = useModel(() => new Bulletins());
  const leaving = useLeaving();
  const { reading } = bulletins;
  const open = async (of: SubscriptionAndRun | null) =>
    bulletins.stored(await openSubscription(of, bulletins.known, leaving));
  const look = <Button onClick={() => void openPreview(leaving)}>{t("bulletins.preview")}</Button>;
  return (
    <Section
      id="bulletins"
      reading={reading}
      create={{ label: t("bulletins.new"), run: () => open(null) }}
      tools={look}
    >
      {({ subscriptions, kept }) => (
        <>
          {subscriptions.length === 0 ? <Nothing>{t("bulletins.none")}</Nothing> : (
            <ul class="plans">
              {subscriptions.map((each) => (
                <Card
                  key={each.subscription_id}
                  of={each}
                  bulletins={bulletins}
                  edit={() => open(each)}
                  remove={() => remove(each, bulletins, leaving)}
                />
              ))}
            </ul>
          )}
          <h2 class="below">{t("bulletins.kept")}</h2>
          {kept.items.length
            ? <Kept items={kept.items} leaving={leaving} />
            : <Nothing>{t("bulletins.kept.none")}</Nothing>}
          <More pages={kept} />
        </>
      )}
    </Section>
  );
}

async function remove(of: SubscriptionAndRun, bulletins: Bulletins, leaving: AbortSignal): Promise<void> {
  const question = {
    title: t("bulletins.delete.title", { name: of.name }),
    paragraphs: [t("bulletins.delete.body")],
    confirm: t("bulletins.delete"),
  };
  if (await confirmed(question, leaving)) await bulletins.remove(of);
}

interface CardProps {
  of: SubscriptionAndRun;
  bulletins: Bulletins;
  edit: () => void;
  remove: () => void;
}

function Card({ of, bulletins, edit, remove }: CardProps) {
  const named = finders(bulletins.known);
  const facts: Array<[string, string]> = [
    ["when", whenOf(of)],
    ["recipients", t("bulletins.people", { count: of.recipients.length })],
    ...(of.every === "monthly"
      ? [
        ["groups", [...of.department_ids.map(named.department), ...of.group_ids.map(named.group)].join(t("comma"))] as [
          string,
          string,
        ],
      ]
      : []),
    ["next", of.next_at ? timeIn(of.zone, of.next_at) : t("bulletins.never")],
    ["last", lastOf(of)],
  ];
  return (
    <li class="panel padded plan">
      <header class="plan-head">
        <h2 dir="auto">{of.name}</h2>
        <span class="chip">{t(`bulletins.${of.every}`)}</span>
        {!of.active && <span class="chip waiting">{t("bulletins.paused")}</span>}
        <span class="spring" />
        <Button small aria-label={`${t("edit")} ${of.name}`} onClick={edit}>{t("edit")}</Button>
        <Button small kind="quiet" aria-label={`${t("bulletins.delete")} ${of.name}`} onClick={remove}>
          {t("bulletins.delete")}
        </Button>
      </header>
      <dl class="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{t(`bulletins.fact.${name}`)}</dt>
            <dd dir="auto">{value}</dd>
          </div>
        ))}
      </dl>
    </li>
  );
}

function lastOf({ last_run: run }: SubscriptionAndRun): string {
  if (!run) return t("bulletins.last.none");
  const { sent, of, left_out: leftOut, first } = run;
  return t(leftOut ? "bulletins.last.without" : "bulletins.last", { sent, of, count: leftOut, day: first });
}

const Kept = ({ items, leaving }: { items: KeptView[]; leaving: AbortSignal }) => (
  <Table
    caption={t("bulletins.kept")}
    rows={items}
    keyOf={({ bulletin_id: id }) => id}
    columns={[
      { label: t("bulletins.title"), cell: ({ title }) => <span class="who-name">{title}</span> },
      { label: t("bulletins.scope"), cell: ({ scope }) => <bdi>{scope}</bdi> },
      { label: t("bulletins.compiled"), cell: ({ compiled_at: at }) => <At at={at} /> },
      {
        label: t("actions"),
        cell: (kept) => (
          <Actions>
            <RowButton
              label={t("bulletins.read")}
              of={`${kept.title} ${kept.scope}`}
              onClick={() => void openKept(kept, leaving)}
            />
          </Actions>
        ),
      },
    ]}
  />
);

const openKept = (kept: KeptView, leaving: AbortSignal) =>
  openDrawer<null>((close) => <KeptDrawer kept={kept} close={() => close(null)} />, leaving);

function KeptDrawer({ kept, close }: { kept: KeptView; close: () => void }) {
  const { reading } = useModel(() => ({ reading: readingOf(kept.bulletin_id) }));
  return (
    <Drawer title={`${kept.title} · ${kept.scope}`} size="wide" onClose={close}>
      <div class="report-look">
        <Shown reading={reading}>{({ panels }) => <Panels panels={panels} />}</Shown>
      </div>
    </Drawer>
  );
}

const openPreview = (leaving: AbortSignal) =>
  openDrawer<null>((close) => <PreviewDrawer close={() => close(null)} />, leaving);

function PreviewDrawer({ close }: { close: () => void }) {
  const preview = useModel(() => new Preview());
  const { reading, every } = preview;
  return (
    <Drawer title={t("bulletins.preview")} size="wide" onClose={close}>
      <p class="drawer-intro">{t("bulletins.preview.hint")}</p>
      <div class="report-look">
        <div class="list-tools">
          <select
            aria-label={t("bulletins.every")}
            onChange={(event) => preview.choose(event.currentTarget.value as Every)}
          >
            {EVERY.map((each) => (
              <option key={each} value={each} selected={each === every}>{t(`bulletins.${each}`)}</option>
            ))}
          </select>
          <Button disabled={preview.busy || reading.data === null} onClick={() => void preview.send()}>
            {t("bulletins.test")}
          </Button>
        </div>
        <Shown reading={reading}>
          {({ title, scope, panels }) => (
            <>
              <h3>{`${title} · ${scope}`}</h3>
              <Panels panels={panels} />
            </>
          )}
        </Shown>
      </div>
    </Drawer>
  );
}
