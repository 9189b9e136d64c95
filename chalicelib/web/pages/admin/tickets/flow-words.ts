/** What a flow says, in words: of a stage, of a field, and of the whole, by aspect. Pure but for the page's language. */
import { inOurLanguage, t } from "../../desk/i18n.ts";
import type { DefinitionShown, FlowFieldShown, StageShown, WhoShown } from "../../desk/operations.ts";
import { permissionName, roleName } from "../parts/rights.ts";
import { allowanceWords } from "./allowance.ts";

/** Who may this leads a shift, or more. */
export const LEADING = "tickets.manage";

/** What people call groups and roles of their own. */
export interface Names {
  group: (id: string) => string;
  role: (id: string) => string | undefined;
}

/** Aspect → words; what is not said is not there. */
export type Aspects = Record<string, string>;

export const called = (names: Record<string, string>, key: string): string => inOurLanguage(names) || key;

const both = (names: Record<string, string>): string => Object.values(names).filter(Boolean).join(" / ");

const comma = (words: string[]): string => words.join(t("comma"));

export const permittedOnes = (permission: string): string =>
  permission === LEADING ? t("who.leaders") : t("who.may", { permission: permissionName(permission) });

export function whoWords(who: WhoShown, names: Names): string {
  const people = [
    ...who.roles.map((role) => roleName({ role_id: role, name: names.role(role) })),
    ...who.permissions.map(permittedOnes),
    ...who.groups.map(names.group),
    ...(who.its_group ? [t("who.its_group")] : []),
  ];
  const staff = people.length ? comma(people) : t("who.anybody");
  return who.customer ? comma([staff, t("who.customer")]) : staff;
}

const isAnybody = (who: WhoShown): boolean =>
  !(who.roles.length || who.permissions.length || who.groups.length || who.its_group || who.customer);

const stageName = (flow: DefinitionShown, key: string): string =>
  called(flow.stages.find((stage) => stage.key === key)?.names ?? {}, t("flow.gone"));

const fieldName = (flow: DefinitionShown, key: string): string =>
  called(flow.fields.find((field) => field.key === key)?.names ?? {}, t("flow.gone"));

/** "Proposed, Escalated (group leaders)". */
export const waysWords = (flow: DefinitionShown, { ways }: StageShown, names: Names): string =>
  comma(
    ways.map(({ to, who, says }) => {
      if (isAnybody(who)) return stageName(flow, to);
      const whose = comma([whoWords(who, names), ...(says ? [t(`flow.says.${says}`)] : [])]);
      return t("flow.way", { to: stageName(flow, to), who: whose });
    }),
  );

export const requiresWords = (flow: DefinitionShown, { requires }: StageShown): string =>
  comma(requires.map((keys) => keys.map((key) => fieldName(flow, key)).join(t("policy.or"))));

const present = (aspects: Array<[string, string]>): Aspects => Object.fromEntries(aspects.filter(([, words]) => words));
const yes = (is: boolean): string => is ? t("ticket.yes") : "";

export const aspectsOfStage = (flow: DefinitionShown, stage: StageShown, names: Names): Aspects =>
  present([
    ["names", both(stage.names)],
    ["state", t(`ticket.state.${stage.state}`)],
    ["ways", waysWords(flow, stage, names)],
    ["requires", requiresWords(flow, stage)],
    ["needs_group", yes(stage.needs_group)],
    ["allowed", stage.allowed ? allowanceWords(stage.allowed) : ""],
    ["counts_from", stage.counts_from ? fieldName(flow, stage.counts_from) : ""],
    ["plans", stage.plans ? t(`flow.plans.${stage.plans}`) : ""],
    ["asks_survey", yes(stage.asks_survey)],
    ["escalates", yes(stage.escalates)],
  ]);

const limitWords = ({ limits }: FlowFieldShown, names: Names): string =>
  comma(
    Object.entries(limits).map(([role, most]) =>
      t(most === null ? "flow.limit.none" : "flow.limit", {
        role: roleName({ role_id: role, name: names.role(role) }),
        most: most ?? "",
      })
    ),
  );

export const aspectsOfField = (flow: DefinitionShown, field: FlowFieldShown, names: Names): Aspects =>
  present([
    ["names", both(field.names)],
    ["kind", t(`fields.kind.${field.kind}`)],
    ["choices", comma(field.choices.map((each) => called(field.choice_names[each] ?? {}, each)))],
    ["public", yes(field.public)],
    ["set_by", isAnybody(field.set_by) ? "" : whoWords(field.set_by, names)],
    ["limits", limitWords(field, names)],
    ["approves", field.approves ? fieldName(flow, field.approves) : ""],
  ]);

export const aspectsOfFlow = (flow: DefinitionShown, names: Names): Aspects =>
  present([
    ["names", both(flow.names)],
    ["begun_by", isAnybody(flow.begun_by) ? "" : whoWords(flow.begun_by, names)],
    ["reopens_at", flow.reopens_at ? stageName(flow, flow.reopens_at) : ""],
    ["order", flow.stages.map(({ key }) => stageName(flow, key)).join(" → ")],
  ]);
