/** What could not be had, and the way to ask again. */
import { t } from "../../desk/i18n.ts";
import { LinkButton } from "../../kit/button.tsx";

export function LoadFailed({ words, onAgain }: { words: string; onAgain: () => void }) {
  return (
    <div class="empty" role="alert">
      <p>{words}</p>
      <LinkButton onClick={onAgain}>{t("lists.again")}</LinkButton>
    </div>
  );
}
