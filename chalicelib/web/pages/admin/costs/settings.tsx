/** Budget, what may be saved by, and prices. */
import { t } from "../../desk/i18n.ts";
import { Button } from "../../kit/button.tsx";
import { Ticks } from "../parts/choices.tsx";
import { NumberInput, Select } from "../parts/fields.tsx";
import { FormView } from "../parts/form.tsx";
import { Shown, useModel } from "../section.tsx";
import { CostSettings, mayChange, PRICES, regionOf, SWITCHES } from "./costs.ts";

export function Settings() {
  const { reading } = useModel(() => new CostSettings());
  return (
    <Shown reading={reading}>
      {({ held, form }) => {
        const { budget, currency, saves, language, prices } = form.fields;
        const present = Object.fromEntries(PRICES.map((name) => [name, prices.parts[name].read()]));
        return (
          <div class="panel padded">
            <fieldset class="cost-form" disabled={!mayChange()}>
              <FormView form={form} label={t("save")}>
                <NumberInput
                  name="budget"
                  field={budget}
                  label={t("costs.budget")}
                  hint={t("costs.budget.hint")}
                  unit={currency.raw}
                  min={0}
                  step="any"
                />
                <Ticks
                  name="saves"
                  field={saves}
                  label={t("costs.saves")}
                  hint={t("costs.saves.hint")}
                  options={SWITCHES.map((each) => [each, t(`costs.switch.${each}`)] as const)}
                />
                <Select
                  name="language"
                  field={language}
                  label={t("costs.language")}
                  options={[["zh-CN", "简体中文"], ["en", "English"]]}
                />
                <Select
                  name="currency"
                  field={currency}
                  label={t("costs.currency")}
                  hint={t("costs.currency.hint")}
                  options={held.currencies.map((each) => [each as typeof held.currency, each] as const)}
                />
                <fieldset class="targets">
                  <legend>{t("costs.prices")}</legend>
                  <p class="field-hint">{t("costs.prices.hint")}</p>
                  <p class="cost-regions">
                    {Object.entries(held.regions).map(([region, listed]) => (
                      <Button
                        small
                        key={region}
                        aria-pressed={regionOf(held, present) === region}
                        onClick={() => prices.write({ ...present, ...listed })}
                      >
                        {region}
                      </Button>
                    ))}
                  </p>
                  {PRICES.map((name) => (
                    <NumberInput
                      key={name}
                      name={`prices.${name}`}
                      field={prices.parts[name]}
                      label={t(`costs.price.${name}`)}
                      unit={name === "megabytes" ? "MB" : currency.raw}
                      min={0}
                      step={name === "megabytes" ? 1 : "any"}
                    />
                  ))}
                </fieldset>
              </FormView>
            </fieldset>
          </div>
        );
      }}
    </Shown>
  );
}
