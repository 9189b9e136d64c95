/** The figures of a section at a glance: each with what it means, what it was before, and what it should be. */
import { useId } from "preact/hooks";
import { t } from "../../desk/i18n.ts";
import type { SumsView } from "../../desk/operations.ts";
import { classes } from "../../kit/button.tsx";
import { Icon } from "../../kit/icons/icon.tsx";
import { difference, type Figure, isBacked, timesOf, valueOf } from "./figures.ts";
import { meaningOf, NONE, titleOf, written, writtenDifference } from "./format.ts";
import { keptOf, meets, targetOf } from "./target.ts";

interface HeadlineProps {
  figures: readonly Figure[];
  chosen: Figure | undefined;
  total: SumsView | null;
  former: SumsView | null;
  compares: boolean;
  onChoose: (name: string) => void;
  onBehind: (name: string) => void;
}

export function Headline({ figures, chosen, ...rest }: HeadlineProps) {
  return (
    <ul class="report-cards" aria-label={t("reports.headline")}>
      {figures.map((figure) => (
        <Card key={figure.name} figure={figure} isChosen={figure.name === chosen?.name} {...rest} />
      ))}
    </ul>
  );
}

interface CardProps extends Omit<HeadlineProps, "figures" | "chosen"> {
  figure: Figure;
  isChosen: boolean;
}

function Card({ figure, isChosen, total, former, compares, onChoose, onBehind }: CardProps) {
  const value = valueOf(total, figure);
  const shown = written(figure.unit, value);
  const isMet = meets(total, figure);
  return (
    <li class={classes("report-card", isChosen && "chosen")}>
      <div class="report-card-head">
        <button type="button" class="report-card-name" aria-pressed={isChosen} onClick={() => onChoose(figure.name)}>
          {titleOf(figure)}
        </button>
        <Meaning figure={figure} />
      </div>
      <p class={classes("report-card-value", isMet === false && "missed")}>
        {isBacked(total, figure)
          ? (
            <button type="button" title={t("reports.behind.show")} onClick={() => onBehind(figure.name)}>
              {shown}
              <span class="unseen">{t("reports.behind.of", { figure: titleOf(figure) })}</span>
            </button>
          )
          : shown}
        {compares && <Delta figure={figure} value={value} former={valueOf(former, figure)} />}
      </p>
      <Beside figure={figure} total={total} />
    </li>
  );
}

function Delta({ figure, value, former }: { figure: Figure; value: number | null; former: number | null }) {
  const changed = difference(figure.unit, value, former);
  const before = t("reports.former", { value: written(figure.unit, former) });
  return (
    <small title={before}>
      {changed ? writtenDifference(changed) : NONE}
      <span class="unseen">{before}</span>
    </small>
  );
}

/** Of times what is slower than the median; and the target. */
function Beside({ figure, total }: { figure: Figure; total: SumsView | null }) {
  const [times, target, kept] = [timesOf(total, figure), targetOf(total, figure), keptOf(total, figure)];
  const words = [
    times && times.number > 0 && t("reports.beside", {
      average: written("seconds", times.average),
      p90: written("seconds", times.p90),
    }),
    target !== null && t("reports.target", { target: written(figure.unit, target) }),
    kept !== null && t("reports.kept", { share: written("share", kept) }),
  ];
  return <>{words.filter(Boolean).map((each) => <p key={each} class="report-card-beside">{each}</p>)}</>;
}

/** The definition: for who points at it, reaches it by keys, or presses it. */
export function Meaning({ figure }: { figure: Figure }) {
  const id = useId();
  return (
    <span class="report-meaning">
      <button
        type="button"
        class="icon-button"
        aria-label={t("reports.meaning", { figure: titleOf(figure) })}
        aria-describedby={id}
      >
        <Icon name="why" />
      </button>
      <span role="tooltip" id={id}>{meaningOf(figure)}</span>
    </span>
  );
}
