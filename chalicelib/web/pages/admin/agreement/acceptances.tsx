/** Who has accepted a version, and who has not yet. */
import { t } from "../../desk/i18n.ts";
import { Button } from "../../kit/button.tsx";
import { At, More, Table } from "../parts/table.tsx";
import { AllWell, Nothing, Shown, useModel } from "../section.tsx";
import { Acceptances, type Accepted } from "./model.ts";

export function AcceptanceList() {
  const acceptances = useModel(() => new Acceptances());
  return (
    <Shown reading={acceptances.reading}>
      {(known) =>
        known.version === null ? <Nothing>{t("agreement.none")}</Nothing> : (
          <>
            <div class="tools">
              <label class="field">
                <span>{t("agreement.number")}</span>
                <select onChange={(event) => acceptances.choose(Number(event.currentTarget.value))}>
                  {known.versions.map(({ version }) => (
                    <option key={version} value={version} selected={version === known.version}>
                      {t("agreement.number.of", { version })}
                    </option>
                  ))}
                </select>
              </label>
              <span class="spring" />
              <Button icon="down" onClick={() => void acceptances.save(known)}>{t("agreement.csv")}</Button>
            </div>
            <Missing known={known} />
            <Those known={known} />
          </>
        )}
    </Shown>
  );
}

function Missing({ known: { missing } }: { known: Accepted }) {
  if (!missing) return null;
  return (
    <section aria-labelledby="agreement-missing">
      <h2 id="agreement-missing" class="panel-title">{t("agreement.missing")}</h2>
      {missing.items.length
        ? (
          <Table
            caption={t("agreement.missing")}
            rows={missing.items}
            keyOf={({ agent_id: id }) => id}
            columns={[
              { label: t("agreement.agent"), cell: ({ name }) => <span class="who-name" dir="auto">{name}</span> },
              { label: t("agreement.agent.number"), cell: ({ number }) => number },
              {
                label: t("agreement.agreed"),
                cell: ({ agreed }) => agreed ? t("agreement.number.of", { version: agreed }) : "—",
              },
            ]}
          />
        )
        : !missing.more && <AllWell>{t("agreement.missing.none")}</AllWell>}
      <More pages={missing} />
    </section>
  );
}

function Those({ known: { accepted } }: { known: Accepted }) {
  if (!accepted) return null;
  return (
    <section aria-labelledby="agreement-accepted">
      <h2 id="agreement-accepted" class="panel-title">{t("agreement.accepted")}</h2>
      {accepted.items.length
        ? (
          <Table
            caption={t("agreement.accepted")}
            rows={accepted.items}
            keyOf={({ agent_id: id }) => id}
            columns={[
              { label: t("agreement.agent"), cell: ({ name }) => <span class="who-name" dir="auto">{name}</span> },
              { label: t("agreement.agent.number"), cell: ({ number }) => number },
              { label: t("agreement.at"), cell: ({ at }) => <At at={at} /> },
              { label: t("agreement.digest"), cell: ({ digest }) => <code title={digest}>{digest.slice(0, 12)}</code> },
            ]}
          />
        )
        : !accepted.more && <Nothing>{t("agreement.accepted.none")}</Nothing>}
      <More pages={accepted} />
    </section>
  );
}
