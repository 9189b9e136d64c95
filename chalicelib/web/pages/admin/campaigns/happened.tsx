/** Whom a campaign would be for, and what its runs came to. */
import { useEffect, useMemo } from "preact/hooks";
import { dateOf, dayAndTime, dayOf } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import type { CampaignPreview, CampaignView, DueCustomer, RunView } from "../../desk/operations.ts";
import { Button } from "../../kit/button.tsx";
import { Drawer, openDrawer } from "../parts/drawer.tsx";
import { More, Table } from "../parts/table.tsx";
import { Nothing, Shown } from "../section.tsx";
import { type CampaignFields, Preview, readingOfRuns } from "./campaign.ts";

/** Asked for by a button: how many there are, and who comes first. */
export function Previewed({ fields }: { fields: CampaignFields }) {
  const preview = useMemo(() => new Preview(fields), []);
  return (
    <section class="form-field" aria-label={t("preview")} aria-busy={preview.busy}>
      <Button disabled={preview.busy} onClick={() => void preview.look()}>{t("preview")}</Button>
      <p class="field-hint" role="status">{preview.shown && words(preview.shown)}</p>
      {preview.trouble && <p class="note error" role="alert">{preview.trouble}</p>}
      {preview.shown && preview.shown.first.length > 0 && <First customers={preview.shown.first} />}
    </section>
  );
}

const words = ({ count, passed, more }: CampaignPreview): string =>
  t(more ? "preview.more" : "preview.count", { count, passed });

const First = ({ customers }: { customers: DueCustomer[] }) => (
  <Table
    caption={t("preview.first")}
    rows={customers}
    keyOf={({ visitor_id: id, day }) => `${id}${day}`}
    columns={[
      { label: t("preview.customer"), cell: ({ name, visitor_id: id }) => <bdi>{name ?? id.slice(-4)}</bdi> },
      { label: t("preview.level"), cell: ({ level }) => <>{t(`level.${level}`)}</> },
      { label: t("preview.touched"), cell: ({ touched_at: at }) => <>{at ? dayAndTime(at) : "—"}</> },
      { label: t("preview.day"), cell: ({ day, on }) => <>{day ? `${dateOf(day)}（${on}）` : t("preview.now")}</> },
    ]}
  />
);

/** What became of a campaign's times so far. */
export const openRuns = (campaign: CampaignView, leaving: AbortSignal) =>
  openDrawer<null>((close) => <Runs campaign={campaign} close={() => close(null)} />, leaving);

function Runs({ campaign, close }: { campaign: CampaignView; close: () => void }) {
  const reading = useMemo(() => readingOfRuns(campaign.campaign_id), []);
  useEffect(() => {
    void reading.reload();
    return () => reading.leave();
  }, []);
  return (
    <Drawer title={t("runs.title", { name: campaign.name })} closing={t("drawer.close")} onClose={close}>
      <Shown reading={reading}>
        {(pages) => (
          <>
            {pages.items.length ? <RunTable rows={pages.items} /> : <Nothing>{t("runs.none")}</Nothing>}
            <More pages={pages} />
          </>
        )}
      </Shown>
    </Drawer>
  );
}

const RunTable = ({ rows }: { rows: RunView[] }) => (
  <Table
    caption={t("runs")}
    rows={rows}
    keyOf={({ run_id: id }) => id}
    columns={[
      { label: t("runs.day"), cell: ({ day }) => <>{dateOf(day)}</> },
      { label: t("runs.planned"), cell: ({ planned }) => <>{planned}</> },
      { label: t("runs.passed"), cell: ({ passed }) => <>{passed}</> },
      { label: t("runs.due"), cell: ({ due_at: at }) => <>{dayOf(at)}</> },
      {
        label: t("runs.state"),
        cell: ({ state, is_full: isFull }) => <>{t(isFull ? "runs.full" : `runs.state.${state}`)}</>,
      },
    ]}
  />
);
