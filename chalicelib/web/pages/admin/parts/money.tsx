/** A field in yuan. */
import type { JSX } from "preact";
import { t } from "../../desk/i18n.ts";
import { type About, Framed } from "./fields.tsx";
import type { YuanField } from "./money.ts";

export function YuanInput({ field, ...about }: About & { field: YuanField }) {
  return (
    <Framed {...about} field={field} beside={<span class="unit">{t("unit.yuan")}</span>}>
      {(its) => (
        <input
          {...its as JSX.InputHTMLAttributes<HTMLInputElement>}
          type="text"
          class="number"
          inputMode="decimal"
          autocomplete="off"
          value={field.typed}
          onInput={(event) => field.typed = event.currentTarget.value}
        />
      )}
    </Framed>
  );
}
