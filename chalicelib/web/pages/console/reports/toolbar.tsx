/** Which days, compared or not, of whom, and by what. */
import { useEffect } from "preact/hooks";
import { t } from "../../desk/i18n.ts";
import type { Choice, ChoiceList } from "./choices.ts";
import { waysFor } from "./choices.ts";
import { dayWritten } from "./format.ts";
import { before, type Days, daysOf, type Preset, PRESETS } from "./periods.ts";
import { goesWith, suits, type View, withBy, withDays } from "./view.ts";
import { useDesk } from "../desk.ts";

interface ToolbarProps {
  view: View;
  today: string | null;
  /** Null until it is known what day it is. */
  days: Days | null;
  choices: ChoiceList;
  onView: (view: View) => void;
}

export function Toolbar({ view, today, days, choices, onView }: ToolbarProps) {
  const { session, plans } = useDesk();
  const { scope } = session.agent;
  useEffect(() => void choices.read(), []);
  return (
    <div class="report-tools" role="group" aria-label={t("reports.tools")}>
      <Period view={view} today={today} days={days} onView={onView} />
      {scope !== "own" && (
        <label>
          <span>{t("reports.of")}</span>
          <select
            value={view.of}
            disabled={!mayBeOf(view)}
            title={mayBeOf(view) ? undefined : t("reports.of.all_only")}
            onChange={(event) => onView({ ...view, of: event.currentTarget.value })}
          >
            <option value="">{t(scope === "all" ? "reports.of.all" : "reports.of.mine")}</option>
            <Options label={t("reports.by.department")} by={view.by} choices={choices.known.departments} />
            <Options label={t("reports.by.group")} by={view.by} choices={choices.known.groups} />
            {(scope === "all" || view.by === "agent") && (
              <Options
                label={t("reports.by.plan")}
                by={view.by}
                choices={plans.named.map(({ plan_key, name }) => ({ of: `plan:${plan_key}`, name }))}
              />
            )}
            <Options label={t("reports.by.agent")} by={view.by} choices={choices.known.agents} />
            <Unlisted view={view} choices={choices} />
          </select>
        </label>
      )}
      <label>
        <span>{t("reports.by")}</span>
        <select value={view.by} onChange={(event) => onView(withBy(view, event.currentTarget.value as View["by"]))}>
          {waysFor(scope).map((by) => (
            <option key={by} value={by} disabled={days !== null && !suits(by, days)}>{t(`reports.by.${by}`)}</option>
          ))}
        </select>
      </label>
      <label class="report-check">
        <input
          type="checkbox"
          checked={view.compares}
          onChange={(event) => onView({ ...view, compares: event.currentTarget.checked })}
        />
        <span>{t("reports.compare")}</span>
      </label>
      {days && <p class="hint report-days">{wordsOf(days, view.compares)}</p>}
    </div>
  );
}

function wordsOf(days: Days, compares: boolean): string {
  const range = ({ from, to }: Days) =>
    from === to ? dayWritten(from) : t("reports.days", { from: dayWritten(from), to: dayWritten(to) });
  return compares ? t("reports.days.compared", { days: range(days), before: range(before(days)) }) : range(days);
}

/** Whether what stands side by side may be of something, too. */
const mayBeOf = ({ by }: View): boolean => goesWith(by, "agent:") || goesWith(by, "plan:");

function Options({ label, by, choices }: { label: string; by: View["by"]; choices: readonly Choice[] }) {
  const some = choices.filter(({ of }) => goesWith(by, of));
  if (!some.length) return null;
  return (
    <optgroup label={label}>
      {some.map(({ of, name }) => <option key={of} value={of}>{name}</option>)}
    </optgroup>
  );
}

/** What a link asks for is shown as it is, as long as nothing is known by its name. */
function Unlisted({ view, choices }: Pick<ToolbarProps, "view" | "choices">) {
  const { plans } = useDesk();
  const listed =
    [...choices.known.departments, ...choices.known.groups, ...choices.known.agents].some(({ of }) => of === view.of) ||
    plans.named.some(({ plan_key }) => view.of === `plan:${plan_key}`);
  return view.of && !listed ? <option value={view.of}>{view.of.replace(/^\w+:/, "")}</option> : null;
}

function Period({ view, today, days, onView }: Omit<ToolbarProps, "choices">) {
  const choose = (period: Preset) => {
    if (!today || !days) return;
    onView(withDays(view, period, daysOf(period, today, days)));
  };
  const change = (changed: Partial<Days>) => {
    if (!days) return;
    const next = { ...days, ...changed };
    if (!next.from || !next.to) return;
    const inOrder = next.from <= next.to ? next : { from: changed.from ?? next.to, to: changed.from ?? next.to };
    onView(withDays(view, "days", inOrder));
  };
  return (
    <>
      <label>
        <span>{t("reports.period")}</span>
        <select value={view.period} onChange={(event) => choose(event.currentTarget.value as Preset)}>
          {PRESETS.map((each) => <option key={each} value={each}>{t(`reports.period.${each}`)}</option>)}
        </select>
      </label>
      {view.period === "days" && days && (
        <span class="report-dates">
          <DayInput label={t("reports.from")} value={days.from} onDay={(from) => change({ from })} />
          <DayInput label={t("reports.to")} value={days.to} onDay={(to) => change({ to })} />
        </span>
      )}
    </>
  );
}

function DayInput({ label, value, onDay }: { label: string; value: string; onDay: (day: string) => void }) {
  return (
    <label>
      <span>{label}</span>
      <input type="date" value={value} onChange={(event) => onDay(event.currentTarget.value)} />
    </label>
  );
}
