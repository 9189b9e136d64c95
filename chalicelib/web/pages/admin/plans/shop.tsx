/** How a plan's shop is filled in: its address, what is checked of its customers, and below, at once, its keys. */
import { t } from "../../desk/i18n.ts";
import { Rows } from "../parts/compound.tsx";
import { NumberInput, Select, TextInput, Tick, WrongLine } from "../parts/fields.tsx";
import { KeysOfShop } from "./keys.tsx";
import { BothLanguages } from "./languages.tsx";
import { type factField, MOST_FACTS, type shopField, SOURCES, WAYS } from "./shop.ts";

const LONGEST_LABEL = 40;

interface ShopProps {
  planKey: string;
  field: ReturnType<typeof shopField>;
}

export function ShopFields({ planKey, field }: ShopProps) {
  const { parts } = field;
  return (
    <>
      <TextInput
        name="shop.url"
        field={parts.url}
        label={t("shop.url")}
        hint={t("shop.url.hint")}
      />
      <NumberInput
        name="shop.seconds"
        field={parts.seconds}
        label={t("shop.seconds")}
        unit={t("unit.seconds")}
        min={1}
        max={3}
      />
      <NumberInput
        name="shop.kept_seconds"
        field={parts.kept_seconds}
        label={t("shop.kept_seconds")}
        hint={t("shop.kept_seconds.hint")}
        unit={t("unit.seconds")}
        min={0}
        max={60}
      />
      <Rows
        name="shop.facts"
        field={parts.facts}
        label={t("shop.facts")}
        hint={t("shop.facts.hint")}
        add={t("shop.facts.add")}
        title={(number) => t("shop.fact", { number })}
        none={t("shop.facts.none")}
        movable
        rowClass="fact"
      >
        {(its) => <FactFields field={its} />}
      </Rows>
      <NumberInput
        name="shop.needed"
        field={parts.needed}
        label={t("shop.needed")}
        hint={t("shop.needed.hint")}
        min={1}
        max={MOST_FACTS}
      />
      <Tick
        name="shop.check_first"
        field={parts.check_first}
        label={t("shop.check_first")}
        hint={t("shop.check_first.hint")}
      />
      <WrongLine of={field} />
      <h4>{t("shopkeys")}</h4>
      <p class="field-hint">{t("shopkeys.hint")}</p>
      <KeysOfShop planKey={planKey} />
    </>
  );
}

const FactFields = ({ field }: { field: ReturnType<typeof factField> }) => (
  <div class="list-fields">
    <BothLanguages name="fact" field={field.parts.texts} longest={LONGEST_LABEL} />
    <Select
      name="fact.source"
      field={field.parts.source}
      label={t("shop.source")}
      options={SOURCES.map((each) => [each, t(`shop.source.${each}`)])}
    />
    <Select
      name="fact.way"
      field={field.parts.way}
      label={t("shop.way")}
      options={WAYS.map((each) => [each, t(`shop.way.${each}`)])}
    />
    <TextInput
      name="fact.fact_id"
      field={field.parts.fact_id}
      label={t("shop.fact_id")}
      hint={t("shop.fact_id.hint")}
    />
    <WrongLine of={field} />
  </div>
);
