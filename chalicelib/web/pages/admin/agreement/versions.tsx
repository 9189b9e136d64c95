/** Every version that was published. */
import { inOurLanguage, t } from "../../desk/i18n.ts";
import { Actions, At, More, RowButton, Table } from "../parts/table.tsx";
import { Nothing, Shown, useLeaving, useModel } from "../section.tsx";
import { Versions } from "./model.ts";
import { preview } from "./words.tsx";

export function VersionList() {
  const versions = useModel(() => new Versions());
  const leaving = useLeaving();
  return (
    <Shown reading={versions.reading}>
      {(pages) =>
        pages.items.length
          ? (
            <>
              <Table
                caption={t("agreement.tab.versions")}
                rows={pages.items}
                keyOf={({ version }) => `${version}`}
                columns={[
                  { label: t("agreement.number"), cell: ({ version }) => t("agreement.number.of", { version }) },
                  {
                    label: t("agreement.titles"),
                    cell: ({ titles, is_asked: asked }) => (
                      <span dir="auto">{asked ? inOurLanguage(titles) : t("agreement.ends")}</span>
                    ),
                  },
                  { label: t("agreement.since"), cell: ({ effective_at: at }) => <At at={at} /> },
                  { label: t("agreement.by"), cell: ({ published_by: by }) => <span dir="auto">{by}</span> },
                  {
                    label: t("actions"),
                    cell: (version) => (
                      <Actions>
                        {version.is_asked && (
                          <RowButton
                            label={t("agreement.look")}
                            of={t("agreement.number.of", { version: version.version })}
                            onClick={() => preview(version, leaving)}
                          />
                        )}
                      </Actions>
                    ),
                  },
                ]}
              />
              <More pages={pages} />
            </>
          )
          : <Nothing>{t("agreement.none")}</Nothing>}
    </Shown>
  );
}
