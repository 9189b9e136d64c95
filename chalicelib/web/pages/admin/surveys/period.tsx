/** How a period is chosen. */
import { useLayoutEffect, useRef } from "preact/hooks";
import { t } from "../../desk/i18n.ts";
import { type Period, type PeriodName, PERIODS } from "./period.ts";

export function PeriodPicker({ period }: { period: Period }) {
  const first = useRef<HTMLInputElement>(null);
  const isOwn = period.chosen === "own";
  useLayoutEffect(() => {
    if (isOwn) first.current!.focus();
  }, [isOwn]);
  return (
    <span class="period">
      <select
        aria-label={t("period.label")}
        value={period.chosen}
        onChange={(event) => period.choose(event.currentTarget.value as PeriodName)}
      >
        {PERIODS.map((each) => <option key={each} value={each}>{t(`period.${each}`)}</option>)}
      </select>
      {isOwn && (
        <span class="own-period">
          <input
            ref={first}
            type="date"
            required
            aria-label={t("period.from")}
            value={period.bounds.from}
            onChange={(event) => period.type("from", event.currentTarget.value)}
          />
          {" – "}
          <input
            type="date"
            required
            aria-label={t("period.to")}
            value={period.bounds.to}
            onChange={(event) => period.type("to", event.currentTarget.value)}
          />
        </span>
      )}
    </span>
  );
}
