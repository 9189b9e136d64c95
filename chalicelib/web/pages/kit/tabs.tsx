/**
 * Tabs: arrows go from one to the next, and one of them is in the order of the Tab key. What is chosen is scrolled into
 * sight where not all of them have room.
 */
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

export interface Tab<Name extends string> {
  name: Name;
  label: ComponentChildren;
  class?: string;
}

interface TabsProps<Name extends string> {
  tabs: ReadonlyArray<Tab<Name>>;
  chosen: Name;
  label: string;
  /** The id of the element that shows what is chosen; `idOf` names the tab for it. */
  panel: string;
  /** One above the other, where the page is wide enough: arrows up and down go from one to the next, too. */
  upright?: boolean;
  onChoose: (name: Name) => void;
}

const STEPS: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1 };
const UPRIGHT: Record<string, number> = { ...STEPS, ArrowDown: 1, ArrowUp: -1 };

export const tabId = (panel: string, name: string): string => `${panel}-tab-${name}`;

export function Tabs<Name extends string>({ tabs, chosen, label, panel, upright, onChoose }: TabsProps<Name>) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const nearest = { block: "nearest", inline: "nearest" } as const;
    element.current?.querySelector("[aria-selected=true]")?.scrollIntoView(nearest);
  }, [chosen]);
  const step = (event: KeyboardEvent) => {
    const by = (upright ? UPRIGHT : STEPS)[event.key];
    if (!by || event.altKey) return;
    event.preventDefault();
    const at = (tabs.findIndex(({ name }) => name === chosen) + by + tabs.length) % tabs.length;
    onChoose(tabs[at].name);
    element.current?.querySelectorAll<HTMLElement>("[role=tab]")[at].focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label={label} ref={element} onKeyDown={step}>
      {tabs.map(({ name, label: words, class: own = "" }) => (
        <button
          key={name}
          type="button"
          class={`tab ${own}`}
          role="tab"
          id={tabId(panel, name)}
          aria-controls={panel}
          aria-selected={name === chosen}
          tabIndex={name === chosen ? 0 : -1}
          onClick={() => onChoose(name)}
        >
          {words}
        </button>
      ))}
    </div>
  );
}
