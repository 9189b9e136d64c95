/** Bars: what stands side by side, each beside the period before; and how long something took. */
import { t } from "../../desk/i18n.ts";
import type { TimesView } from "../../desk/operations.ts";
import { LinkButton } from "../../kit/button.tsx";
import { mostOf } from "./scales.ts";

interface Bar {
  key: string;
  name: string;
  value: number | null;
  former: number | null;
  /** Whether anything can be listed behind it. */
  isBacked: boolean;
}

interface BarsProps {
  label: string;
  bars: readonly Bar[];
  compares: boolean;
  target?: number | null;
  write: (value: number | null) => string;
  onPick: (key: string) => void;
}

const widthOf = (value: number | null, most: number) => ({
  width: `${most > 0 ? Math.min(1, (value ?? 0) / most) * 100 : 0}%`,
});

export function Bars({ label, bars, compares, target, write, onPick }: BarsProps) {
  const most = mostOf([...bars.flatMap(({ value, former }) => [value, former]), target]);
  return (
    <ol class="report-bars" aria-label={label}>
      {bars.map(({ key, name, value, former, isBacked }) => (
        <li key={key}>
          <bdi class="report-bar-name" title={name}>{name}</bdi>
          <span class="report-track" aria-hidden="true">
            <i class="value" style={widthOf(value, most)} />
            {compares && <i class="former" style={widthOf(former, most)} />}
            {target ? <b style={{ insetInlineStart: widthOf(target, most).width }} /> : null}
          </span>
          <span class="report-bar-value">
            {isBacked ? <LinkButton onClick={() => onPick(key)}>{write(value)}</LinkButton> : write(value)}
            {compares && <small>{t("reports.former", { value: write(former) })}</small>}
          </span>
        </li>
      ))}
    </ol>
  );
}

const PARTS = ["average", "p50", "p90", "p95", "longest"] as const;
/** What took much longer than nearly all does not make all else too small to be seen. */
const CUT = 1.5;

interface SpreadProps {
  label: string;
  times: TimesView;
  target?: number | null;
  write: (value: number | null) => string;
}

/** How what was measured lies: half was as quick as that, nine of ten, nineteen of twenty, and the longest. */
export function SpreadBars({ label, times, target, write }: SpreadProps) {
  const end = Math.max(Math.min(times.longest ?? 0, (times.p95 ?? 0) * CUT), target ?? 0);
  return (
    <ol class="report-bars report-spread" aria-label={label}>
      {PARTS.map((part) => (
        <li key={part}>
          <span class="report-bar-name">{t(`reports.series.${part}`)}</span>
          <span class="report-track" aria-hidden="true">
            <i class={(times[part] ?? 0) > end ? "value cut" : "value"} style={widthOf(times[part], end)} />
            {target ? <b style={{ insetInlineStart: widthOf(target, end).width }} /> : null}
          </span>
          <span class="report-bar-value">{write(times[part])}</span>
        </li>
      ))}
    </ol>
  );
}
