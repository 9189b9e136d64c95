/** Tabs: arrows go from one to the next, and one of them is in the order of the Tab key. */
import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";

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
  onChoose: (name: Name) => void;
}

export const tabId = (panel: string, name: string): string => `${panel}-tab-${name}`;

export function Tabs<Name extends string>({ tabs, chosen, label, panel, onChoose }: TabsProps<Name>) {
  const element = useRef<HTMLDivElement>(null);
  const step = (event: KeyboardEvent) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by || event.altKey) return;
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
