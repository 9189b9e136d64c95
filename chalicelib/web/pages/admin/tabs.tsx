/** A section of several lists, one of them shown, the others a tab away. */
import type { ComponentType } from "preact";
import { useSignal } from "@preact/signals";
import { t } from "../desk/i18n.ts";
import { tabId, Tabs } from "../kit/tabs.tsx";
import { SectionFrame } from "./section.tsx";

interface TabbedProps<Name extends string> {
  id: string;
  /** Their names, in order, with what each shows; `<id>.tab.<name>` are the words. */
  contents: Readonly<Record<Name, ComponentType>>;
}

export function TabbedSection<Name extends string>({ id, contents }: TabbedProps<Name>) {
  const names = Object.keys(contents) as Name[];
  const chosen = useSignal(names[0]);
  const Chosen: ComponentType = contents[chosen.value];
  const panel = `${id}-panel`;
  return (
    <SectionFrame id={id}>
      <Tabs
        tabs={names.map((name) => ({ name, label: t(`${id}.tab.${name}`) }))}
        chosen={chosen.value}
        label={t(`section.${id}`)}
        panel={panel}
        onChoose={(name) => chosen.value = name}
      />
      <div id={panel} class="section-content" role="tabpanel" aria-labelledby={tabId(panel, chosen.value)}>
        <Chosen />
      </div>
    </SectionFrame>
  );
}
