/** Arrivals as bars and the agents who were there as a line over them, by hours; by the week also how much that was for
 * each agent. The same as a table. */
import { useState } from "preact/hooks";
import { t } from "../../desk/i18n.ts";
import { keyBrief, keyWritten, written } from "./format.ts";
import { HeatMap } from "./heat.tsx";
import type { Days } from "./periods.ts";
import type { Read } from "./reports.ts";
import { labelled, mostOf, pathOf, ticksOf } from "./scales.ts";
import { arrivingOf, perAgent, type Staffed, staffedOf, unattended } from "./staffing.ts";
import { useWidth } from "./width.ts";
import type { View } from "./view.ts";

const HEIGHT = 240;
const [LEFT, RIGHT, TOP, BOTTOM] = [52, 44, 12, 28];
const LABEL_PX = 56;

interface StaffingProps {
  view: View;
  days: Days;
  read: Read;
  ofPeople: boolean;
  onBehind: (figure: string, key: string) => void;
}

export function Staffing({ view, days, read: { lines }, ofPeople, onBehind }: StaffingProps) {
  const arriving = arrivingOf(ofPeople);
  const hours = staffedOf(view, days, lines, arriving);
  if (!hours.some(({ arrivals, staff }) => arrivals || staff)) return null;
  const alone = unattended(lines, arriving);
  const arrivals = t(`reports.staffing.${arriving}`);
  return (
    <figure class="report-chart">
      <figcaption>
        <h3>{t(view.by === "clock" ? "reports.staffing.usual" : "reports.staffing", { arrivals })}</h3>
        <ul class="report-legend" aria-hidden="true">
          <li>
            <i class="report-arrivals" />
            {arrivals}
          </li>
          <li>
            <i class="p90" />
            {t("reports.staffing.staff")}
          </li>
        </ul>
      </figcaption>
      {!view.asTable && <Drawn view={view} hours={hours} label={t("reports.staffing", { arrivals })} />}
      <Tabled view={view} hours={hours} arrivals={arrivals} />
      {alone > 0 && <p class="hint">{t("reports.staffing.alone", { count: alone })}</p>}
      {view.by === "clock" && !view.asTable && (
        <div class="report-each">
          <h4>{t("reports.staffing.each", { arrivals })}</h4>
          <HeatMap
            label={t("reports.staffing.each", { arrivals })}
            values={perAgent(lines, arriving)}
            write={(value) => written("rate", value)}
            writeBrief={(value) => written("rate", value)}
            onPick={(key) => onBehind(arriving, key)}
          />
        </div>
      )}
    </figure>
  );
}

const nameOf = (by: View["by"], key: string): string => by === "clock" ? `${key}:00` : keyWritten(by, key, null);
const briefOf = (by: View["by"], key: string): string => by === "clock" ? `${key}:00` : keyBrief(by, key);
const numberOf = (by: View["by"], value: number): string => written(by === "clock" ? "average" : "count", value);

function Drawn({ view: { by }, hours, label }: { view: View; hours: readonly Staffed[]; label: string }) {
  const [box, width] = useWidth();
  const [active, setActive] = useState<number | null>(null);
  const [left, right] = [
    ticksOf(mostOf(hours.map(({ arrivals }) => arrivals)), 4, { isWhole: by === "hour" }),
    ticksOf(mostOf(hours.map(({ staff }) => staff)), 4),
  ];
  const inner = Math.max(40, width - LEFT - RIGHT);
  const step = inner / Math.max(1, hours.length);
  const middle = (at: number) => LEFT + (at + 0.5) * step;
  const y = (value: number, ticks: number[]) =>
    TOP + (1 - Math.min(1, value / ticks[ticks.length - 1])) * (HEIGHT - TOP - BOTTOM);
  const chosen = active === null ? null : hours[active];
  return (
    <div class="report-lines" ref={box} onMouseLeave={() => setActive(null)}>
      {width > 0 && (
        <svg width={width} height={HEIGHT} role="img" aria-label={label}>
          <g class="report-grid" aria-hidden="true">
            {left.map((tick) => (
              <g key={tick}>
                <line x1={LEFT} x2={width - RIGHT} y1={y(tick, left)} y2={y(tick, left)} />
                <text x={LEFT - 8} y={y(tick, left) + 4} text-anchor="end">{numberOf("hour", tick)}</text>
              </g>
            ))}
            {right.map((tick) => (
              <text key={tick} x={width - RIGHT + 8} y={y(tick, right) + 4}>{written("average", tick)}</text>
            ))}
            {labelled(hours.length, Math.floor(inner / LABEL_PX)).map((at) => (
              <text key={at} x={middle(at)} y={HEIGHT - 8} text-anchor="middle">{briefOf(by, hours[at].key)}</text>
            ))}
          </g>
          {hours.map(({ key, arrivals }, at) => (
            <g key={key} onMouseEnter={() => setActive(at)}>
              <rect class="report-room" x={middle(at) - step / 2} y={TOP} width={step} height={HEIGHT - TOP - BOTTOM} />
              <rect
                class="report-arrivals"
                x={middle(at) - step * 0.38}
                y={y(arrivals, left)}
                width={Math.max(1, step * 0.76)}
                height={HEIGHT - BOTTOM - y(arrivals, left)}
              />
            </g>
          ))}
          <path
            class="report-line p90"
            d={pathOf(hours.map(({ staff }, at) => [middle(at), y(staff, right)] as const))}
          />
        </svg>
      )}
      {chosen && active !== null && (
        <div
          class="report-tip"
          aria-hidden="true"
          style={middle(active) > width / 2
            ? { right: `${width - middle(active) + 12}px` }
            : { left: `${middle(active) + 12}px` }}
        >
          <b>{nameOf(by, chosen.key)}</b>
          <span>
            <i class="report-arrivals" /> {numberOf(by, chosen.arrivals)}
          </span>
          <span>
            <i class="p90" /> {written("average", chosen.staff)}
          </span>
        </div>
      )}
    </div>
  );
}

function Tabled({ view, hours, arrivals }: { view: View; hours: readonly Staffed[]; arrivals: string }) {
  const table = (
    <table class={view.asTable ? "report-table" : undefined}>
      <caption class="unseen">{t("reports.staffing", { arrivals })}</caption>
      <thead>
        <tr>
          <th scope="col">{t("reports.by.hour")}</th>
          <th scope="col">{arrivals}</th>
          <th scope="col">{t("reports.staffing.staff")}</th>
        </tr>
      </thead>
      <tbody>
        {hours.map(({ key, arrivals: count, staff }) => (
          <tr key={key}>
            <th scope="row">{nameOf(view.by, key)}</th>
            <td>{numberOf(view.by, count)}</td>
            <td>{written("average", staff)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
  if (!view.asTable) return <div class="unseen">{table}</div>;
  return (
    <div class="report-scroll" tabIndex={0} role="region" aria-label={t("reports.staffing", { arrivals })}>{table}</div>
  );
}
