/** The section of incidents: what is a burst, what the desk is prepared for, who hears of it. */
import { useSignal } from "@preact/signals";
import { inOurLanguage, type Spoken, t } from "../../desk/i18n.ts";
import type { IncidentSettingsView } from "../../desk/operations.ts";
import { Button } from "../../kit/button.tsx";
import { tabId, Tabs } from "../../kit/tabs.tsx";
import { Actions, RowButton, Table } from "../parts/table.tsx";
import { Nothing, SectionFrame, Shown, useLeaving, useModel } from "../section.tsx";
import { openEvent, openRule, openTold } from "./forms.tsx";
import { eventName, type Prepared, sentenceOf, SettingsKeeping } from "./settings.ts";

export const WORDS: Spoken = {
  "zh-CN": () => import("../../words/zh/admin-incidents.ts"),
  en: () => import("../../words/en/admin-incidents.ts"),
};

const TABS = ["rules", "events", "told"] as const;
const PANEL = "incidents-panel";

export function Content() {
  const keeping = useModel(() => new SettingsKeeping());
  const chosen = useSignal<typeof TABS[number]>("rules");
  const Chosen = { rules: Rules, events: Events, told: ToldList }[chosen.value];
  return (
    <SectionFrame id="incidents">
      <Tabs
        tabs={TABS.map((name) => ({ name, label: t(`incidents.tab.${name}`) }))}
        chosen={chosen.value}
        label={t("section.incidents")}
        panel={PANEL}
        onChoose={(name) => chosen.value = name}
      />
      <div id={PANEL} class="section-content" role="tabpanel" aria-labelledby={tabId(PANEL, chosen.value)}>
        <Shown reading={keeping.reading}>{(prepared) => <Chosen keeping={keeping} prepared={prepared} />}</Shown>
      </div>
    </SectionFrame>
  );
}

interface PartProps {
  keeping: SettingsKeeping;
  prepared: Prepared;
}

interface HeadProps {
  part: typeof TABS[number];
  add: () => Promise<IncidentSettingsView | null>;
  keeping: SettingsKeeping;
}

const Head = ({ part, add, keeping }: HeadProps) => (
  <div class="tools">
    <p class="section-hint">{t(`incidents.${part}.about`)}</p>
    <span class="spring" />
    <Button kind="primary" icon="plus" onClick={async () => keeping.stored(await add())}>
      {t(`incidents.${part}.new`)}
    </Button>
  </div>
);

const numbered = <Thing,>(all: readonly Thing[]) => all.map((each, at) => ({ each, at }));

function Rules({ keeping, prepared }: PartProps) {
  const leaving = useLeaving();
  const { held, categories } = prepared;
  const open = (at: number) => openRule(prepared, at, leaving);
  return (
    <>
      <Head part="rules" add={() => open(-1)} keeping={keeping} />
      {!held.rules.length ? <Nothing>{t("incidents.rules.none")}</Nothing> : (
        <Table
          caption={t("incidents.tab.rules")}
          rows={numbered(held.rules)}
          keyOf={({ each }) => each.rule_id}
          columns={[
            {
              label: t("incidents.rule"),
              cell: ({ each }) => (
                <div class="policy">
                  <span class="chips">
                    <span class="who-name" dir="auto">{each.name}</span>
                    {!each.active && <span class="chip">{t("incidents.inactive")}</span>}
                  </span>
                  <span class="policy-subject">{sentenceOf(each, categories)}</span>
                </div>
              ),
            },
            { label: t("incidents.event"), cell: ({ each }) => <>{eventName(held, each.event_id)}</> },
            { label: t("incidents.severity"), cell: ({ each }) => <>{t(`incidents.severity.${each.severity}`)}</> },
            {
              label: t("actions"),
              cell: ({ each, at }) => (
                <Actions>
                  <RowButton
                    label={t("edit")}
                    of={each.name}
                    onClick={async () => keeping.stored(await open(at))}
                  />
                  <RowButton
                    label={t("row.remove")}
                    of={each.name}
                    onClick={() => void keeping.remove(held, "rules", at, each.name, leaving)}
                  />
                </Actions>
              ),
            },
          ]}
        />
      )}
    </>
  );
}

function Events({ keeping, prepared: { held } }: PartProps) {
  const leaving = useLeaving();
  return (
    <>
      <Head part="events" add={() => openEvent(held, -1, leaving)} keeping={keeping} />
      {!held.events.length ? <Nothing>{t("incidents.events.none")}</Nothing> : (
        <Table
          caption={t("incidents.tab.events")}
          rows={numbered(held.events)}
          keyOf={({ each }) => each.event_id}
          columns={[
            { label: t("incidents.event"), cell: ({ each }) => <span dir="auto">{inOurLanguage(each.names)}</span> },
            { label: t("incidents.severity"), cell: ({ each }) => <>{t(`incidents.severity.${each.severity}`)}</> },
            { label: t("incidents.tasks"), cell: ({ each }) => <>{each.tasks.length}</> },
            {
              label: t("actions"),
              cell: ({ each, at }) => {
                const name = inOurLanguage(each.names) ?? "";
                return (
                  <Actions>
                    <RowButton
                      label={t("edit")}
                      of={name}
                      onClick={async () => keeping.stored(await openEvent(held, at, leaving))}
                    />
                    <RowButton
                      label={t("row.remove")}
                      of={name}
                      onClick={() => void keeping.remove(held, "events", at, name, leaving)}
                    />
                  </Actions>
                );
              },
            },
          ]}
        />
      )}
    </>
  );
}

function ToldList({ keeping, prepared }: PartProps) {
  const leaving = useLeaving();
  const { held, people } = prepared;
  const nameOf = (id: string) => people.find(({ agent_id: each }) => each === id)?.name ?? id;
  const open = (at: number) => openTold(prepared, at, leaving);
  return (
    <>
      <Head part="told" add={() => open(-1)} keeping={keeping} />
      {!held.told.length ? <Nothing>{t("incidents.told.none")}</Nothing> : (
        <Table
          caption={t("incidents.tab.told")}
          rows={numbered(held.told)}
          keyOf={({ each }) => each.agent_id}
          columns={[
            { label: t("incidents.colleague"), cell: ({ each }) => <span dir="auto">{nameOf(each.agent_id)}</span> },
            {
              label: t("incidents.mobile"),
              cell: ({ each }) =>
                each.mobile
                  ? <bdi dir="ltr">{each.mobile}</bdi>
                  : <span class="quiet">{t("incidents.mobile.none")}</span>,
            },
            { label: t("incidents.language"), cell: ({ each }) => <>{t(`incidents.language.${each.language}`)}</> },
            {
              label: t("actions"),
              cell: ({ each, at }) => (
                <Actions>
                  <RowButton
                    label={t("edit")}
                    of={nameOf(each.agent_id)}
                    onClick={async () => keeping.stored(await open(at))}
                  />
                  <RowButton
                    label={t("row.remove")}
                    of={nameOf(each.agent_id)}
                    onClick={() => void keeping.remove(held, "told", at, nameOf(each.agent_id), leaving)}
                  />
                </Actions>
              ),
            },
          ]}
        />
      )}
    </>
  );
}
