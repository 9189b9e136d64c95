/** The sides of the map and its rules, as one form. */
import { useMemo } from "preact/hooks";
import { t } from "../../desk/i18n.ts";
import type { TouchpointMapView } from "../../desk/operations.ts";
import { say } from "../../kit/toasts.tsx";
import { Rows } from "../parts/compound.tsx";
import { Select, TextInput } from "../parts/fields.tsx";
import { FormView } from "../parts/form.tsx";
import { Shown, useModel } from "../section.tsx";
import { partName } from "./map.ts";
import { type Known, type PartField, Parts, partsForm, type RuleField } from "./parts.ts";

const LONGEST_CODE = 8;
const LONGEST_NAME = 60;
const SIDES = ["businesses", "channels", "brands"] as const;

export function PartsPanel() {
  const parts = useModel(() => new Parts());
  return (
    <Shown reading={parts.reading}>
      {(known) => (
        <PartsForm
          key={known.map.version}
          known={known}
          stored={(map) => {
            say(t("touch.parts.saved"));
            parts.reading.learn({ ...known, map });
          }}
        />
      )}
    </Shown>
  );
}

function PartsForm({ known, stored }: { known: Known; stored: (map: TouchpointMapView) => void }) {
  const form = useMemo(() => partsForm(known.map, stored), []);
  const { fields } = form;
  return (
    <div class="panel padded touch-parts">
      <p class="section-hint">{t("touch.parts.about")}</p>
      <FormView form={form} label={t("touch.parts.save")} laid>
        <div class="flow-parts">
          {SIDES.map((side) => (
            <Rows
              key={side}
              name={side}
              field={fields[side]}
              label={t(`touch.${side}`)}
              add={t(`touch.${side}.add`)}
              title={(number) => t("touch.part.number", { number, side: t(`touch.${side}`) })}
              movable
              rowClass="flow-row"
            >
              {(its) => <PartRow field={its} />}
            </Rows>
          ))}
          <Rows
            name="rules"
            field={fields.rules}
            label={t("touch.rules")}
            hint={t("touch.rules.hint")}
            add={t("touch.rule.add")}
            title={(number) => t("touch.rule.number", { number })}
            none={t("touch.rules.none")}
            movable
            rowClass="flow-row"
          >
            {(its) => <RuleRow field={its} known={known} />}
          </Rows>
        </div>
      </FormView>
    </div>
  );
}

const PartRow = ({ field: { parts } }: { field: PartField }) => (
  <div class="touch-part">
    <TextInput name="code" field={parts.code} label={t("touch.part.code")} longest={LONGEST_CODE} />
    <TextInput name="zh" field={parts.zh} label={t("touch.part.zh")} longest={LONGEST_NAME} />
    <TextInput name="en" field={parts.en} label={t("touch.part.en")} longest={LONGEST_NAME} />
  </div>
);

function RuleRow({ field: { parts }, known: { map, plans, categories } }: { field: RuleField; known: Known }) {
  const any = ["", t("touch.rule.any")] as const;
  const none = ["", t("touch.rule.nothing")] as const;
  return (
    <div class="touch-rule">
      <fieldset>
        <legend>{t("touch.rule.when")}</legend>
        <Select
          name="category_id"
          field={parts.category_id}
          label={t("touch.rule.category")}
          options={[any, ...categories.map(({ id, name }) => [id, partName(name)] as const)]}
        />
        <TextInput
          name="source"
          field={parts.source}
          label={t("touch.rule.source")}
          list={["web", "app", "offline", "phone", "hand", "api"]}
        />
        <Select
          name="plan_key"
          field={parts.plan_key}
          label={t("touch.rule.plan")}
          options={[any, ...plans.map(({ key, name }) => [key, name] as const)]}
        />
      </fieldset>
      <fieldset>
        <legend>{t("touch.rule.then")}</legend>
        {(["business", "channel", "brand"] as const).map((side) => (
          <Select
            key={side}
            name={side}
            field={parts[side]}
            label={t(`touch.${side}`)}
            options={[
              none,
              ...map[side === "business" ? "businesses" : `${side}s` as "channels" | "brands"]
                .map((part) => [part.code, partName(part)] as const),
            ]}
          />
        ))}
      </fieldset>
    </div>
  );
}
