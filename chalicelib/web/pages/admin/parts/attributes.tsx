/** How what a rule asks of a website's proof is filled in: the attribute, how it is compared, with what. */
import { t } from "../../desk/i18n.ts";
import { type attributesField, OPERATORS } from "./attributes.ts";
import { Rows } from "./compound.tsx";
import { LinesInput, Select, TextInput, WrongLine } from "./fields.tsx";

export const Attributes = ({ field }: { field: ReturnType<typeof attributesField> }) => (
  <Rows
    name="attributes"
    field={field}
    label={t("attributes.title")}
    hint={t("attributes.hint")}
    add={t("attributes.add")}
    title={(number) => t("attributes.one", { number })}
  >
    {(its) => (
      <div class="list-fields">
        <TextInput name="attribute.name" field={its.parts.name} label={t("attributes.name")} longest={40} />
        <Select
          name="attribute.operator"
          field={its.parts.operator}
          label={t("attributes.operator")}
          options={OPERATORS.map((operator) => [operator, t(`attributes.${operator}`)])}
        />
        <LinesInput name="attribute.values" field={its.parts.values} label={t("attributes.values")} rows={2} />
        <WrongLine of={its} />
      </div>
    )}
  </Rows>
);
