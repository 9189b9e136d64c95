/** The map: businesses down, channels across, in each cell its code, what came by it and how its flow was kept. */
import { t } from "../../desk/i18n.ts";
import type { MapCellView, TouchpointMapView } from "../../desk/operations.ts";
import { Button } from "../../kit/button.tsx";
import { MonthSteps } from "../parts/months.tsx";
import { Shown, useLeaving, useModel } from "../section.tsx";
import { openCell } from "./cell.tsx";
import { cellName, contactsOf, countGaps, NONE, partName, rateWritten, TouchpointMap } from "./map.ts";
import { FileTools } from "./sheet.tsx";

export function MapPanel() {
  const map = useModel(() => new TouchpointMap());
  const leaving = useLeaving();
  const open = async (code: string) => {
    const shown = map.reading.data;
    if (!shown) return;
    await openCell({ code, map: shown }, leaving);
    void map.reading.reload();
  };
  return (
    <>
      <MonthSteps of={map.months}>
        <Brands map={map} />
        <span class="spring" />
        <FileTools stored={() => void map.reading.reload()} leaving={leaving} />
      </MonthSteps>
      <Shown reading={map.reading}>
        {(shown) => (
          <>
            <Gaps map={map} shown={shown} />
            <Matrix map={map} shown={shown} open={(code) => void open(code)} />
            <NoCell shown={shown} open={(code) => void open(code)} />
          </>
        )}
      </Shown>
    </>
  );
}

function Brands({ map }: { map: TouchpointMap }) {
  const { data } = map.reading;
  if (!data || data.brands.length < 2) return null;
  return (
    <label class="touch-filter">
      {t("touch.brand")}
      <select onChange={(event) => map.ofBrand(event.currentTarget.value)}>
        {data.brands.map((brand) => (
          <option key={brand.code} value={brand.code} selected={brand.code === data.brand}>{partName(brand)}</option>
        ))}
      </select>
    </label>
  );
}

/** What the map lacks, and a way to see only that. */
function Gaps({ map, shown }: { map: TouchpointMap; shown: TouchpointMapView }) {
  const gaps = countGaps(shown);
  if (!gaps.length) return <p class="note info">{t("touch.gaps.none")}</p>;
  return (
    <div class="touch-gaps">
      <label class="tick">
        <input
          type="checkbox"
          checked={map.gapsOnly}
          onChange={(event) => map.showGaps(event.currentTarget.checked)}
        />
        <span>{t("touch.gaps.only")}</span>
      </label>
      <ul class="chips" aria-label={t("touch.gaps")}>
        {gaps.map(([kind, count]) => (
          <li key={kind} class="chip waiting">{t("touch.gaps.count", { gap: t(`touch.gap.${kind}`), count })}</li>
        ))}
      </ul>
    </div>
  );
}

interface MatrixProps {
  map: TouchpointMap;
  shown: TouchpointMapView;
  open: (code: string) => void;
}

function Matrix({ map, shown, open }: MatrixProps) {
  const cells = new Map(shown.cells.map((cell) => [`${cell.channel}-${cell.business}`, cell]));
  return (
    <div class="panel scrolls-across" tabIndex={0} role="region" aria-label={t("touch.map")}>
      <table class="matrix touch-map">
        <caption class="unseen">{t("touch.map")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("touch.business")}</th>
            {shown.channels.map((channel) => (
              <th key={channel.code} scope="col">
                <bdi>{partName(channel)}</bdi>
                <small dir="ltr">{channel.code}</small>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.businesses.map((business) => (
            <tr key={business.code}>
              <th scope="row">
                <bdi>{partName(business)}</bdi>
                <small dir="ltr">{business.code}</small>
              </th>
              {shown.channels.map((channel) => {
                const cell = cells.get(`${channel.code}-${business.code}`)!;
                const isHidden = map.gapsOnly && !cell.gaps.length;
                return (
                  <td key={channel.code}>
                    {!isHidden && <CellButton cell={cell} name={cellName(shown, cell.code)} open={open} />}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function CellButton({ cell, name, open }: { cell: MapCellView; name: string; open: (code: string) => void }) {
  const { code, gaps, offered, kind, numbers } = cell;
  return (
    <button
      type="button"
      class={`touch-cell ${gaps.length ? "gap" : ""} ${offered ? "" : "rests"}`}
      onClick={() => open(code)}
    >
      <span class="unseen">{name}</span>
      <code>{code}</code>
      {kind && <span class="quiet">{t(`touch.kind.${kind}`)}</span>}
      {!offered && <span class="quiet">{t("touch.not_offered")}</span>}
      {cell.has_draft && <span class="chip">{t("touch.draft")}</span>}
      {numbers && contactsOf(numbers) > 0 && (
        <span class="touch-numbers">
          <span>{t("touch.contacts", { count: contactsOf(numbers) })}</span>
          {numbers.judged > 0 && <b>{t("touch.rate.short", { rate: rateWritten(numbers.rate) })}</b>}
        </span>
      )}
      {gaps.map((gap) => <span key={gap} class="chip waiting">{t(`touch.gap.${gap}`)}</span>)}
    </button>
  );
}

/** What fell into no cell: something the rules do not know. */
function NoCell({ shown: { none }, open }: { shown: TouchpointMapView; open: (code: string) => void }) {
  if (!none || contactsOf(none) === 0) return null;
  return (
    <p class="note warning touch-none">
      {t("touch.none.count", { count: contactsOf(none) })}{" "}
      <Button small onClick={() => open(NONE)}>{t("touch.none.show")}</Button>
    </p>
  );
}
