/** A worklist as the lists of the left pane show it. */
import type { Worklist } from "../worklist.ts";
import type { Shown } from "./lists.tsx";

export function shownOf<Item, View extends string, Filters extends object>(
  worklist: Worklist<Item, View, Filters>,
): Shown<Item> {
  const { loaded, failed, next, loadingMore } = worklist.page;
  return {
    items: worklist.items,
    loaded,
    failed,
    hasMore: next !== null,
    loadingMore,
    more: () => void (loaded ? worklist.more() : worklist.wake()),
  };
}
