/** The section that says what the desk lacks so that nobody waits in vain, and leads to where that is mended. */
import { Button } from "../../kit/button.tsx";
import { inOurLanguage, t } from "../../desk/i18n.ts";
import type { LackView } from "../../desk/operations.ts";
import { firstRun } from "../guide/first-run.ts";
import { Table } from "../parts/table.tsx";
import { AllWell, Section, useModel } from "../section.tsx";
import { route } from "../route.ts";
import { browserNotices, MENDED_IN, Setup } from "./setup.ts";

export function Content() {
  const { reading } = useModel(() => new Setup());
  const guide = firstRun.mayGuide && <Button onClick={() => route.go("guide")}>{t("setup.guide")}</Button>;
  const again = <Button onClick={reading.reload}>{t("notices.reload")}</Button>;
  return (
    <Section id="setup" reading={reading} tools={[guide, again]}>
      {(lacks) => (
        <>
          <BrowserNotices />
          {lacks.length ? <Lacks lacks={lacks} /> : <AllWell>{t("setup.whole")}</AllWell>}
        </>
      )}
    </Section>
  );
}

const Lacks = ({ lacks }: { lacks: LackView[] }) => (
  <Table
    caption={t("section.setup")}
    rows={lacks}
    keyOf={({ code, about }) => `${code}#${about}`}
    columns={[
      { label: t("setup.lack"), cell: ({ words }) => inOurLanguage(words) },
      { label: t("setup.whose"), cell: ({ name }) => name ? <bdi>{name}</bdi> : "—" },
      {
        label: t("setup.mend"),
        cell: ({ code }) => <a href={`#${MENDED_IN[code]}`}>{t(`section.${MENDED_IN[code]}`)}</a>,
      },
    ]}
  />
);

/** Of this browser alone, so it stands above what concerns the desk. */
function BrowserNotices() {
  if (browserNotices.areBlocked) {
    return (
      <div class="note warning" role="status">
        <p>{t("setup.notices.blocked")}</p>
        <ol class="how-to">
          {[1, 2, 3].map((step) => <li key={step}>{t(`setup.notices.allow.${step}`)}</li>)}
        </ol>
      </div>
    );
  }
  if (!browserNotices.canBeAsked) return null;
  return (
    <p class="note info">
      {t("setup.notices.unasked")} <Button small onClick={browserNotices.ask}>{t("setup.notices.ask")}</Button>
    </p>
  );
}
