/** How a list of the customer's card is shown. */
import type { ComponentChildren } from "preact";
import { t } from "../../desk/i18n.ts";
import { Button } from "../../kit/button.tsx";
import type { Pages } from "./customer.ts";

/** A list page by page: that it comes, that it cannot be had, that there is nothing, and more of it. */
export function Listed<Item>({ pages, none, readOn = pages.readOn, children }: {
  pages: Pages<Item>;
  none: string;
  readOn?: () => void;
  children: (item: Item) => ComponentChildren;
}) {
  const { items, state, hasMore } = pages;
  return (
    <>
      {items.length > 0 && <ul class="customer-list">{items.map(children)}</ul>}
      {state === "loading" && <p class="card-word" role="status">{t("card.loading")}</p>}
      {state === "failed" && <p class="card-word" role="alert">{t("customer.failed")}</p>}
      {state === "there" && items.length === 0 && <p class="card-word">{none}</p>}
      {state !== "loading" && state !== "new" && hasMore && (
        <Button small onClick={readOn}>{t(state === "failed" ? "customer.again" : "customer.more")}</Button>
      )}
    </>
  );
}
