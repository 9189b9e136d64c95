/** How a month came about: the score, the bonus, and each indicator down to its figure. */
import type { ComponentChildren } from "preact";
import { LinkButton } from "../kit/button.tsx";
import { dress } from "../kit/dress.ts";
import { dayAndTime } from "./format.ts";
import { inOurLanguage, t } from "./i18n.ts";
import type { BriefView, HeldView, IndicatorLineView, ResultView } from "./operations.ts";
import { moneyWritten, scoreWritten, valueWritten } from "./performance.ts";
import css from "./performance.css" with { type: "text" };

dress(css);

interface BreakdownProps {
  result: ResultView;
  /** Opens what is behind a figure, by the name that reports know it by; without it there is no way there. */
  onFigure?: (figure: string) => void;
}

export function Breakdown({ result, onFigure }: BreakdownProps) {
  const { score, grade, place, of, formula, bonus, currency } = result;
  const numbers: Array<[string, ComponentChildren]> = [
    [t("performance.score"), scoreWritten(score)],
    ...grade !== null ? [[t("performance.grade"), <bdi key="grade">{grade}</bdi>] as [string, ComponentChildren]] : [],
    ...place !== null && of !== null
      ? [[t("performance.place"), t("performance.place.of", { place, of })] as [string, ComponentChildren]]
      : [],
    ...formula ? [[t("performance.bonus"), moneyWritten(bonus, currency)] as [string, ComponentChildren]] : [],
  ];
  return (
    <div class="performance-result">
      <dl class="performance-numbers">
        {numbers.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {score === null && <p class="note info">{t("performance.no_score")}</p>}
      <Failed of={result} />
      <h3>{t("performance.how")}</h3>
      <ol class="performance-lines">
        {result.lines.map((line) => <Line key={line.indicator.key} line={line} onFigure={onFigure} />)}
      </ol>
      <p class="performance-note">{t("performance.weights")}</p>
      {formula && (
        <p class="performance-note">
          {t("performance.formula")} <code>{formula}</code>
          {result.base > 0 && ` · ${t("performance.base.is", { base: scoreWritten(result.base) })}`}
        </p>
      )}
      <p class="performance-note">
        {t("performance.by", {
          scheme: inOurLanguage(result.scheme_names) ?? "",
          version: result.version || t("performance.by.draft"),
          at: dayAndTime(result.computed_at),
        })}
      </p>
    </div>
  );
}

function Line({ line, onFigure }: { line: IndicatorLineView; onFigure?: BreakdownProps["onFigure"] }) {
  const { indicator, unit, state, value, sample, points, figure, reason } = line;
  const name = inOurLanguage(indicator.names) || indicator.key;
  const isCounted = state === "counted";
  const share = points === null ? 0 : Math.min(100, points / Math.max(100, indicator.most) * 100);
  return (
    <li class={isCounted ? undefined : "faded"}>
      <div class="performance-line-head">
        <b dir="auto">{name}</b>
        <span class="chip">
          {indicator.weight ? t("performance.weight.of", { weight: indicator.weight }) : t("performance.shown")}
        </span>
        {state === "nothing" && <span class="chip">{t("performance.state.nothing")}</span>}
        {state === "too_few" && (
          <span class="chip">{t("performance.state.too_few", { least: indicator.least_sample })}</span>
        )}
        <span class="performance-points">
          {isCounted ? t("performance.points.of", { points: scoreWritten(points) }) : "–"}
        </span>
      </div>
      <span class="performance-track" aria-hidden="true">
        <i style={{ inlineSize: `${isCounted ? share : 0}%` }} />
      </span>
      <div class="performance-line-foot">
        <span>
          {t("performance.value")} {figure && onFigure && value !== null
            ? (
              <LinkButton
                aria-label={t("performance.behind", { name, value: valueWritten(unit, value) })}
                onClick={() => onFigure(figure)}
              >
                {valueWritten(unit, value)}
              </LinkButton>
            )
            : <b>{valueWritten(unit, value)}</b>}
          {sample !== null && value !== null && ` · ${t("performance.sample", { count: sample })}`}
        </span>
        <span>
          {t("performance.floor")} {valueWritten(unit, indicator.floor)} · {t("performance.target")}{" "}
          {valueWritten(unit, indicator.target)}
          {indicator.best !== null &&
            ` · ${t("performance.best.at", { value: valueWritten(unit, indicator.best), points: indicator.most })}`}
        </span>
        {reason && <span dir="auto">{t("performance.reason")} {reason}</span>}
      </div>
    </li>
  );
}

/** Why there is no bonus though there is a formula. */
export function Failed({ of: { failure } }: { of: Pick<BriefView, "failure"> }) {
  if (!failure) return null;
  return (
    <p class="note warning">
      {t(`performance.failure.${failure.code}`, { position: failure.position + 1, about: failure.about })}
    </p>
  );
}

/** Whether it is a draft, or was confirmed, and which revision it is. */
export function State({ held: { revision, revisions } }: { held: Pick<HeldView, "revision" | "revisions"> }) {
  const shown = revisions.find((each) => each.revision === revision);
  if (!shown) return <span class="chip waiting">{t("performance.draft")}</span>;
  return (
    <span class="chips">
      <span class="chip open">
        {revision === 1 ? t("performance.confirmed") : t("performance.confirmed.again", { revision })}
      </span>
      <span class="performance-note">
        {t("performance.confirmed.by", { at: dayAndTime(shown.confirmed_at), by: shown.confirmed_by_name })}
        {shown.reason && <bdi>{` · ${shown.reason}`}</bdi>}
      </span>
    </span>
  );
}
