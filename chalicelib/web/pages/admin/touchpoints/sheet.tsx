/** The map as a file for spreadsheets, and one that comes back. */
import { signal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import type { Problem } from "../../desk/client.ts";
import { download } from "../../desk/csv.ts";
import { t, tOf } from "../../desk/i18n.ts";
import type { ImportedMapView } from "../../desk/operations.ts";
import { Button } from "../../kit/button.tsx";
import { say } from "../../kit/toasts.tsx";
import { Drawer, openDrawer } from "../parts/drawer.tsx";
import { wordsOf } from "../parts/problem.ts";
import { Table } from "../parts/table.tsx";
import * as asking from "./asking.ts";
import { mayKeep } from "./rights.ts";

class Export {
  readonly #busy = signal(false);

  get busy(): boolean {
    return this.#busy.value;
  }

  readonly write = async (): Promise<void> => {
    if (this.#busy.peek()) return;
    this.#busy.value = true;
    const pieces: string[] = [];
    try {
      for (let cursor: string | null = null;;) {
        const { text, next } = await asking.readCsv(cursor);
        pieces.push(text);
        if (!next) break;
        cursor = next;
      }
      download("touchpoints.csv", ...pieces);
    } catch (problem) {
      say(wordsOf(problem as Problem), { kind: "warning" });
    } finally {
      this.#busy.value = false;
    }
  };
}

class Import {
  readonly #text = signal("");
  readonly #told = signal<ImportedMapView | null>(null);
  readonly #wrong = signal("");
  readonly #busy = signal(false);

  constructor(private readonly done: (written: number) => void) {}

  get told(): ImportedMapView | null {
    return this.#told.value;
  }

  get wrong(): string {
    return this.#wrong.value;
  }

  get busy(): boolean {
    return this.#busy.value;
  }

  /** Something of it would change the map: cells, or its sides. */
  get changes(): boolean {
    return this.told?.lines.some(({ outcome }) => outcome === "added" || outcome === "changed") ?? false;
  }

  async look(file: Blob): Promise<void> {
    this.#text.value = await file.text();
    this.#told.value = await this.#ask(true);
  }

  readonly finish = async (): Promise<void> => {
    const told = await this.#ask(false);
    if (told) this.done(told.written);
  };

  async #ask(dryRun: boolean): Promise<ImportedMapView | null> {
    [this.#busy.value, this.#wrong.value] = [true, ""];
    try {
      return await asking.importCsv(this.#text.peek(), dryRun);
    } catch (problem) {
      this.#wrong.value = (problem as Problem).errors[0]?.message ?? wordsOf(problem as Problem);
      return null;
    } finally {
      this.#busy.value = false;
    }
  }
}

/** Both buttons. */
export function FileTools({ stored, leaving }: { stored: () => void; leaving: AbortSignal }) {
  const file = useMemo(() => new Export(), []);
  const bring = async () => {
    const written = await openDrawer<number>((close) => <ImportDrawer close={close} />, leaving);
    if (written === null) return;
    say(t("touch.imported", { count: written }));
    stored();
  };
  return (
    <>
      <Button small icon="down" disabled={file.busy} onClick={() => void file.write()}>{t("touch.export")}</Button>
      {mayKeep() && <Button small icon="up" onClick={() => void bring()}>{t("touch.import")}</Button>}
    </>
  );
}

function ImportDrawer({ close }: { close: (written: number | null) => void }) {
  const coming = useMemo(() => new Import(close), []);
  const { told, wrong, busy } = coming;
  const choose = (files: FileList | null) => files?.[0] && void coming.look(files[0]);
  return (
    <Drawer title={t("touch.import")} closing={t("drawer.close")} size="middle" onClose={() => close(null)}>
      <p class="drawer-intro">{t("touch.import.about")}</p>
      <label class="form-field">
        <span>{t("touch.file")}</span>
        <input type="file" accept=".csv,text/csv" onChange={(event) => choose(event.currentTarget.files)} />
      </label>
      <p class="note error" role="alert" hidden={!wrong}>{wrong}</p>
      {told && (
        <>
          <Table
            caption={t("touch.import.lines")}
            rows={told.lines}
            keyOf={({ line }) => `${line}`}
            columns={[
              { label: t("touch.import.line"), cell: ({ line }) => <>{line}</> },
              { label: t("touch.cell"), cell: ({ code }) => <code>{code}</code> },
              {
                label: t("touch.import.outcome"),
                cell: ({ outcome, field, message }) => (
                  <>
                    <span class={`chip ${outcome === "refused" ? "waiting" : ""}`}>
                      {t(`touch.outcome.${outcome}`)}
                    </span>
                    {message && ` ${tOf("touch.column", field ?? "", { column: field })}: ${message}`}
                  </>
                ),
              },
            ]}
          />
          <div class="form-buttons">
            <Button kind="primary" disabled={busy || !coming.changes} onClick={() => void coming.finish()}>
              {t("touch.import.go", { count: told.written })}
            </Button>
            <Button onClick={() => close(null)}>{t("cancel")}</Button>
          </div>
        </>
      )}
    </Drawer>
  );
}
