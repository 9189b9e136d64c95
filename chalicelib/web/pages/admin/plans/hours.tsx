/** How a plan's hours are filled in. */
import { LinkButton } from "../../kit/button.tsx";
import { t } from "../../desk/i18n.ts";
import { Rows } from "../parts/compound.tsx";
import { Select, TextInput, WrongLine } from "../parts/fields.tsx";
import { countries } from "../parts/choices.tsx";
import { DAYS, type HoursField, type ownDay } from "./hours.ts";
import { Spans } from "./spans.tsx";

export function Hours({ field }: { field: HoursField }) {
  return (
    <div class="hours-field">
      <label class="tick">
        <input
          type="checkbox"
          name="always_open"
          checked={field.always}
          ref={(element) => {
            field.element = element;
          }}
          onChange={(event) => field.always = event.currentTarget.checked}
        />
        <span>
          {t("hours.always")}
          <small>{t("hours.always.hint")}</small>
        </span>
      </label>
      {!field.always && <Times field={field} />}
    </div>
  );
}

const Times = ({ field }: { field: HoursField }) => (
  <div class="hours">
    <fieldset class="form-field">
      <legend>{t("hours.weekly")}</legend>
      <p class="field-hint">{t("hours.weekly.hint")}</p>
      <Week field={field} />
    </fieldset>
    <fieldset class="form-field">
      <legend>{t("hours.breaks")}</legend>
      <p class="field-hint">{t("hours.breaks.hint")}</p>
      <Spans name="breaks" field={field.parts.breaks} of={t("hours.breaks")} none={t("hours.breaks.none")} />
    </fieldset>
    <Country field={field} />
    <OwnDays field={field} />
    <WrongLine of={field} />
  </div>
);

const Week = ({ field }: { field: HoursField }) => (
  <div class="week">
    {DAYS.map((day) => (
      <div class="week-day" role="group" aria-label={t(`day.${day}`)} key={day}>
        <b>{t(`day.${day}`)}</b>
        <Spans
          name={`weekly.${day}`}
          field={field.parts.weekly.parts[day]}
          of={t(`day.${day}`)}
          none={t("hours.closed")}
        />
        {day === "mon" && <LinkButton onClick={() => field.copyMonday()}>{t("hours.copy_monday")}</LinkButton>}
      </div>
    ))}
    <WrongLine of={field.parts.weekly} />
  </div>
);

/** A plan may keep the holidays of a country that is not offered here. */
function Country({ field }: { field: HoursField }) {
  const { country } = field.parts;
  return (
    <Select
      name="country"
      field={country}
      label={t("hours.country")}
      hint={t("hours.country.hint")}
      options={[[null, t("hours.country.none")], ...countries(country.raw)]}
    />
  );
}

const OwnDays = ({ field }: { field: HoursField }) => (
  <Rows
    name="exceptions"
    field={field.parts.exceptions}
    label={t("hours.exceptions")}
    hint={t("hours.exceptions.hint")}
    add={t("hours.exceptions.add")}
    title={(number) => t("hours.exceptions.one", { number })}
    none={t("hours.exceptions.none")}
    rowClass="own-day"
  >
    {(day) => <OwnDay day={day} />}
  </Rows>
);

const OwnDay = ({ day }: { day: ReturnType<typeof ownDay> }) => (
  <div class="list-fields">
    <TextInput name="exception.date" field={day.parts.date} type="date" label={t("hours.date")} />
    <TextInput name="exception.name" field={day.parts.name} label={t("hours.name")} />
    <Spans
      name="exception.spans"
      field={day.parts.spans}
      of={day.parts.date.read() || t("hours.exceptions")}
      none={t("hours.closed_all_day")}
    />
    <WrongLine of={day} />
  </div>
);
