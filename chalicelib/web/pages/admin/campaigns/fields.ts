/** What campaigns and rules have in common. */
import { LanguagesField } from "../plans/languages.ts";
import { ChoiceField, TextField, TicksField } from "../parts/fields.ts";

export const KINDS = ["pre_sale", "after_sale", "complaint", "care", "renewal"] as const;
export type Kind = typeof KINDS[number];
export const LEVELS = ["vip", "gold", "silver", "normal"];

export const common = (
  of: { name: string; kind: Kind; levels: string[]; at: string; script: Record<string, string> },
) => ({
  name: new TextField({ value: of.name, required: true }),
  kind: new ChoiceField<Kind>({ value: of.kind }),
  levels: new TicksField({ value: of.levels, choices: LEVELS }),
  at: new TextField({ value: of.at, required: true }),
  /** What to say, in each language; an empty one is not there. */
  script: new LanguagesField(of.script),
});

export type CommonFields = ReturnType<typeof common>;
