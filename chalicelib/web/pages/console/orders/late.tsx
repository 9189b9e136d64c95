/** The tab of the card that shows orders: fetched when it is opened first, since most plans have no shop. */
import { t } from "../../desk/i18n.ts";
import { Late } from "../../desk/late.ts";
import type { OpenConversation } from "../conversations/open.ts";

const tab = new Late(() => import("./tab.tsx"));

export function OrdersTab(props: { open: OpenConversation; isShown: boolean }) {
  const late = tab.use();
  return late ? <late.OrdersTab {...props} /> : <p class="card-word" role="status">{t("card.loading")}</p>;
}
