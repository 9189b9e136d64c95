/** What the map is made of: businesses, channels, brands, and the rules by which things fall into cells. */
import type { MapPartShown, PlacingRuleShown, TouchpointMapView } from "../../desk/operations.ts";
import { GroupField, ListField } from "../parts/compound.ts";
import { ChoiceField, TextField } from "../parts/fields.ts";
import { Form, valuesOf } from "../parts/form.ts";
import { knownPlans, type PlanChoice } from "../parts/people.ts";
import { Reading } from "../parts/reading.ts";
import * as asking from "./asking.ts";

const partOf = ({ code, zh, en }: MapPartShown) =>
  new GroupField({
    code: new TextField({ value: code, required: true }),
    zh: new TextField({ value: zh, required: true }),
    en: new TextField({ value: en, required: true }),
  });

export type PartField = ReturnType<typeof partOf>;

const partsField = (value: readonly MapPartShown[]) =>
  new ListField<MapPartShown, PartField>({ value, make: partOf, blank: () => ({ code: "", zh: "", en: "" }) });

const ruleOf = (rule: PlacingRuleShown) =>
  new GroupField({
    category_id: new ChoiceField<string>({ value: rule.category_id }),
    source: new TextField({ value: rule.source }),
    plan_key: new ChoiceField<string>({ value: rule.plan_key }),
    business: new ChoiceField<string>({ value: rule.business }),
    channel: new ChoiceField<string>({ value: rule.channel }),
    brand: new ChoiceField<string>({ value: rule.brand }),
  });

export type RuleField = ReturnType<typeof ruleOf>;

const NO_RULE: PlacingRuleShown = {
  category_id: "",
  source: "",
  plan_key: "",
  business: "",
  channel: "",
  brand: "",
};

const fieldsOf = ({ businesses, channels, brands, rules }: TouchpointMapView) => ({
  businesses: partsField(businesses),
  channels: partsField(channels),
  brands: partsField(brands),
  rules: new ListField<PlacingRuleShown, RuleField>({ value: rules, make: ruleOf, blank: () => NO_RULE }),
});

export type PartsFields = ReturnType<typeof fieldsOf>;

export interface Choice {
  id: string;
  name: { zh: string; en: string };
}

export interface Known {
  map: TouchpointMapView;
  plans: readonly PlanChoice[];
  categories: readonly Choice[];
}

export class Parts {
  readonly reading = new Reading<Known>(async () => {
    const [map, plans, categories] = await Promise.all([
      asking.readMap("", ""),
      knownPlans(),
      asking.listCategories(),
    ]);
    return {
      map,
      plans,
      categories: categories.filter(({ archived }) => !archived).map(({ category_id: id, zh, en }) => ({
        id,
        name: { zh, en },
      })),
    };
  });
}

export function partsForm(map: TouchpointMapView, done: (answer: TouchpointMapView) => void) {
  let { version } = map;
  return new Form<PartsFields, TouchpointMapView>({
    name: "touchpoint-parts",
    fields: fieldsOf(map),
    send: (values) => asking.changeMap({ ...values, version }),
    newest: async () => {
      const newest = await asking.readMap("", "");
      version = newest.version;
      return valuesOf(fieldsOf(newest));
    },
    done,
  });
}
