/** What is being read, or why it could not be. */
import type { Problem } from "../../desk/client.ts";
import { t, tOf } from "../../desk/i18n.ts";
import { LinkButton } from "../../kit/button.tsx";

export const wordsOf = ({ code }: Problem): string => tOf("bulletins.failed", code, { code });

export const Unread = ({ problem, again }: { problem: Problem | null; again: () => void }) =>
  problem
    ? (
      <p class="note error" role="alert">
        {wordsOf(problem)} <LinkButton onClick={again}>{t("bulletins.again")}</LinkButton>
      </p>
    )
    : <p role="status">{t("bulletins.loading")}</p>;
