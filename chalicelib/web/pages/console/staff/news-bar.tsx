/** The line above everything while something in one's own file is new. */
import { t } from "../../desk/i18n.ts";
import { Button, IconButton } from "../../kit/button.tsx";
import { Icon } from "../../kit/icons/icon.tsx";
import { useDesk } from "../desk.ts";
import type { News } from "./news.ts";
import { placeOfStaff } from "./place.ts";

export function NewsBar({ news }: { news: News }) {
  const { selection } = useDesk();
  return (
    <section class="staff-bar" aria-label={t("staff.title")}>
      <p role="status">
        <Icon name="file" /> {t("staff.news", { count: news.count })}
      </p>
      <Button small kind="primary" onClick={() => selection.choose(placeOfStaff("own"))}>{t("staff.look")}</Button>
      <IconButton icon="cross" label={t("dismiss")} onClick={() => news.hide()} />
    </section>
  );
}
