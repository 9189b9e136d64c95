/** The form of departments, as a part of the desk's own section. */
import { t } from "../../desk/i18n.ts";
import { Rows } from "../parts/compound.tsx";
import { TextInput } from "../parts/fields.tsx";
import { FormView } from "../parts/form.tsx";
import type { ofDepartments } from "./departments.ts";

export const DepartmentsForm = ({ form }: { form: ReturnType<typeof ofDepartments> }) => (
  <div class="panel padded">
    <FormView form={form} label={t("departments.save")}>
      <Rows
        name="departments"
        field={form.fields.departments}
        label={t("departments.label")}
        hint={t("departments.hint")}
        none={t("departments.none")}
        add={t("departments.add")}
        title={(number) => t("departments.one", { number })}
      >
        {({ parts }) => <TextInput name="name" field={parts.name} label={t("field.name")} longest={60} />}
      </Rows>
    </FormView>
  </div>
);
