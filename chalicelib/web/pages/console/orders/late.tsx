/** The tab of the card that shows orders: fetched when it is opened first, since most plans have no shop. */
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { t } from "../../desk/i18n.ts";
import { fetched } from "../../desk/late.ts";
import type { OpenConversation } from "../conversations/open.ts";

type Tab = typeof import("./tab.tsx");

/** Once it was fetched in this page's life it is there at once. */
const tab = signal<Tab | null>(null);

async function fetchTab(): Promise<void> {
  if (tab.peek()) return;
  const late = await fetched(() => import("./tab.tsx"));
  if (await late?.isSpoken()) tab.value = late;
}

export function OrdersTab(props: { open: OpenConversation; isShown: boolean }) {
  useEffect(() => void fetchTab(), []);
  const late = tab.value;
  return late ? <late.OrdersTab {...props} /> : <p class="card-word" role="status">{t("card.loading")}</p>;
}
