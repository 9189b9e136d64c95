/** The hours of the week as a field of cells, the more the stronger; where there is little room, hours stand below each other. */
import { useRef, useState } from "preact/hooks";
import { classes } from "../../kit/button.tsx";
import { weekday } from "./format.ts";
import { mostOf, strengthOf } from "./scales.ts";
import { useWidth } from "./width.ts";

const WIDE_PX = 640;
const DAYS = [1, 2, 3, 4, 5, 6, 7];
const HOURS = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, "0"));

interface HeatProps {
  label: string;
  /** By keys such as 1T09. */
  values: ReadonlyMap<string, number | null>;
  write: (value: number | null) => string;
  writeBrief: (value: number) => string;
  onPick: (key: string) => void;
}

export function HeatMap({ label, values, write, writeBrief, onPick }: HeatProps) {
  const [box, width] = useWidth();
  const table = useRef<HTMLTableElement>(null);
  const [reached, setReached] = useState([0, 0]);
  const isWide = width >= WIDE_PX;
  const days = DAYS.map((day) => ({ part: String(day), brief: weekday(day), name: weekday(day, "long") }));
  const hours = HOURS.map((hour) => ({
    part: hour,
    brief: isWide ? String(Number(hour)) : `${hour}:00`,
    name: `${hour}:00`,
  }));
  const [rows, columns] = isWide ? [days, hours] : [hours, days];
  const most = mostOf(values.values());
  const step = (event: KeyboardEvent, row: number, column: number) => {
    const by = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] }[event.key];
    if (!by || event.altKey) return;
    event.preventDefault();
    const to = [(row + by[0] + rows.length) % rows.length, (column + by[1] + columns.length) % columns.length];
    setReached(to);
    table.current?.querySelectorAll<HTMLElement>("td button")[to[0] * columns.length + to[1]]?.focus();
  };
  return (
    <div ref={box}>
      {width > 0 && (
        <table class="report-heat" ref={table}>
          <caption class="unseen">{label}</caption>
          <thead>
            <tr>
              <td />
              {columns.map(({ part, brief }) => <th key={part} scope="col">{brief}</th>)}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, down) => (
              <tr key={row.part}>
                <th scope="row">{row.brief}</th>
                {columns.map((column, right) => {
                  const key = isWide ? `${row.part}T${column.part}` : `${column.part}T${row.part}`;
                  const value = values.get(key) ?? null;
                  const [atRow, atColumn] = [reached[0] % rows.length, reached[1] % columns.length];
                  return (
                    <td key={key}>
                      <button
                        type="button"
                        class={classes(`strength-${strengthOf(value, most)}`)}
                        tabIndex={down === atRow && right === atColumn ? 0 : -1}
                        aria-label={`${row.name} ${column.name}: ${write(value)}`}
                        title={`${row.name} ${column.name}: ${write(value)}`}
                        onClick={() => onPick(key)}
                        onKeyDown={(event) => step(event, down, right)}
                      >
                        {value ? writeBrief(value) : ""}
                      </button>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}
