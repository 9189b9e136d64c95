/** Which month is looked at. */
import type { ComponentChildren } from "preact";
import { t } from "../../desk/i18n.ts";
import { MONTH } from "../../desk/performance.ts";
import { Button } from "../../kit/button.tsx";

interface Stepped {
  readonly month: string;
  readonly present: string;
  readonly isPresent: boolean;
  choose: (month: string) => void;
  step: (by: number) => void;
}

export const MonthSteps = ({ of, children }: { of: Stepped; children?: ComponentChildren }) => (
  <div class="tools months">
    <Button small onClick={() => of.step(-1)}>{t("months.before")}</Button>
    <input
      type="month"
      value={of.month}
      max={of.present}
      placeholder="2026-11"
      aria-label={t("months.one")}
      onChange={({ currentTarget: { value } }) => MONTH.test(value) && of.choose(value)}
    />
    <Button small disabled={of.isPresent} onClick={() => of.step(1)}>{t("months.after")}</Button>
    {children}
  </div>
);
