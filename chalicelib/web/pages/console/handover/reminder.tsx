/** The line above everything while one is to go soon and something is open: how much, until when, and where to see to it. */
import { clockOf } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import { Button, IconButton } from "../../kit/button.tsx";
import { Icon } from "../../kit/icons/icon.tsx";
import { useDesk } from "../desk.ts";
import { placeOfView, viewOf } from "./place.ts";
import type { Unfinished } from "./unfinished.ts";

export function Reminder({ unfinished }: { unfinished: Unfinished }) {
  const { selection } = useDesk();
  const { pressing, day } = unfinished;
  if (!pressing || viewOf(selection.place) === "own") return null;
  return (
    <section class="unfinished-bar" aria-label={t("unfinished.title")}>
      <p role="status">
        <Icon name="clock" />{" "}
        {t("unfinished.soon", { time: day?.ends_at ? clockOf(day.ends_at) : "", count: pressing.length })}
      </p>
      <Button small kind="primary" onClick={() => selection.choose(placeOfView("own"))}>
        {t("unfinished.see_to")}
      </Button>
      <IconButton icon="cross" label={t("dismiss")} onClick={() => unfinished.hide()} />
    </section>
  );
}
