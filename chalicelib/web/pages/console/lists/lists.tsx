/** What the lists of the left pane share: tabs with counts, filters, and rows of which only those in sight are drawn. */
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { t } from "../../desk/i18n.ts";
import { Button, classes, IconButton, LinkButton } from "../../kit/button.tsx";
import { Icon, type IconName } from "../../kit/icons/icon.tsx";
import { useShortcuts } from "../../kit/keys.ts";
import { VirtualList } from "../../kit/list.tsx";
import { type Tab, tabId, Tabs } from "../../kit/tabs.tsx";
import { useDesk } from "../desk.ts";
import { openSearch } from "../search/open.ts";
import { Finding } from "./finding.ts";

/** Pixels; the style sheet has the same. */
const ROW_PX = 84;

export interface Shown<Item> {
  items: readonly Item[];
  loaded: boolean;
  failed: boolean;
  /** Whether more can be fetched. */
  hasMore: boolean;
  loadingMore: boolean;
  more: () => void;
}

interface ListsProps<Item, View extends string> {
  /** Begins the words of empty lists, and names the panel. */
  name: string;
  label: string;
  tabs: ReadonlyArray<Tab<View>>;
  view: View;
  onView: (view: View) => void;
  filters?: ComponentChildren;
  /** Between the tabs and the rows. */
  hint?: ComponentChildren;
  picture: IconName;
  list: Shown<Item>;
  placeOf: (item: Item) => string;
  /** What a filter by words looks in. */
  wordsOf: (item: Item) => string;
  /** What is looked for, where somebody else goes by it, too. */
  finding?: Finding;
  row: (item: Item) => ComponentChildren;
}

export function Lists<Item, View extends string>(props: ListsProps<Item, View>) {
  const { name, label, tabs, view, onView, filters, hint, list, placeOf, wordsOf, row } = props;
  const panel = useRef<HTMLDivElement>(null);
  const finding = useMemo(() => props.finding ?? new Finding(), [props.finding]);
  const wanted = finding.wanted;
  const items = finding.among(list.items, wordsOf);
  const open = (chosen: View) => {
    panel.current?.scrollTo(0, 0);
    finding.again();
    onView(chosen);
  };
  useWalk(panel, items.map(placeOf));
  useEffect(() => finding.goOn(list, items.length));
  const find = () => {
    if (finding.words === null) finding.write("");
    else document.getElementById(`${name}-find`)?.focus();
  };
  useShortcuts(() => [
    { keys: "/", label: () => t("keys.find"), run: find },
    { keys: "Alt+f", label: () => t("keys.find"), whileTyping: true, run: find },
  ], []);
  return (
    <div class="lists">
      <div class="lists-head">
        <Tabs tabs={tabs} chosen={view} label={label} panel={name} onChoose={open} />
        <IconButton icon="search" label={t("keys.find")} aria-expanded={finding.words !== null} onClick={find} />
      </div>
      {finding.words !== null && (
        <Search
          id={`${name}-find`}
          words={finding.words}
          onWords={(words) => finding.write(words)}
        />
      )}
      {wanted && <FoundWord finding={finding} list={list} count={items.length} />}
      {filters && <div class="list-filter">{filters}</div>}
      {hint}
      <div class="list-panel" id={name} role="tabpanel" aria-labelledby={tabId(name, view)} ref={panel}>
        <VirtualList
          items={items}
          keyOf={placeOf}
          rowHeight={ROW_PX}
          class="rows"
          onEnd={list.hasMore && !wanted ? list.more : undefined}
        >
          {row}
        </VirtualList>
        {!items.length && !(wanted && list.hasMore) && <Empty {...props} isFiltered={Boolean(wanted)} />}
        {(list.hasMore || list.failed) && <More list={list} finding={finding} />}
      </div>
    </div>
  );
}

interface FindingProps {
  finding: Finding;
  list: Shown<unknown>;
}

function More({ finding, list }: FindingProps) {
  const goOn = () => {
    finding.again();
    list.more();
  };
  return (
    <div class="list-more">
      <Button wide disabled={list.loadingMore} onClick={goOn}>{moreWords(list, Boolean(finding.wanted))}</Button>
    </div>
  );
}

function moreWords({ failed, loadingMore }: Shown<unknown>, isFinding: boolean): string {
  if (failed) return t("lists.again");
  if (loadingMore) return t("lists.loading");
  return t(isFinding ? "lists.find.on" : "lists.more");
}

/** How many were found, and among how many was looked: a list may go on behind what was read of it. */
function FoundWord({ finding, list, count }: FindingProps & { count: number }) {
  const desk = useDesk();
  if (!list.loaded) return null;
  const reach = finding.reachOf(list, count);
  const searchAll = () => void openSearch(desk, finding.wanted);
  return (
    <p class="find-word" role="status">
      {t(`lists.find.${reach}`, { count, among: list.items.length })}{" "}
      {desk.answers && <LinkButton onClick={searchAll}>{t("lists.find.everywhere")}</LinkButton>}
    </p>
  );
}

interface SearchProps {
  id: string;
  words: string;
  onWords: (words: string | null) => void;
}

/** Finds among what is listed. Escape ends it, and who had the focus before has it again. */
function Search({ id, words, onWords }: SearchProps) {
  const input = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    const before = document.activeElement;
    input.current!.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <div class="list-filter">
      <input
        id={id}
        ref={input}
        type="search"
        aria-label={t("lists.find")}
        placeholder={t("lists.find")}
        value={words}
        onInput={(event) => onWords(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          event.stopPropagation();
          onWords(null);
        }}
      />
    </div>
  );
}

interface EmptyProps {
  name: string;
  view: string;
  picture: IconName;
  list: Shown<unknown>;
  isFiltered: boolean;
}

function Empty({ name, view, picture, list, isFiltered }: EmptyProps) {
  if (!list.loaded) {
    return (
      <div class="empty">
        <p>{t(list.failed ? "lists.failed" : "lists.loading")}</p>
      </div>
    );
  }
  return (
    <div class="empty">
      <Icon name={picture} />
      <p>{t(isFiltered ? "lists.nothing" : `${name}.${view}.empty`)}</p>
      {!isFiltered && <p class="hint">{t(`${name}.${view}.empty.hint`)}</p>}
    </div>
  );
}

/** From one to its neighbour in the list that is shown, by keys. */
function useWalk(panel: { current: HTMLDivElement | null }, places: string[]): void {
  const { selection } = useDesk();
  const known = useRef(places);
  known.current = places;
  useShortcuts(() => {
    const walk = (step: number) => {
      const at = neighbour(known.current, selection.place, step);
      if (at === null) return;
      selection.choose(known.current[at]);
      bringIntoView(panel.current, at);
    };
    return [
      { keys: "Alt+ArrowDown", label: () => t("keys.next"), whileTyping: true, run: () => walk(1) },
      { keys: "Alt+ArrowUp", label: () => t("keys.previous"), whileTyping: true, run: () => walk(-1) },
    ];
  }, []);
}

/** Which of the places is reached by one step from `place`; null where there are none. Pure. */
export function neighbour(places: readonly string[], place: string | null, step: number): number | null {
  if (!places.length) return null;
  const at = places.indexOf(place ?? "");
  if (at < 0) return step > 0 ? 0 : places.length - 1;
  return Math.min(places.length - 1, Math.max(0, at + step));
}

function bringIntoView(panel: HTMLElement | null, at: number): void {
  if (!panel) return;
  const top = Math.max(at * ROW_PX + ROW_PX - panel.clientHeight, Math.min(panel.scrollTop, at * ROW_PX));
  panel.scrollTop = top;
}

interface RowProps {
  place: string;
  class?: string | false;
  children: ComponentChildren;
}

/** One row: pressed, it is opened. */
export function Row({ place, class: own, children }: RowProps) {
  const { selection } = useDesk();
  const isOpen = selection.place === place;
  return (
    <button
      type="button"
      class={classes("row", isOpen && "selected", own)}
      aria-current={isOpen ? "true" : undefined}
      onClick={() => selection.choose(place)}
    >
      {children}
    </button>
  );
}

interface SelectProps {
  label: string;
  value: string;
  options: ReadonlyArray<readonly [value: string, words: string]>;
  onChoose: (value: string) => void;
}

export function FilterSelect({ label, value, options, onChoose }: SelectProps) {
  return (
    <select aria-label={label} value={value} onChange={(event) => onChoose(event.currentTarget.value)}>
      {options.map(([each, words]) => <option key={each} value={each}>{words}</option>)}
    </select>
  );
}
