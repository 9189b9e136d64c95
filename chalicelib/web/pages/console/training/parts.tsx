/** What lists and readings of training say of themselves. */
import { t } from "../../desk/i18n.ts";
import { Button } from "../../kit/button.tsx";
import type { Listed } from "../lists/listed.ts";
import type { Held } from "./held.ts";

/** While something is read, or where it could not be. */
export function Again({ held }: { held: Held<unknown> }) {
  if (held.trouble) {
    return (
      <p class="note error" role="alert">
        {held.trouble} <Button small onClick={() => void held.look()}>{t("connection.retry")}</Button>
      </p>
    );
  }
  return held.value === null ? <p class="quiet" role="status">{t("conversation.loading")}</p> : null;
}

/** What is being read, could not be, is not there, or goes on. */
export function State({ list, none }: { list: Listed<unknown>; none: string }) {
  const { state, hasMore, items } = list;
  return (
    <>
      <p role="status" class="training-state">
        {state === "loading" && t("conversation.loading")}
        {state === "there" && !items.length && !hasMore && none}
      </p>
      {state === "failed" && (
        <p class="note error" role="alert">
          {t("training.not_read")} <Button small onClick={() => void list.again()}>{t("connection.retry")}</Button>
        </p>
      )}
      {state === "there" && hasMore && <Button small onClick={() => void list.more()}>{t("training.more")}</Button>}
    </>
  );
}
