/** The section of the desk itself: its name, its time zone, how many may be signed in at once, the targets of figures, and the virus scanner. */
import { t } from "../../desk/i18n.ts";
import type { DeskView } from "../../desk/operations.ts";
import { LinesInput, NumberInput, TextInput } from "../parts/fields.tsx";
import { FormView } from "../parts/form.tsx";
import { TargetsForm } from "../reports/targets.tsx";
import { Section, useModel } from "../section.tsx";
import { DepartmentsForm } from "./departments.tsx";
import { DeskSettings } from "./desk.ts";

export function Content() {
  const { reading } = useModel(() => new DeskSettings());
  return (
    <Section id="desk" reading={reading}>
      {({ desk, form, departments, scanner, scannerForm, targets }) => (
        <>
          <Seats desk={desk} />
          <div class="panel padded">
            <FormView form={form} label={t("save")}>
              <TextInput name="name" field={form.fields.name} label={t("field.name")} hint={t("desk.name.hint")} />
              <NumberInput
                name="seats"
                field={form.fields.seats}
                label={t("field.seats")}
                hint={t("desk.seats.hint")}
                min={1}
                max={10_000}
              />
              <TextInput
                name="time_zone"
                field={form.fields.time_zone}
                label={t("field.time_zone")}
                hint={t("desk.time_zone.hint")}
                list={Intl.supportedValuesOf("timeZone")}
              />
              <NumberInput
                name="away_minutes"
                field={form.fields.away_minutes}
                label={t("field.away_minutes")}
                hint={t("desk.away_minutes.hint")}
                min={0}
                max={1440}
              />
              <NumberInput
                name="unfinished_minutes"
                field={form.fields.unfinished_minutes}
                label={t("field.unfinished_minutes")}
                hint={t("desk.unfinished_minutes.hint")}
                min={0}
                max={1440}
              />
              <LinesInput
                name="seal_to"
                field={form.fields.seal_to}
                label={t("field.seal_to")}
                hint={t("desk.seal_to.hint")}
              />
            </FormView>
          </div>
          <DepartmentsForm form={departments} />
          {targets && <TargetsForm targets={targets} />}
          <div class="panel padded">
            <FormView form={scannerForm} label={t("desk.scanner.save")}>
              <TextInput
                name="scanner_url"
                field={scannerForm.fields.scanner_url}
                label={t("field.scanner_url")}
                hint={t("desk.scanner.hint")}
              />
            </FormView>
            {scanner.secret && (
              <p class="field-hint">
                {t("desk.scanner.secret")} <code>{scanner.secret}</code>
              </p>
            )}
          </div>
        </>
      )}
    </Section>
  );
}

function Seats({ desk: { seats: all, seats_taken: taken } }: { desk: DeskView }) {
  return (
    <div class="panel padded seats">
      <p>
        <b class="seats-taken">{taken}</b>
        <span class="seats-all">{` / ${all}`}</span>
        <span class="quiet">{t("desk.taken.label")}</span>
      </p>
      <progress
        class={taken >= all ? "full" : undefined}
        max={all}
        value={Math.min(taken, all)}
        aria-label={t("desk.taken", { taken, all })}
      />
      <p class="field-hint">{t("desk.free", { free: Math.max(0, all - taken) })}</p>
    </div>
  );
}
