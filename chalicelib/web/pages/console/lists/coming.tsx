/** Stands where a part of the page will be. */
import { t } from "../../desk/i18n.ts";

export const Coming = () => <p class="log-word" role="status">{t("conversation.loading")}</p>;
