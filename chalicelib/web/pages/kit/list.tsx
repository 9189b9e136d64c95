/** Lists that draw only the rows that can be seen, however many there are. */
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

/** Rows drawn above and below what is seen, so that scrolling shows no gaps. */
const MARGIN = 8;

export interface Window {
  first: number;
  /** One behind the last. */
  end: number;
}

/** Which of `count` rows of one height are drawn. Pure. */
export function windowOf(count: number, rowHeight: number, scrolled: number, height: number): Window {
  const first = Math.max(0, Math.min(count, Math.floor(scrolled / rowHeight)) - MARGIN);
  return { first, end: Math.min(count, Math.ceil((scrolled + height) / rowHeight) + MARGIN) };
}

interface ListProps<Item> {
  items: readonly Item[];
  keyOf: (item: Item) => string;
  /** Pixels; all rows are as high. */
  rowHeight: number;
  label?: string;
  class?: string;
  children: (item: Item) => ComponentChildren;
  /** Called when the end comes into sight: more may be fetched. */
  onEnd?: () => void;
}

/** The nearest element around that scrolls is the view; an assistant hears how many rows there are in all. */
export function VirtualList<Item>(props: ListProps<Item>) {
  const { items, keyOf, rowHeight, label, class: own, children, onEnd } = props;
  const element = useRef<HTMLUListElement>(null);
  const [view, setView] = useState({ scrolled: 0, height: 0 });
  useLayoutEffect(() => {
    const list = element.current!;
    const scroller = scrollerOf(list);
    const look = () =>
      setView({
        scrolled: Math.max(0, scroller.getBoundingClientRect().top - list.getBoundingClientRect().top),
        height: scroller.clientHeight,
      });
    look();
    scroller.addEventListener("scroll", look, { passive: true });
    const size = new ResizeObserver(look);
    size.observe(scroller);
    return () => {
      scroller.removeEventListener("scroll", look);
      size.disconnect();
    };
  }, []);
  const { first, end } = windowOf(items.length, rowHeight, view.scrolled, view.height);
  const atEnd = view.height > 0 && end >= items.length;
  useEffect(() => {
    if (atEnd) onEnd?.();
  }, [atEnd, items.length]);
  return (
    <ul
      ref={element}
      class={own}
      aria-label={label}
      style={{ paddingTop: `${first * rowHeight}px`, paddingBottom: `${(items.length - end) * rowHeight}px` }}
    >
      {items.slice(first, end).map((item, at) => (
        <li key={keyOf(item)} aria-setsize={items.length} aria-posinset={first + at + 1}>{children(item)}</li>
      ))}
    </ul>
  );
}

/** The nearest element around it that scrolls, else the page. */
export function scrollerOf(element: HTMLElement): HTMLElement {
  for (let around = element.parentElement; around; around = around.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(around).overflowY)) return around;
  }
  return document.documentElement;
}
