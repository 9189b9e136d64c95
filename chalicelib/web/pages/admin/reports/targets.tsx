/** The form of targets, as a part of the desk's own section. */
import { t } from "../../desk/i18n.ts";
import { NumberInput } from "../parts/fields.tsx";
import { FormView } from "../parts/form.tsx";
import { calledOf, meaningOf, type Targets } from "./targets.ts";

const LONGEST = 90 * 86_400;

export function TargetsForm({ targets: { form, measured } }: { targets: Targets }) {
  const { targets, contact_days: contactDays, kept_days: keptDays } = form.fields;
  return (
    <div class="panel padded">
      <FormView form={form} label={t("figures.save")}>
        <fieldset class="targets">
          <legend>{t("figures.targets")}</legend>
          <p class="field-hint">{t("figures.targets.hint")}</p>
          {measured.map((each) => (
            <NumberInput
              key={each.name}
              name={`targets.${each.name}`}
              field={targets.parts[each.name]}
              label={calledOf(each)}
              hint={meaningOf(each)}
              unit={t("figures.seconds")}
              min={1}
              max={LONGEST}
            />
          ))}
        </fieldset>
        <NumberInput
          name="contact_days"
          field={contactDays}
          label={t("field.contact_days")}
          hint={t("figures.contact_days.hint")}
          min={1}
          max={90}
        />
        <NumberInput
          name="kept_days"
          field={keptDays}
          label={t("field.kept_days")}
          hint={t("figures.kept_days.hint")}
          min={35}
          max={3660}
        />
      </FormView>
    </div>
  );
}
