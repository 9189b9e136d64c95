/** The section of imports and exports: those that were, and new ones. */
import { type Spoken, t } from "../../desk/i18n.ts";
import { session } from "../../desk/session.ts";
import type { ExportView, ImportView } from "../../desk/operations.ts";
import { Button } from "../../kit/button.tsx";
import { dress } from "../../kit/dress.ts";
import { Select, TextInput } from "../parts/fields.tsx";
import { Actions, At, More, RowButton, Table } from "../parts/table.tsx";
import { Nothing, Shown, useLeaving, useModel } from "../section.tsx";
import { reachesEverything } from "../sections.ts";
import { TabbedSection } from "../tabs.tsx";
import css from "./exchange.css" with { type: "text" };
import { Exports } from "./exports.ts";
import { openFile, openImport } from "./import.tsx";
import { Imports, isOver, type Known } from "./imports.ts";

dress(css);

export const WORDS: Spoken = {
  "zh-CN": () => import("../../words/zh/admin-exchange.ts"),
  en: () => import("../../words/en/admin-exchange.ts"),
};

export function Content() {
  const imports = session.can("exchange.import") && reachesEverything();
  const contents = {
    ...(imports ? { imports: ImportList } : {}),
    ...(session.can("exchange.export") ? { exports: ExportList } : {}),
  };
  return <TabbedSection id="exchange" contents={contents as Record<string, typeof ImportList>} />;
}

function ImportList() {
  const imports = useModel(() => new Imports());
  const leaving = useLeaving();
  const look = async (of: ImportView, known: Known) => {
    await openImport(of, known, leaving);
    void imports.reading.reload();
  };
  const begin = async (known: Known) => {
    const begun = await openFile(known, leaving);
    if (begun) await look(begun, known);
  };
  return (
    <Shown reading={imports.reading}>
      {({ pages, ...known }) => (
        <>
          <div class="list-tools">
            <Button kind="primary" icon="up" onClick={() => void begin(known)}>{t("exchange.new")}</Button>
          </div>
          {pages.items.length === 0 ? <Nothing>{t("exchange.imports.none")}</Nothing> : (
            <Table
              caption={t("exchange.imports")}
              rows={pages.items}
              keyOf={({ run_id }) => run_id}
              columns={[
                { label: t("exchange.file"), cell: ({ name }) => <span class="exchange-name" dir="auto">{name}</span> },
                { label: t("exchange.kind"), cell: ({ kind }) => <>{t(`exchange.kind.${kind}`)}</> },
                { label: t("exchange.state"), cell: ({ state }) => <State of={state} /> },
                { label: t("exchange.came"), cell: (each) => <>{cameTo(each)}</> },
                { label: t("exchange.by"), cell: ({ by }) => <span dir="auto">{by}</span> },
                { label: t("exchange.begun"), cell: ({ created_at: at }) => <At at={at} /> },
                {
                  label: t("actions"),
                  cell: (each) => (
                    <Actions>
                      <RowButton label={t("exchange.open")} of={each.name} onClick={() => void look(each, known)} />
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
  );
}

const State = ({ of }: { of: string }) => (
  <span class={isOver(of) || of === "checked" ? "chip" : "chip waiting"}>{t(`exchange.state.${of}`)}</span>
);

const cameTo = ({ counts, rows }: ImportView): string =>
  rows === null ? "–" : t("exchange.came.to", {
    rows,
    created: counts.created,
    changed: counts.changed,
    refused: counts.refused,
  });

function ExportList() {
  const exports = useModel(() => new Exports());
  return (
    <Shown reading={exports.reading}>
      {({ pages, kinds, plans, groups }) => (
        <>
          <form
            class="panel padded exchange-filters"
            aria-label={t("exchange.export.new")}
            onSubmit={(event) => {
              event.preventDefault();
              void exports.begin();
            }}
          >
            <div class="exchange-fields">
              <Select
                name="kind"
                field={exports.kind}
                label={t("exchange.kind")}
                options={kinds.map(({ kind }) => [kind, t(`exchange.kind.${kind}`)] as const)}
              />
              <Select
                name="plan_key"
                field={exports.plan}
                label={t("exchange.plan")}
                options={[
                  ["", t("exchange.all")] as const,
                  ...plans.map((each) => [each.plan_key, each.name] as const),
                ]}
              />
              <Select
                name="group_id"
                field={exports.group}
                label={t("exchange.group")}
                options={[
                  ["", t("exchange.all")] as const,
                  ...groups.map((each) => [each.group_id, each.name] as const),
                ]}
              />
              {exports.kind.raw === "customers" && (
                <TextInput name="tag" field={exports.tag} label={t("exchange.tag")} longest={40} />
              )}
              <TextInput name="since" field={exports.since} type="date" label={t("exchange.since")} />
              <TextInput name="until" field={exports.until} type="date" label={t("exchange.until")} />
              <Select
                name="format"
                field={exports.format}
                label={t("exchange.format")}
                options={[["csv", t("exchange.format.csv")], ["jsonl", t("exchange.format.jsonl")]]}
              />
            </div>
            <p class="field-hint">{t("exchange.export.hint")}</p>
            <div class="form-buttons">
              <Button kind="primary" submits disabled={exports.busy}>{t("exchange.export.begin")}</Button>
            </div>
          </form>
          {pages.items.length === 0 ? <Nothing>{t("exchange.exports.none")}</Nothing> : (
            <Table
              caption={t("exchange.exports")}
              rows={pages.items}
              keyOf={({ run_id }) => run_id}
              columns={[
                { label: t("exchange.file"), cell: ({ name }) => <span class="exchange-name">{name}</span> },
                { label: t("exchange.kind"), cell: ({ kind }) => <>{t(`exchange.kind.${kind}`)}</> },
                { label: t("exchange.state"), cell: ({ state }) => <State of={state} /> },
                { label: t("exchange.written"), cell: ({ written }) => <>{written}</> },
                { label: t("exchange.begun"), cell: ({ created_at: at }) => <At at={at} /> },
                { label: t("actions"), cell: (each) => <ExportButtons of={each} exports={exports} /> },
              ]}
            />
          )}
          <More pages={pages} />
        </>
      )}
    </Shown>
  );
}

function ExportButtons({ of, exports }: { of: ExportView; exports: Exports }) {
  if (of.state === "done" && !of.kept) return <span class="quiet">{t("exchange.gone")}</span>;
  const numbers = of.state === "done" ? Array.from({ length: of.files }, (_, at) => at + 1) : [];
  const acts = { running: ["pause", "stop"], paused: ["resume", "stop"] } as const;
  const now = of.state === "running" || of.state === "paused" ? acts[of.state] : [];
  return (
    <Actions>
      {numbers.map((number) => (
        <RowButton
          key={number}
          label={of.files > 1 ? t("exchange.fetch.one", { number }) : t("exchange.fetch")}
          of={of.name}
          onClick={() => void exports.save(of, number)}
        />
      ))}
      {now.map((act) => (
        <RowButton
          key={act}
          label={t(`exchange.${act}`)}
          of={of.name}
          onClick={() => void exports.act(of, act)}
        />
      ))}
    </Actions>
  );
}
