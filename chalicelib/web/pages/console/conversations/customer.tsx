/** The tabs of the card, and what stands under each. */
import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { t } from "../../desk/i18n.ts";
import { Tabs } from "../../kit/tabs.tsx";
import type { Selection } from "../selection.ts";
import { type Customer, type Tab, TABS } from "./customer.ts";
import { History, Notes, Visits } from "./customer-lists.tsx";

const PANEL = "customer-panel";

export function CustomerTabs({ customer, orders }: { customer: Customer; orders: boolean }) {
  const names = TABS.filter((name) => orders || name !== "orders");
  const tabs = names.map((name) => ({ name, label: t(`customer.${name}`) }));
  return (
    <Tabs
      tabs={tabs}
      chosen={customer.tab}
      label={t("customer.tabs")}
      panel={PANEL}
      onChoose={(name) => customer.choose(name)}
    />
  );
}

/** What the chosen tab shows; `about` is what the card has at once. What was looked at stays as it is behind the others. */
export function CustomerPanel({ customer, selection, about, knowledge, orders }: {
  customer: Customer;
  selection: Selection;
  about: ComponentChildren;
  knowledge: ComponentChildren;
  orders: ComponentChildren;
}) {
  return (
    <div id={PANEL} role="tabpanel" aria-labelledby={`${PANEL}-tab-${customer.tab}`}>
      <Part customer={customer} name="about">{about}</Part>
      <Part customer={customer} name="knowledge">{knowledge}</Part>
      <Part customer={customer} name="orders">{orders}</Part>
      <Part customer={customer} name="history">
        <History customer={customer} selection={selection} />
      </Part>
      <Part customer={customer} name="visits">
        <Visits pages={customer.visits} />
      </Part>
      <Part customer={customer} name="notes">
        <Notes customer={customer} />
      </Part>
    </div>
  );
}

function Part({ customer, name, children }: { customer: Customer; name: Tab; children: ComponentChildren }) {
  const isShown = customer.tab === name;
  const wasShown = useRef(false);
  wasShown.current ||= isShown;
  return wasShown.current ? <div class="customer-part" hidden={!isShown}>{children}</div> : null;
}
