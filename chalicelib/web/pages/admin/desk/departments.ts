/** The departments that groups belong to: named once for the whole desk. */
import { t } from "../../desk/i18n.ts";
import type { DepartmentView, NamedDepartment } from "../../desk/operations.ts";
import { say } from "../../kit/toasts.tsx";
import * as api from "../parts/api.ts";
import { GroupField, ListField } from "../parts/compound.ts";
import { ChoiceField, TextField } from "../parts/fields.ts";
import { Form } from "../parts/form.ts";

const departmentOf = ({ department_id: id, name }: NamedDepartment) =>
  new GroupField({
    department_id: new ChoiceField<string | null>({ value: id ?? null }),
    name: new TextField({ value: name, required: true }),
  });

export type DepartmentField = ReturnType<typeof departmentOf>;

export const ofDepartments = (departments: readonly DepartmentView[], stored: () => void) =>
  new Form({
    name: "departments",
    fields: {
      departments: new ListField<NamedDepartment, DepartmentField>({
        value: [...departments],
        make: departmentOf,
        blank: () => ({ department_id: null, name: "" }),
        isBlank: (field) => !field.parts.name.read(),
      }),
    },
    send: (values) => api.nameDepartments(values),
    done: () => {
      say(t("desk.stored"));
      stored();
    },
  });
