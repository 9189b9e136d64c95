/** Within how many seconds what is measured should be done, and what else the desk says of its figures. */
import { language, t } from "../../desk/i18n.ts";
import type { DefinitionView } from "../../desk/operations.ts";
import { session } from "../../desk/session.ts";
import { say } from "../../kit/toasts.tsx";
import * as api from "../parts/api.ts";
import { GroupField } from "../parts/compound.ts";
import { NumberField, OptionalNumberField } from "../parts/fields.ts";
import { Form } from "../parts/form.ts";

export class Targets {
  /** Those that are measured in seconds, in their order. */
  readonly measured: readonly DefinitionView[];

  private constructor(readonly form: ReturnType<typeof formOf>, definitions: readonly DefinitionView[]) {
    this.measured = definitions;
  }

  /** Null for who may not see figures. */
  static async read(stored: () => void): Promise<Targets | null> {
    if (!session.can("reports.see")) return null;
    const [settings, definitions] = await Promise.all([api.readReportSettings(), api.listReportDefinitions()]);
    const measured = definitions.filter(({ unit }) => unit === "seconds");
    return new Targets(formOf(settings, measured, stored), measured);
  }
}

type Settings = Awaited<ReturnType<typeof api.readReportSettings>>;

function formOf(
  { targets, contact_days, kept_days, version }: Settings,
  measured: DefinitionView[],
  stored: () => void,
) {
  const fields = measured.map(({ name }) => [name, new OptionalNumberField({ value: targets[name] ?? null })] as const);
  return new Form({
    name: "report-settings",
    fields: {
      targets: new GroupField(Object.fromEntries(fields)),
      contact_days: new NumberField({ value: contact_days, required: true }),
      kept_days: new NumberField({ value: kept_days, required: true }),
    },
    send: ({ targets: chosen, ...values }) =>
      api.changeReportSettings({ ...values, targets: withoutBlanks(chosen), version }),
    done: () => {
      say(t("desk.stored"));
      stored();
    },
  });
}

/** What is left empty has no target. */
export const withoutBlanks = (targets: Record<string, number | null>): Record<string, number> =>
  Object.fromEntries(Object.entries(targets).filter((each): each is [string, number] => each[1] !== null));

export const calledOf = ({ zh, en }: DefinitionView): string => language.code === "en" ? en : zh;
export const meaningOf = (each: DefinitionView): string => language.code === "en" ? each.en_meaning : each.zh_meaning;
