/** Lines over time: drawn as wide as there is room, each step of time can be pointed at, or reached by the arrow keys. */
import { useRef, useState } from "preact/hooks";
import { t } from "../../desk/i18n.ts";
import { useWidth } from "./width.ts";
import { labelled, mostOf, pathOf, ticksOf } from "./scales.ts";
import type { Series } from "./series.ts";

const HEIGHT = 240;
const [LEFT, RIGHT, TOP, BOTTOM] = [52, 16, 12, 28];
const LABEL_PX = 56;

interface LinesProps {
  label: string;
  series: readonly Series[];
  /** What each step is called; and where there is little room. */
  names: readonly string[];
  briefs: readonly string[];
  kind: { isWhole: boolean; isTime: boolean };
  /** Of a share the scale ends at 1. */
  most?: number;
  target?: number | null;
  write: (value: number | null) => string;
  writeBrief: (value: number) => string;
  onPick: (at: number) => void;
}

export function LinesChart(props: LinesProps) {
  const { label, series, names, kind, most, target, writeBrief } = props;
  const [box, width] = useWidth();
  const [active, setActive] = useState<number | null>(null);
  const highest = most ?? mostOf([...series.flatMap(({ values }) => values), target]);
  const ticks = ticksOf(highest, 4, kind);
  const top = ticks[ticks.length - 1];
  const inner = Math.max(40, width - LEFT - RIGHT);
  const x = (at: number) => LEFT + (names.length > 1 ? at / (names.length - 1) : 0.5) * inner;
  const y = (value: number) => TOP + (1 - Math.min(1, value / top)) * (HEIGHT - TOP - BOTTOM);
  return (
    <div class="report-lines" ref={box}>
      {width > 0 && (
        <svg width={width} height={HEIGHT} role="group" aria-label={label}>
          <g class="report-grid" aria-hidden="true">
            {ticks.map((tick) => (
              <g key={tick}>
                <line x1={LEFT} x2={width - RIGHT} y1={y(tick)} y2={y(tick)} />
                <text x={LEFT - 8} y={y(tick) + 4} text-anchor="end">{writeBrief(tick)}</text>
              </g>
            ))}
            {labelled(names.length, Math.floor(inner / LABEL_PX)).map((at) => (
              <text key={at} x={x(at)} y={HEIGHT - 8} text-anchor="middle">{props.briefs[at]}</text>
            ))}
          </g>
          {target ? <line class="report-target" x1={LEFT} x2={width - RIGHT} y1={y(target)} y2={y(target)} /> : null}
          {series.map(({ name, values }) => (
            <path
              key={name}
              class={`report-line ${name}`}
              d={pathOf(values.map((value, at) => value === null ? null : [x(at), y(value)] as const))}
            />
          ))}
          {active !== null && <Dots series={series} at={active} x={x} y={y} />}
          <Steps {...props} width={inner / Math.max(1, names.length - 1)} x={x} active={active} onActive={setActive} />
        </svg>
      )}
      {active !== null && <Tip {...props} at={active} x={x(active)} width={width} />}
    </div>
  );
}

interface DotsProps {
  series: readonly Series[];
  at: number;
  x: (at: number) => number;
  y: (value: number) => number;
}

function Dots({ series, at, x, y }: DotsProps) {
  return (
    <g aria-hidden="true">
      <line class="report-guide" x1={x(at)} x2={x(at)} y1={TOP} y2={HEIGHT - BOTTOM} />
      {series.map(({ name, values }) => {
        const value = values[at] ?? null;
        return value !== null && <circle key={name} class={`report-dot ${name}`} cx={x(at)} cy={y(value)} r="4" />;
      })}
    </g>
  );
}

interface StepsProps extends LinesProps {
  width: number;
  x: (at: number) => number;
  active: number | null;
  onActive: (at: number | null) => void;
}

/** One of them is in the order of the Tab key; arrows, Home and End go to the others. */
function Steps({ series, names, write, onPick, width, x, active, onActive }: StepsProps) {
  const group = useRef<SVGGElement>(null);
  const [reached, setReached] = useState(names.length - 1);
  const last = names.length - 1;
  const step = (event: KeyboardEvent, at: number) => {
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: last }[event.key];
    if (event.key === "Enter" || event.key === " ") onPick(at);
    else if (to === undefined || event.altKey) return;
    else {
      const next = Math.max(0, Math.min(last, to));
      setReached(next);
      group.current?.querySelectorAll<SVGElement>("rect")[next]?.focus();
    }
    event.preventDefault();
  };
  return (
    <g ref={group} onMouseLeave={() => onActive(null)}>
      {names.map((name, at) => (
        <rect
          key={name}
          class="report-step"
          role="button"
          tabIndex={at === Math.min(reached, last) ? 0 : -1}
          aria-label={`${name}: ${series.map((each) => spoken(each, at, write)).join(", ")}`}
          x={x(at) - width / 2}
          y={TOP}
          width={Math.max(1, width)}
          height={HEIGHT - TOP - BOTTOM}
          onMouseEnter={() => onActive(at)}
          onFocus={() => onActive(at)}
          onBlur={() => active === at && onActive(null)}
          onClick={() => onPick(at)}
          onKeyDown={(event) => step(event, at)}
        />
      ))}
    </g>
  );
}

const spoken = ({ name, values }: Series, at: number, write: LinesProps["write"]): string =>
  name === "value" ? write(values[at] ?? null) : `${t(`reports.series.${name}`)} ${write(values[at] ?? null)}`;

interface TipProps extends LinesProps {
  at: number;
  width: number;
  x: number;
}

function Tip({ series, names, write, at, x, width }: TipProps) {
  return (
    <div
      class="report-tip"
      aria-hidden="true"
      style={x > width / 2 ? { right: `${width - x + 12}px` } : { left: `${x + 12}px` }}
    >
      <b>{names[at]}</b>
      {series.map((each) => (
        <span key={each.name}>
          <i class={each.name} /> {series.length > 1 && t(`reports.series.${each.name}`)}{" "}
          {write(each.values[at] ?? null)}
        </span>
      ))}
    </div>
  );
}
