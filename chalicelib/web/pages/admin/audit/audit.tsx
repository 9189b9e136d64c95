/** The section of the audit log: who did what, newest first, a month at a time. */
import { Button } from "../../kit/button.tsx";
import { dayAndTime, fullTime } from "../../desk/format.ts";
import { type Spoken, t, tOf } from "../../desk/i18n.ts";
import type { Audited } from "../../desk/operations.ts";
import { Lines, More, Technical } from "../parts/table.tsx";
import { Nothing, Shown, useModel } from "../section.tsx";
import { TabbedSection } from "../tabs.tsx";
import { aboutOf, Audit, type NameOf, whose } from "./audit.ts";
import { type Difference, differencesOf, fieldWords, membersOf, wordsFor } from "./diff.ts";
import { SealList } from "./seals.tsx";

export const WORDS: Spoken = {
  "zh-CN": () => import("../../words/zh/admin-audit.ts"),
  en: () => import("../../words/en/admin-audit.ts"),
};

export const Content = () => <TabbedSection id="audit" contents={{ acts: ActList, seals: SealList }} />;

function ActList() {
  const audit = useModel(() => new Audit());
  return (
    <>
      <Months audit={audit} />
      <Shown reading={audit.reading}>
        {({ pages, nameOf }) =>
          pages.items.length
            ? (
              <>
                <Lines class="panel acts" label={t("section.audit")} items={pages.items} keyOf={(act) => act.audit_id}>
                  {(act) => <Act act={act} nameOf={nameOf} />}
                </Lines>
                <More pages={pages} />
              </>
            )
            : <Nothing>{t("audit.none")}</Nothing>}
      </Shown>
    </>
  );
}

const Months = ({ audit }: { audit: Audit }) => (
  <div class="months">
    <Button small onClick={() => audit.step(-1)}>{t("audit.month.before")}</Button>
    <input
      type="month"
      value={audit.month}
      max={audit.present}
      placeholder="2026-11"
      aria-label={t("audit.month")}
      onChange={(event) => audit.choose(event.currentTarget.value)}
    />
    <Button small disabled={audit.isPresent} onClick={() => audit.step(1)}>{t("audit.month.after")}</Button>
  </div>
);

interface ActProps {
  act: Audited;
  nameOf: NameOf;
}

function Act({ act, nameOf }: ActProps) {
  const about = aboutOf(act, nameOf);
  const request = act.request_id === "-" ? null : act.request_id;
  return (
    <>
      <time class="act-when" dateTime={act.at} title={fullTime(act.at)}>{dayAndTime(act.at)}</time>
      <div class="act-what">
        <p>
          <bdi class="act-who">{whose(act)}</bdi> {tOf("act", act.act, { act: act.act })}
          {about && [" ", <bdi class="act-about" key="about">{about}</bdi>]}
        </p>
        <Differences act={act} nameOf={nameOf} />
        <Technical facts={[[t("audit.id"), act.about], [t("audit.request"), request]]} />
      </div>
    </>
  );
}

/** A small table of before and after. */
function Differences({ act: { before, after }, nameOf }: ActProps) {
  const differences = differencesOf(before, after);
  if (!differences.length) return null;
  const isNew = before === null || before === undefined;
  return (
    <dl class="differences">
      {differences.map((each) => (
        <div key={each.field}>
          <dt>{fieldWords(each.field)}</dt>
          <dd>
            <Values of={each} isNew={isNew} nameOf={nameOf} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Of lists, only what came and what went. */
function Values({ of, isNew, nameOf }: { of: Difference; isNew: boolean; nameOf: NameOf }) {
  const words = (value: unknown) => wordsFor(of.field, value, nameOf);
  const members = membersOf(of);
  if (members) {
    return (
      <>
        {members.gone.map((each) => [<del key={`${each}`} dir="auto">{words(each)}</del>, " "])}
        {members.come.map((each) => [<ins key={`${each}`} dir="auto">{words(each)}</ins>, " "])}
      </>
    );
  }
  return (
    <>
      {!isNew && (
        <>
          <del dir="auto">{words(of.before)}</del>
          <span class="unseen">{t("audit.became")}</span>
          <span aria-hidden="true">→</span>
        </>
      )}
      <ins dir="auto">{words(of.after)}</ins>
    </>
  );
}
