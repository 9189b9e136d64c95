/** How a plan's times of waiting are filled in. */
import { t } from "../../desk/i18n.ts";
import { NumberInput, WrongLine } from "../parts/fields.tsx";
import { TIMES, type watchField } from "./watch.ts";

export const WatchFields = ({ field }: { field: ReturnType<typeof watchField> }) => (
  <div class="form-fields">
    {TIMES.map((name) => (
      <NumberInput
        key={name}
        name={`watch.${name}`}
        field={field.parts[name]}
        label={t(`watch.${name}`)}
        hint={t(`watch.${name}.hint`)}
        unit={t("unit.seconds")}
        min={10}
        max={86_400}
      />
    ))}
    <WrongLine of={field} />
  </div>
);
