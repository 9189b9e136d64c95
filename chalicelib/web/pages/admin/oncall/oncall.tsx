/** The section of who is on call: rotas, the calls there were, and numbers. */
import { useSignal } from "@preact/signals";
import { agentName } from "../../desk/format.ts";
import { type Spoken, t } from "../../desk/i18n.ts";
import type { CallView, MobileView } from "../../desk/operations.ts";
import { Button } from "../../kit/button.tsx";
import { confirmed } from "../../kit/dialogs.tsx";
import { dress } from "../../kit/dress.ts";
import { tabId, Tabs } from "../../kit/tabs.tsx";
import { FormDrawer, openDrawer } from "../parts/drawer.tsx";
import { TextInput } from "../parts/fields.tsx";
import { Actions, At, More, RowButton, Table } from "../parts/table.tsx";
import { Nothing, SectionFrame, Shown, useLeaving, useModel } from "../section.tsx";
import { openRota } from "./form.tsx";
import css from "./oncall.css" with { type: "text" };
import { Calls, finders, mayChange, maySeeNumbers, type Numbered, numberForm, Numbers, Rotas } from "./oncall.ts";
import { clockOf, type Known } from "./rota.ts";
import type { RotaView, Turn } from "./types.ts";

dress(css);

export const WORDS: Spoken = {
  "zh-CN": () => import("../../words/zh/admin-oncall.ts"),
  en: () => import("../../words/en/admin-oncall.ts"),
};

const TABS = ["rotas", "calls", "numbers"] as const;
const PANEL = "oncall-panel";

export function Content() {
  const chosen = useSignal<typeof TABS[number]>("rotas");
  const tabs = TABS.filter((name) => name !== "numbers" || maySeeNumbers());
  const Chosen = { rotas: RotaList, calls: CallList, numbers: NumberList }[chosen.value];
  return (
    <SectionFrame id="oncall">
      <Tabs
        tabs={tabs.map((name) => ({ name, label: t(`oncall.tab.${name}`) }))}
        chosen={chosen.value}
        label={t("section.oncall")}
        panel={PANEL}
        onChoose={(name) => chosen.value = name}
      />
      <div id={PANEL} class="section-content" role="tabpanel" aria-labelledby={tabId(PANEL, chosen.value)}>
        <Chosen />
      </div>
    </SectionFrame>
  );
}

function RotaList() {
  const rotas = useModel(() => new Rotas());
  const leaving = useLeaving();
  return (
    <Shown reading={rotas.reading}>
      {({ rotas: all, known, everybody }) => {
        const open = async (rota: RotaView | null) => rotas.stored(await openRota(rota, known, leaving));
        return (
          <>
            <div class="tools">
              <p class="section-hint">{t("oncall.rotas.about")}</p>
              <span class="spring" />
              {mayChange() && (
                <Button kind="primary" icon="plus" onClick={() => void open(null)}>{t("oncall.new")}</Button>
              )}
            </div>
            {all.length === 0 ? <Nothing>{t("oncall.none")}</Nothing> : (
              <ul class="plans">
                {all.map((rota) => (
                  <Card
                    key={rota.rota_id}
                    rota={rota}
                    known={{ ...known, agents: everybody }}
                    edit={() => void open(rota)}
                    remove={() => void remove(rota, rotas, leaving)}
                  />
                ))}
              </ul>
            )}
          </>
        );
      }}
    </Shown>
  );
}

async function remove(rota: RotaView, rotas: Rotas, leaving: AbortSignal): Promise<void> {
  const question = {
    title: t("oncall.delete.title", { name: rota.name }),
    paragraphs: [t("oncall.delete.body")],
    confirm: t("oncall.delete"),
  };
  if (await confirmed(question, leaving)) await rotas.remove(rota);
}

interface CardProps {
  rota: RotaView;
  known: Known;
  edit: () => void;
  remove: () => void;
}

function Card({ rota, known, edit, remove }: CardProps) {
  const named = finders(known);
  const chain = (ids: readonly string[]) => ids.map(named.agent).join(" → ");
  const groups = rota.group_ids.map(named.group).join(t("comma"));
  return (
    <li class="panel padded plan">
      <header class="plan-head">
        <h2 dir="auto">{rota.name}</h2>
        {!rota.active && <span class="chip waiting">{t("oncall.paused")}</span>}
        <span class="spring" />
        {mayChange() && (
          <>
            <Button small aria-label={`${t("edit")} ${rota.name}`} onClick={edit}>{t("edit")}</Button>
            <Button small kind="quiet" aria-label={`${t("oncall.delete")} ${rota.name}`} onClick={remove}>
              {t("oncall.delete")}
            </Button>
          </>
        )}
      </header>
      <p class={rota.now.length ? "note good" : "note info"}>
        {rota.now.length ? t("oncall.now", { people: chain(rota.now) }) : t("oncall.now.nobody")}
      </p>
      <dl class="facts">
        <div>
          <dt>{t("oncall.groups")}</dt>
          <dd dir="auto">{groups || t("oncall.groups.all")}</dd>
        </div>
        <div>
          <dt>{t("oncall.goes_on")}</dt>
          <dd>{t("oncall.goes_on.after", { step: rota.step_minutes, gather: rota.gather_minutes })}</dd>
        </div>
      </dl>
      <ul class="oncall-turns">
        {rota.turns.map((turn, at) => (
          <li key={at}>
            <span>{turnWords(turn)}</span>
            <bdi>{chain(turn.agent_ids)}</bdi>
          </li>
        ))}
        {rota.overrides.map((each, at) => (
          <li key={`o${at}`}>
            <span>
              <At at={each.since} /> – <At at={each.until} />
            </span>
            <bdi>{chain(each.agent_ids)}</bdi>
          </li>
        ))}
      </ul>
    </li>
  );
}

function turnWords(turn: Turn): string {
  const days = turn.weekdays.map((day) => t(`weekday.${day}`));
  const all = turn.weekdays.length === 7 ? [t("oncall.every_day")] : days;
  if (turn.on_holidays) all.push(t("oncall.holidays"));
  const next = turn.end_minute > 24 * 60 ? "oncall.span.next" : "oncall.span";
  const end = turn.end_minute === 24 * 60 ? "24:00" : clockOf(turn.end_minute);
  return `${all.join(t("comma"))} ${t(next, { start: clockOf(turn.start_minute), end })}`;
}

function CallList() {
  const calls = useModel(() => new Calls());
  return (
    <>
      <div class="months">
        <Button small onClick={() => calls.step(-1)}>{t("audit.month.before")}</Button>
        <input
          type="month"
          value={calls.month}
          max={calls.present}
          placeholder="2026-11"
          aria-label={t("oncall.month")}
          onChange={(event) => calls.choose(event.currentTarget.value)}
        />
        <Button small disabled={calls.isPresent} onClick={() => calls.step(1)}>{t("audit.month.after")}</Button>
      </div>
      <Shown reading={calls.reading}>
        {(pages) =>
          pages.items.length === 0 ? <Nothing>{t("oncall.calls.none")}</Nothing> : (
            <>
              <CallTable calls={pages.items} />
              <More pages={pages} />
            </>
          )}
      </Shown>
    </>
  );
}

const CHIPS: Record<string, string> = { calling: "chip waiting", accepted: "chip open", over: "chip" };

const CallTable = ({ calls }: { calls: readonly CallView[] }) => (
  <Table
    caption={t("oncall.tab.calls")}
    rows={calls}
    keyOf={({ call_id: id }) => id}
    columns={[
      { label: t("oncall.call.since"), cell: ({ since }) => <At at={since} /> },
      {
        label: t("oncall.call.kind"),
        cell: ({ kind, plan_key: plan }) => <>{[t(`oncall.kind.${kind}`), plan].filter(Boolean).join(" · ")}</>,
      },
      { label: t("oncall.call.rota"), cell: ({ rota_name: name }) => <bdi>{name}</bdi> },
      {
        label: t("oncall.call.told"),
        cell: ({ told }) => (
          <ol class="oncall-told">
            {told.map(({ agent_id: id, name, at }) => (
              <li key={id}>
                <bdi>{name}</bdi> <At at={at} />
              </li>
            ))}
          </ol>
        ),
      },
      {
        label: t("oncall.call.state"),
        cell: ({ state, why, accepted }) => (
          <span class={CHIPS[state]}>
            {accepted ? t("oncall.accepted", { name: accepted.name }) : t(`oncall.state.${why ?? state}`)}
          </span>
        ),
      },
    ]}
  />
);

function NumberList() {
  const numbers = useModel(() => new Numbers());
  const leaving = useLeaving();
  const edit = async (of: Numbered) => {
    if (await openNumber(of, leaving)) await numbers.reading.reload();
  };
  return (
    <Shown reading={numbers.reading}>
      {(all) => (
        <>
          <p class="section-hint">{t("oncall.numbers.about")}</p>
          {all.length === 0 ? <Nothing>{t("oncall.numbers.none")}</Nothing> : (
            <Table
              caption={t("oncall.tab.numbers")}
              rows={all}
              keyOf={({ agent }) => agent.agent_id}
              columns={[
                { label: t("oncall.colleague"), cell: ({ agent }) => <bdi>{agentName(agent)}</bdi> },
                {
                  label: t("oncall.mobile"),
                  cell: ({ held }) => held.mobile ?? <span class="quiet">{t("oncall.mobile.none")}</span>,
                },
                {
                  label: t("actions"),
                  cell: (of) => (
                    <Actions>
                      <RowButton label={t("edit")} of={agentName(of.agent)} onClick={() => void edit(of)} />
                    </Actions>
                  ),
                },
              ]}
            />
          )}
        </>
      )}
    </Shown>
  );
}

const openNumber = (of: Numbered, leaving: AbortSignal) =>
  openDrawer<MobileView>((close) => (
    <FormDrawer
      title={agentName(of.agent)}
      label={t("save")}
      close={close}
      make={(done) => numberForm(of, done)}
    >
      {({ mobile }) => (
        <TextInput
          name="mobile"
          field={mobile}
          type="tel"
          label={t("oncall.mobile")}
          hint={t("oncall.mobile.hint")}
          longest={60}
        />
      )}
    </FormDrawer>
  ), leaving);
