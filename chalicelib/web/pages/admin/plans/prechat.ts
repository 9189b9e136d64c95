/** What a plan asks before the first message: who visitors are, what it is about, what they agree to. */
import type { FirstChoice, Prechat } from "../../desk/operations.ts";
import { GroupField, ListField } from "../parts/compound.ts";
import { ChoiceField, Constant, TickField } from "../parts/fields.ts";
import { LanguagesField } from "./languages.ts";
import { freeId } from "./replies.ts";

export const ASKED = ["off", "optional", "required"] as const;
export const ASKABLE = ["name", "mobile", "email"] as const;
export const MOST_CHOICES = 6;

/** Ids keep what was chosen apart; people never see them. */
export const firstChoice = (its: FirstChoice) =>
  new GroupField({
    choice_id: new Constant(its.choice_id),
    texts: new LanguagesField(its.texts),
    group_id: new ChoiceField<string | null>({ value: its.group_id }),
  });

export const prechatField = (its: Prechat) =>
  new GroupField({
    active: new TickField(its.active),
    name: new ChoiceField<string>({ value: its.name }),
    mobile: new ChoiceField<string>({ value: its.mobile }),
    email: new ChoiceField<string>({ value: its.email }),
    choices: new ListField<FirstChoice, ReturnType<typeof firstChoice>>({
      value: its.choices,
      make: firstChoice,
      blank: (others) => ({
        choice_id: freeId("choice", others.map(({ choice_id: id }) => id)),
        texts: {},
        group_id: null,
      }),
      isBlank: (field) => field.parts.texts.isEmpty,
    }),
    consent: new LanguagesField(its.consent),
    consent_optional: new TickField(its.consent_optional ?? false),
    refusal: new LanguagesField(its.refusal ?? {}),
  });
