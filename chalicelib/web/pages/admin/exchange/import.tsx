/** One import in its drawer: the file, its columns, what the dry run came to, and how far it is. */
import { useEffect, useMemo } from "preact/hooks";
import { language, t, tOf } from "../../desk/i18n.ts";
import type { ColumnView, ImportView, RowCounts, ToldRow } from "../../desk/operations.ts";
import { dayAndTime } from "../../desk/format.ts";
import { Button } from "../../kit/button.tsx";
import { confirmed } from "../../kit/dialogs.tsx";
import { Radios } from "../parts/choices.tsx";
import { Drawer, openDrawer } from "../parts/drawer.tsx";
import { Select, Tick } from "../parts/fields.tsx";
import { More, Table } from "../parts/table.tsx";
import { Shown } from "../section.tsx";
import { isGoing, isOver, type Known, LEFT_OUT, OneImport, Sending } from "./imports.ts";

export const openFile = (known: Known, leaving: AbortSignal) =>
  openDrawer<ImportView>((close) => <FileDrawer known={known} close={close} />, leaving);

export const openImport = (of: ImportView, known: Known, leaving: AbortSignal) =>
  openDrawer<null>(
    (close) => <ImportDrawer of={of} known={known} close={() => close(null)} leaving={leaving} />,
    leaving,
  );

const named = ({ zh, en }: ColumnView): string => language.code === "en" ? en : zh;

function FileDrawer({ known, close }: { known: Known; close: (begun: ImportView | null) => void }) {
  const sending = useMemo(() => new Sending(known, close), []);
  const { share, wrong } = sending;
  return (
    <Drawer title={t("exchange.new")} closing={t("drawer.close")} size="middle" onClose={() => close(null)}>
      <p class="drawer-intro">{t("exchange.file.intro")}</p>
      <form
        class="exchange-look"
        onSubmit={(event) => {
          event.preventDefault();
          void sending.send();
        }}
      >
        <Select
          name="kind"
          field={sending.kind}
          label={t("exchange.kind")}
          options={known.kinds.map(({ kind }) => [kind, t(`exchange.kind.${kind}`)] as const)}
        />
        {sending.isPlanned && (
          <Select
            name="plan_key"
            field={sending.plan}
            label={t("exchange.plan.rows")}
            hint={t("exchange.plan.rows.hint")}
            options={known.plans.map((each) => [each.plan_key, each.name] as const)}
          />
        )}
        <label class="form-field">
          <span>{t("exchange.file")}</span>
          <input
            type="file"
            accept=".csv,.txt,.tsv,.jsonl,.ndjson,.zip,text/csv,text/plain"
            onChange={(event) => sending.choose(event.currentTarget.files?.[0])}
          />
          <span class="field-hint">{t("exchange.file.hint")}</span>
        </label>
        <p class="note error" role="alert" hidden={!wrong}>{wrong}</p>
        {share !== null && (
          <div class="exchange-progress" role="status">
            <progress max={100} value={Math.round(share * 100)} aria-label={t("exchange.sending")} />
            <span>{t("exchange.sending")}</span>
          </div>
        )}
        <div class="form-buttons">
          <Button kind="primary" submits disabled={share !== null}>{t("exchange.send")}</Button>
          <Button icon="down" onClick={() => void sending.template()}>{t("exchange.template")}</Button>
          <Button onClick={() => close(null)}>{t("cancel")}</Button>
        </div>
      </form>
    </Drawer>
  );
}

interface DrawerProps {
  of: ImportView;
  known: Known;
  close: () => void;
  leaving: AbortSignal;
}

function ImportDrawer({ of, known, close, leaving }: DrawerProps) {
  const one = useMemo(() => new OneImport(of.run_id, known.kinds.find(({ kind }) => kind === of.kind), known), []);
  useEffect(() => {
    void one.reading.reload();
    return () => one.leave();
  }, []);
  return (
    <Drawer
      title={`${t(`exchange.kind.${of.kind}`)} · ${of.name}`}
      closing={t("drawer.close")}
      size="wide"
      onClose={close}
    >
      <div class="exchange-look">
        <Shown reading={one.reading}>
          {(run) =>
            run.state === "mapped" ? <Columns one={one} run={run} /> : <Course one={one} run={run} leaving={leaving} />}
        </Shown>
      </div>
    </Drawer>
  );
}

/** What the file's columns are, and what is chosen. */
function Columns({ one, run }: { one: OneImport; run: ImportView }) {
  const { form } = run;
  if (!form) return <p class="note">{t("exchange.not_arrived")}</p>;
  const facts = { encoding: form.encoding.toUpperCase(), separator: t(`exchange.separator.${separatorOf(form)}`) };
  return (
    <>
      <p class="drawer-intro">{t("exchange.columns.intro", facts)}</p>
      <Table
        caption={t("exchange.columns")}
        rows={form.columns}
        keyOf={(column) => column}
        columns={[
          { label: t("exchange.column"), cell: (column) => <span dir="auto">{column}</span> },
          {
            label: t("exchange.sample"),
            cell: (column) => <span class="exchange-sample" dir="auto">{sampleOf(one, column)}</span>,
          },
          { label: t("exchange.meant"), cell: (column) => <Meant one={one} column={column} /> },
        ]}
      />
      <Choices one={one} kind={run.kind} />
      <div class="form-buttons">
        <Button kind="primary" disabled={one.busy} onClick={() => void one.check()}>{t("exchange.check")}</Button>
      </div>
    </>
  );
}

const separatorOf = ({ format, separator }: { format: string; separator: string }): string =>
  format === "jsonl" ? "json" : { ",": "comma", ";": "semicolon", "\t": "tab", "|": "bar" }[separator] ?? "other";

const sampleOf = (one: OneImport, column: string): string =>
  one.sample.map(({ cells }) => cells[column]).filter(Boolean).slice(0, 2).join(t("comma")).slice(0, 80) || "–";

const Meant = ({ one, column }: { one: OneImport; column: string }) => (
  <select
    aria-label={t("exchange.meant.of", { column })}
    value={one.meant(column)}
    onChange={(event) => one.mean(column, event.currentTarget.value)}
  >
    <option value={LEFT_OUT}>{t("exchange.left_out")}</option>
    {one.columns.map((each) => <option key={each.name} value={each.name}>{named(each)}</option>)}
  </select>
);

function Choices({ one, kind }: { one: OneImport; kind: string }) {
  return (
    <>
      {kind !== "conversations" && (
        <Radios
          name="rule"
          field={one.rule}
          label={t("exchange.rule")}
          hint={t("exchange.rule.hint")}
          options={[["desk", t("exchange.rule.desk")], ["file", t("exchange.rule.file")]]}
        />
      )}
      {kind === "agents" && (
        <Tick name="invite" field={one.invite} label={t("exchange.invite")} hint={t("exchange.invite.hint")} />
      )}
      {kind === "articles" && (
        <Tick name="publish" field={one.publish} label={t("exchange.publish")} hint={t("exchange.publish.hint")} />
      )}
      {kind === "tickets" && (
        <Tick
          name="deadlines"
          field={one.deadlines}
          label={t("exchange.deadlines")}
          hint={t("exchange.deadlines.hint")}
        />
      )}
    </>
  );
}

/** How far it is, and what became of its rows. */
function Course({ one, run, leaving }: { one: OneImport; run: ImportView; leaving: AbortSignal }) {
  const phase = run.counts.created + run.counts.changed + run.counts.unchanged + run.counts.refused > 0 ||
      run.state === "running" || run.state === "done"
    ? "taken"
    : "checked";
  const counts = phase === "taken" ? run.counts : run.checked;
  return (
    <>
      <div class="exchange-progress" role="status">
        <span class={isOver(run.state) || run.state === "checked" ? "chip" : "chip waiting"}>
          {t(`exchange.state.${run.state}`)}
        </span>
        {isGoing(run.state) && <progress max={100} value={run.progress} aria-label={t("exchange.progress")} />}
        <span>
          {run.rows === null ? t("exchange.preparing") : t("exchange.rows", { done: rowsOf(counts), rows: run.rows })}
        </span>
      </div>
      {run.pace !== null && run.ends_at !== null && (
        <p class="note">{t("exchange.pace", { pace: Math.round(run.pace), at: dayAndTime(run.ends_at) })}</p>
      )}
      {run.why && <p class="note error">{tOf("exchange.failed", run.why, { why: run.why })}</p>}
      <Counts of={counts} phase={phase} />
      {run.state === "checked" && <p class="note">{t("exchange.checked.hint")}</p>}
      <Buttons one={one} run={run} leaving={leaving} />
      {one.told && one.told.items.length > 0 && (
        <>
          <h3>{t("exchange.told")}</h3>
          <div class="form-buttons">
            <Button small icon="down" disabled={one.busy} onClick={() => void one.save()}>
              {t("exchange.told.save")}
            </Button>
          </div>
          <ToldTable one={one} rows={one.told.items} />
          <More pages={one.told} />
        </>
      )}
    </>
  );
}

const rowsOf = ({ created, changed, unchanged, refused }: RowCounts): number => created + changed + unchanged + refused;

const Counts = ({ of, phase }: { of: RowCounts; phase: "taken" | "checked" }) => (
  <dl class="exchange-counts">
    {(["created", "changed", "unchanged", "refused", "conflict"] as const).map((name) => (
      <div key={name}>
        <dt>{t(`exchange.${phase}.${name}`)}</dt>
        <dd>{of[name]}</dd>
      </div>
    ))}
  </dl>
);

function Buttons({ one, run, leaving }: { one: OneImport; run: ImportView; leaving: AbortSignal }) {
  const stop = async () => {
    const question = {
      title: t("exchange.stop.title"),
      paragraphs: [t("exchange.stop.body")],
      confirm: t("exchange.stop"),
    };
    if (await confirmed(question, leaving)) await one.act("stop");
  };
  const buttons: Array<[string, () => void, boolean]> = [];
  if (run.state === "checked") {
    buttons.push(["exchange.start", () => void one.act("start"), true]);
    buttons.push(["exchange.remap", () => void one.remap(), false]);
  }
  if (isGoing(run.state)) buttons.push(["exchange.pause", () => void one.act("pause"), false]);
  if (run.state === "paused") buttons.push(["exchange.resume", () => void one.act("resume"), true]);
  if (isGoing(run.state) || run.state === "paused") buttons.push(["exchange.stop", () => void stop(), false]);
  if (!buttons.length) return null;
  return (
    <div class="form-buttons">
      {buttons.map(([words, run, first]) => (
        <Button key={words} kind={first ? "primary" : undefined} disabled={one.busy} onClick={run}>{t(words)}</Button>
      ))}
    </div>
  );
}

function ToldTable({ one, rows }: { one: OneImport; rows: ToldRow[] }) {
  const columnOf = (name: string): string => {
    const column = one.columns.find((each) => each.name === name);
    return column ? named(column) : name;
  };
  return (
    <Table
      caption={t("exchange.told")}
      rows={rows}
      keyOf={({ row }) => `${row}`}
      columns={[
        { label: t("exchange.row"), cell: ({ row }) => <>{row}</> },
        { label: t("exchange.name"), cell: ({ name }) => <span dir="auto">{name}</span> },
        {
          label: t("exchange.outcome"),
          cell: ({ outcome }) => (
            <span class={outcome === "refused" ? "chip waiting" : "chip"}>{t(`exchange.outcome.${outcome}`)}</span>
          ),
        },
        { label: t("exchange.why"), cell: ({ problems }) => <Whys of={problems} columnOf={columnOf} /> },
      ]}
    />
  );
}

function Whys({ of, columnOf }: { of: ToldRow["problems"]; columnOf: (name: string) => string }) {
  const line = ({ field, why, detail }: ToldRow["problems"][number]): string => {
    const said = why === "invalid"
      ? tOf("exchange.invalid", field, { detail })
      : tOf("exchange.why", why, { why, detail });
    const present = why === "differs" && detail ? t("exchange.present", { detail }) : "";
    return [field && `${columnOf(field)}${t("exchange.colon")}`, said, present].filter(Boolean).join("");
  };
  return (
    <ul>
      {of.map((each) => <li key={`${each.field}${each.why}`} dir="auto">{line(each)}</li>)}
    </ul>
  );
}
