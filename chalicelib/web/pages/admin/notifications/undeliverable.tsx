/** Addresses that nothing more goes to, because letters came back or were taken for spam; and letting letters go there again. */
import { Button } from "../../kit/button.tsx";
import { confirmed } from "../../kit/dialogs.tsx";
import { t, tOf } from "../../desk/i18n.ts";
import type { AddressView } from "../../desk/operations.ts";
import { Actions, At, More, Table } from "../parts/table.tsx";
import { Nothing, useLeaving } from "../section.tsx";
import type { Undeliverable } from "./notices.ts";

export function UndeliverableList({ addresses }: { addresses: Undeliverable }) {
  const leaving = useLeaving();
  const { pages, problem } = addresses;
  const lift = async (address: string) => {
    const question = {
      title: t("undeliverable.lift.title"),
      paragraphs: [t("undeliverable.lift.body", { address })],
      confirm: t("undeliverable.lift"),
    };
    if (await confirmed(question, leaving)) await addresses.lift(address);
  };
  return (
    <section class="section-content" aria-labelledby="undeliverable-title">
      <h2 id="undeliverable-title">{t("undeliverable.title")}</h2>
      <p class="field-hint">{t("undeliverable.hint")}</p>
      <p class="note error" role="alert" hidden={!problem.value}>{problem.value}</p>
      {pages.items.length ? <List addresses={addresses} lift={lift} /> : <Nothing>{t("undeliverable.none")}</Nothing>}
      <More pages={pages} />
    </section>
  );
}

const List = ({ addresses, lift }: { addresses: Undeliverable; lift: (address: string) => void }) => (
  <Table
    caption={t("undeliverable.title")}
    rows={addresses.pages.items}
    keyOf={({ address }) => address}
    columns={[
      { label: t("undeliverable.address"), cell: ({ address }) => <bdi>{address}</bdi> },
      { label: t("undeliverable.why"), cell: (known) => <Why of={known} /> },
      { label: t("undeliverable.since"), cell: ({ since }) => since ? <At at={since} /> : "—" },
      {
        label: t("actions"),
        cell: ({ address }) => (
          <Actions>
            <Button
              small
              kind="quiet"
              aria-label={`${t("undeliverable.lift")} ${address}`}
              disabled={addresses.isBeingLifted(address)}
              onClick={() => lift(address)}
            >
              {t("undeliverable.lift")}
            </Button>
          </Actions>
        ),
      },
    ]}
  />
);

const Why = ({ of: { undeliverable: why, detail } }: { of: AddressView }) => (
  <div class="notice-what">
    {tOf("undeliverable", why ?? "other", { why: why ?? "" })}
    {detail && <span class="notice-why" lang="en" dir="auto">{detail}</span>}
  </div>
);
