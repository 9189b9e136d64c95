import { t } from "../desk/i18n.ts";
import { Icon } from "./icons/icon.tsx";

/** The bell and the name of the product. */
export function Brand({ class: own = "sign-in-brand" }: { class?: string }) {
  return (
    <div class={own}>
      <span class="brand-mark">
        <Icon name="bell" />
      </span>
      {t("product")}
    </div>
  );
}
