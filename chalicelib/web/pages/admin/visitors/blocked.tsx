/** The section of visitors who are not let in. */
import { t } from "../../desk/i18n.ts";
import { visitorName } from "../../desk/format.ts";
import type { VisitorView } from "../../desk/operations.ts";
import { Button } from "../../kit/button.tsx";
import { Actions, At, More, Table } from "../parts/table.tsx";
import { AllWell, Section, useModel } from "../section.tsx";
import { Blocked } from "./blocked.ts";

export function Content() {
  const blocked = useModel(() => new Blocked());
  return (
    <Section id="blocked" reading={blocked.reading}>
      {(pages) => (
        <>
          <p class="note error" role="alert" hidden={!blocked.problem.value}>{blocked.problem.value}</p>
          {pages.items.length
            ? <List visitors={pages.items} blocked={blocked} />
            : <AllWell>{t("blocked.none")}</AllWell>}
          <More pages={pages} />
        </>
      )}
    </Section>
  );
}

const nameOf = (visitor: VisitorView): string => visitorName({ visitor, visitor_id: visitor.visitor_id });

const List = ({ visitors, blocked }: { visitors: VisitorView[]; blocked: Blocked }) => (
  <Table
    caption={t("section.blocked")}
    rows={visitors}
    keyOf={({ visitor_id: id }) => id}
    columns={[
      { label: t("blocked.who"), cell: (visitor) => <bdi>{nameOf(visitor)}</bdi> },
      { label: t("blocked.why"), cell: ({ block }) => <bdi>{block?.reason}</bdi> },
      { label: t("blocked.by"), cell: ({ block }) => <bdi>{block?.by}</bdi> },
      { label: t("blocked.since"), cell: ({ block }) => block ? <At at={block.at} /> : "—" },
      { label: t("blocked.until"), cell: ({ block }) => block?.until ? <At at={block.until} /> : t("blocked.ever") },
      {
        label: t("actions"),
        cell: (visitor) => (
          <Actions>
            <Button
              small
              kind="quiet"
              aria-label={`${t("blocked.lift")} ${nameOf(visitor)}`}
              disabled={blocked.isBeingLifted(visitor.visitor_id)}
              onClick={() => void blocked.lift(visitor.visitor_id)}
            >
              {t("blocked.lift")}
            </Button>
          </Actions>
        ),
      },
    ]}
  />
);
