/** What is behind a figure, in place of the figures: each leads to what was said, and back. */
import { useEffect, useMemo, useRef } from "preact/hooks";
import { dayAndTime, fullTime, visitorName } from "../../desk/format.ts";
import { isKnown, t, tOf } from "../../desk/i18n.ts";
import type { FactView } from "../../desk/operations.ts";
import { Button } from "../../kit/button.tsx";
import { PlanMark } from "../conversations/marks.tsx";
import { useDesk } from "../desk.ts";
import { BehindList, openedAt } from "./behind.ts";
import { type Figure } from "./figures.ts";
import { keyWritten, titleOf, written } from "./format.ts";
import { LoadFailed } from "./failed.tsx";
import { Meaning } from "./headline.tsx";
import type { Days } from "./periods.ts";
import type { View } from "./view.ts";

interface BehindProps {
  view: View;
  days: Days;
  figure: Figure | undefined;
  /** What the key is called; null while that is not known. */
  name: string | null;
  onBack: () => void;
}

export function Behind({ view, days, figure, name, onBack }: BehindProps) {
  const key = view.behind?.key ?? "";
  const list = useMemo(() => new BehindList(view, days), []);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    void list.more();
    heading.current?.focus();
    return () => list.leave();
  }, []);
  const { items, hasMore, reading, problem } = list;
  return (
    <section class="report-behind" aria-busy={reading}>
      <div class="report-behind-head">
        <Button small icon="back" onClick={onBack}>{t("reports.behind.back")}</Button>
        <h3 ref={heading} tabIndex={-1}>
          {figure ? titleOf(figure) : view.behind?.figure}
          {key && ` · ${keyWritten(view.by, key, name)}`}
        </h3>
        {figure && <Meaning figure={figure} />}
      </div>
      {figure?.unit === "share" && <p class="hint">{t("reports.behind.share")}</p>}
      <ul class="report-facts" aria-label={t("reports.behind.list")}>
        {items.map((fact) => <Line key={`${fact.about} ${fact.kind} ${fact.at}`} fact={fact} figure={figure} />)}
      </ul>
      {!items.length && !hasMore && !problem && (
        <div class="empty">
          <p>{t("reports.behind.none")}</p>
        </div>
      )}
      {problem && (
        <LoadFailed
          words={tOf("reports.failed", problem.code, { code: problem.code })}
          onAgain={() => void list.more()}
        />
      )}
      <p role="status" class={reading ? "log-word" : "unseen"}>
        {reading ? t("lists.loading") : t("reports.behind.count", { count: items.length })}
      </p>
      {hasMore && !reading && !problem && <Button wide onClick={() => void list.more()}>{t("lists.more")}</Button>}
    </section>
  );
}

function Line({ fact, figure }: { fact: FactView; figure: Figure | undefined }) {
  const { selection, session } = useDesk();
  const opened = openedAt(fact);
  const mayOpen = opened !== null && session.can(opened.may) &&
    (fact.conversation_id === null || fact.visitor_id !== null);
  const content = <Content fact={fact} figure={figure} />;
  return (
    <li>
      {mayOpen
        ? (
          <button type="button" class="report-fact" onClick={() => selection.choose(opened.place, { step: true })}>
            {content}
          </button>
        )
        : <div class="report-fact">{content}</div>}
    </li>
  );
}

function Content({ fact, figure }: { fact: FactView; figure: Figure | undefined }) {
  const { kind, at, agent_name: agent, plan_key: plan, seconds, score, counts } = fact;
  return (
    <>
      <time dateTime={at} title={fullTime(at)}>{dayAndTime(at)}</time>
      <b>
        <bdi>{fact.visitor_id ? visitorName(fact) : whatOf(fact)}</bdi>
      </b>
      <span>{isKnown(`reports.fact.${kind}`) ? t(`reports.fact.${kind}`) : kind}</span>
      <span class="report-fact-agent">{agent && <bdi>{agent}</bdi>}</span>
      <span>{plan && <PlanMark plan={plan} />}</span>
      <span class="report-fact-value">
        {score !== null ? t("reports.fact.score", { score }) : seconds !== null && written("seconds", seconds)}
        {figure?.unit === "share" && (
          <span class={counts ? "chip open" : "chip waiting"}>
            {t(counts ? "reports.behind.in" : "reports.behind.out")}
          </span>
        )}
      </span>
    </>
  );
}

/** What it is where no visitor is known: its kind, and the end of its id. */
function whatOf({ about, conversation_id: conversation }: FactView): string {
  const kind = conversation ? "cnv" : about.slice(0, about.indexOf("_"));
  return `${tOf("reports.thing", kind)} …${about.slice(-4)}`;
}
