/** The map as a file for spreadsheets, and one that comes back. */
import { useMemo } from "preact/hooks";
import { t, tOf } from "../../desk/i18n.ts";
import { Button } from "../../kit/button.tsx";
import { say } from "../../kit/toasts.tsx";
import { Drawer, openDrawer } from "../parts/drawer.tsx";
import { Table } from "../parts/table.tsx";
import { mayKeep } from "./rights.ts";
import { Export, Import } from "./sheet.ts";

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
      <label class="form-field touch-file">
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
                    {message && (
                      <>
                        {" "}
                        {tOf("touch.column", field ?? "", { column: field })}:{" "}
                        {tOf("touch.refused", field ?? "", { message })}
                      </>
                    )}
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
