/** Where a plan's orders are asked for, and what a customer may be asked before they are shown. */
import type { Fact, Shop } from "../../desk/operations.ts";
import { GroupField, ListField } from "../parts/compound.ts";
import { ChoiceField, NumberField, TextField, TickField } from "../parts/fields.ts";
import { LanguagesField } from "./languages.ts";
import { freeId } from "./replies.ts";

export const SOURCES = ["shop", "mobile", "email"] as const;
export const WAYS = ["whole", "last_four"] as const;
export const MOST_FACTS = 10;

/** People see the id, by which the shop's answer names the fact. */
export const factField = (its: Fact) =>
  new GroupField({
    fact_id: new TextField({ value: its.fact_id, required: true }),
    texts: new LanguagesField(its.texts),
    source: new ChoiceField<Fact["source"]>({ value: its.source }),
    way: new ChoiceField<Fact["way"]>({ value: its.way }),
  });

export const shopField = (its: Shop) =>
  new GroupField({
    url: new TextField({ value: its.url }),
    seconds: new NumberField({ value: its.seconds, required: true }),
    kept_seconds: new NumberField({ value: its.kept_seconds, required: true }),
    facts: new ListField<Fact, ReturnType<typeof factField>>({
      value: its.facts,
      make: factField,
      blank: (others) => ({
        fact_id: freeId("fact", others.map(({ fact_id: id }) => id)),
        texts: {},
        source: "shop",
        way: "whole",
      }),
      isBlank: (field) => field.parts.texts.isEmpty,
    }),
    needed: new NumberField({ value: its.needed, required: true }),
    check_first: new TickField(its.check_first),
  });
