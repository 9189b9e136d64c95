/** What a rule asks of what a website proved of its user. */
import type { AttributeAsked } from "../../desk/operations.ts";
import { GroupField, ListField } from "./compound.ts";
import { ChoiceField, LinesField, TextField } from "./fields.ts";

export const OPERATORS: readonly AttributeAsked["operator"][] = ["equals", "contains", "one_of"];

export const askedField = (its: AttributeAsked) =>
  new GroupField({
    name: new TextField({ value: its.name }),
    operator: new ChoiceField<AttributeAsked["operator"]>({ value: its.operator }),
    values: new LinesField({ value: its.values }),
  });

export const attributesField = (value: readonly AttributeAsked[]) =>
  new ListField<AttributeAsked, ReturnType<typeof askedField>>({
    value,
    make: askedField,
    blank: () => ({ name: "", operator: "equals", values: [] }),
    isBlank: ({ parts }) => !parts.name.read() && !parts.values.read().length,
  });
