/** Tables, and lists that go on; of long ones only the rows around what is seen are drawn. */
import type { ComponentChildren, RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { Button, classes } from "../../kit/button.tsx";
import { scrollerOf, windowOf } from "../../kit/list.tsx";
import { dayAndTime, fullTime } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import { Unread } from "../section.tsx";
import type { Pages } from "./pages.ts";

/** Up to so many rows are all drawn: they can be found by the browser's search. */
const FEW = 120;
const USUAL_HEIGHT = 56;

interface Seen {
  first: number;
  end: number;
  /** Pixels that the rows before and behind take. */
  before: number;
  behind: number;
}

/** Which of `count` rows in `body` are drawn. Rows are about as high as those that are there, on average. */
function useSeen(count: number, body: RefObject<HTMLElement>): Seen {
  const [seen, setSeen] = useState({ first: 0, end: FEW, height: USUAL_HEIGHT });
  const isLong = count > FEW;
  useLayoutEffect(() => {
    if (!isLong) return;
    const scroller = scrollerOf(body.current!);
    // The page as a whole tells of its scrolling at the document.
    const teller = scroller === document.documentElement ? document : scroller;
    const look = () => {
      const rows = [...body.current!.querySelectorAll<HTMLElement>(":scope > :not(.gap)")];
      const height = rows.reduce((sum, row) => sum + row.offsetHeight, 0) / (rows.length || 1) || USUAL_HEIGHT;
      const top = teller === document ? 0 : scroller.getBoundingClientRect().top;
      const scrolled = top - body.current!.getBoundingClientRect().top;
      const { first, end } = windowOf(count, height, Math.max(0, scrolled), scroller.clientHeight);
      setSeen((was) => was.first === first && was.end === end ? was : { first, end, height });
    };
    look();
    teller.addEventListener("scroll", look, { passive: true });
    const size = new ResizeObserver(look);
    size.observe(scroller);
    return () => {
      teller.removeEventListener("scroll", look);
      size.disconnect();
    };
  }, [isLong, count]);
  if (!isLong) return { first: 0, end: count, before: 0, behind: 0 };
  const { first, end, height } = seen;
  return { first, end, before: first * height, behind: Math.max(0, count - end) * height };
}

export interface Column<Row> {
  label: string;
  cell: (row: Row) => ComponentChildren;
}

interface TableProps<Row> {
  caption: string;
  /** The first one names the row. */
  columns: ReadonlyArray<Column<Row>>;
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  faded?: (row: Row) => boolean;
  /** What the others come to. */
  total?: (row: Row) => boolean;
}

/** Its cells know their column's words, so that on a phone each row can stand as a card. */
export function Table<Row>({ caption, columns, rows, keyOf, faded, total }: TableProps<Row>) {
  const body = useRef<HTMLTableSectionElement>(null);
  const { first, end, before, behind } = useSeen(rows.length, body);
  const [head, ...others] = columns;
  return (
    <div class="panel scrolls-across">
      <table class="table" aria-rowcount={rows.length + 1}>
        <caption class="unseen">{caption}</caption>
        <thead>
          <tr>{columns.map(({ label }) => <th scope="col" key={label}>{label}</th>)}</tr>
        </thead>
        <tbody ref={body}>
          <Gap height={before} wide={columns.length} />
          {rows.slice(first, end).map((row, at) => (
            <tr
              key={keyOf(row)}
              class={classes(faded?.(row) && "faded", total?.(row) && "total") || undefined}
              aria-rowindex={first + at + 2}
            >
              <th scope="row">{head.cell(row)}</th>
              {others.map(({ label, cell }) => <td key={label} data-label={label}>{cell(row)}</td>)}
            </tr>
          ))}
          <Gap height={behind} wide={columns.length} />
        </tbody>
      </table>
    </div>
  );
}

/** The place of rows that are not drawn. */
const Gap = ({ height, wide }: { height: number; wide: number }) =>
  height > 0
    ? (
      <tr aria-hidden="true" class="gap">
        <td colSpan={wide} style={{ height: `${height}px` }} />
      </tr>
    )
    : null;

interface LinesProps<Item> {
  items: readonly Item[];
  keyOf: (item: Item) => string;
  class: string;
  label: string;
  children: (item: Item) => ComponentChildren;
}

/** The same for a list that is no table. */
export function Lines<Item>({ items, keyOf, class: own, label, children }: LinesProps<Item>) {
  const body = useRef<HTMLOListElement>(null);
  const { first, end, before, behind } = useSeen(items.length, body);
  return (
    <ol
      ref={body}
      class={own}
      aria-label={label}
      style={before || behind ? { paddingTop: `${before}px`, paddingBottom: `${behind}px` } : undefined}
    >
      {items.slice(first, end).map((item, at) => (
        <li
          key={keyOf(item)}
          class="act"
          tabIndex={-1}
          aria-setsize={items.length}
          aria-posinset={first + at + 1}
        >
          {children(item)}
        </li>
      ))}
    </ol>
  );
}

/** Below a list: more of it, if there is more. `bySight`: it is read as soon as its place comes into sight. */
export function More({ pages, bySight = false }: { pages: Pages<unknown>; bySight?: boolean }) {
  const end = useRef<HTMLDivElement>(null);
  const waits = bySight && pages.more && !pages.busy && !pages.problem;
  useLayoutEffect(() => {
    if (!waits) return;
    const sight = new IntersectionObserver((seen) => {
      if (seen.some(({ isIntersecting }) => isIntersecting)) pages.readOn();
    });
    sight.observe(end.current!);
    return () => sight.disconnect();
  }, [waits, pages]);
  if (pages.busy) {
    return (
      <div class="more">
        <p class="quiet" role="status">{t("loading")}</p>
      </div>
    );
  }
  if (pages.problem) {
    return (
      <div class="more">
        <Unread problem={pages.problem} again={pages.readOn} />
      </div>
    );
  }
  return <div class="more" ref={end}>{pages.more && <Button onClick={pages.readOn}>{t("lists.more")}</Button>}</div>;
}

export const At = ({ at }: { at: string }) => (
  <time class="number" dateTime={at} title={fullTime(at)}>{dayAndTime(at)}</time>
);

/** The buttons at a row's end. */
export const Actions = ({ children }: { children: ComponentChildren }) => <div class="actions">{children}</div>;

/** One of them; `of` says whose, for those who do not see the row. */
export function RowButton({ label, of, onClick, whole = label }: {
  label: string;
  of: string;
  whole?: string;
  onClick: () => void;
}) {
  return <Button small kind="quiet" aria-label={`${whole} ${of}`} onClick={onClick}>{label}</Button>;
}

/** What helps only those who look after the desk's software: folded away. */
export function Technical({ facts }: { facts: Array<[string, string | null | undefined]> }) {
  const known = facts.filter(([, value]) => value);
  if (!known.length) return null;
  return (
    <details class="technical">
      <summary>{t("technical")}</summary>
      <dl class="facts">
        {known.map(([name, value]) => [
          <dt key={`${name}-name`}>{name}</dt>,
          <dd key={name}>
            <code>{value}</code>
          </dd>,
        ])}
      </dl>
    </details>
  );
}
