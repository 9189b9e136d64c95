/** How a stage is drawn: folded up to what it is and where it leads, or with everything that can be said of it. */
import { t } from "../../desk/i18n.ts";
import type { DefinitionShown } from "../../desk/operations.ts";
import { Rows } from "../parts/compound.tsx";
import { Select, Tick, WrongLine } from "../parts/fields.tsx";
import { BothLanguages } from "../plans/languages.tsx";
import { allowanceWords } from "./allowance.ts";
import { AllowanceInput } from "./allowance.tsx";
import { called, waysWords } from "./flow-words.ts";
import { type KeysField, STAGE_STATES, type StageField, VISITS, type WayField } from "./flow.ts";
import type { People } from "./flows.ts";
import { WhoInput } from "./who.tsx";

interface StageProps {
  field: StageField;
  flow: DefinitionShown;
  people: People;
}

type Named = ReadonlyArray<readonly [key: string, name: string]>;

const SAYS = ["yes", "no"] as const;

const named = (several: ReadonlyArray<{ key: string; names: Record<string, string> }>): Named =>
  several.map(({ key, names }) => [key, called(names, key)]);

/** What was chosen once and is no longer there is told as such. */
const withGone = (options: Named, chosen: string | null): Named =>
  chosen && !options.some(([key]) => key === chosen) ? [...options, [chosen, t("flow.gone")]] : options;

export function StageRow({ field, flow, people }: StageProps) {
  const { open } = field;
  return (
    <details
      class="flow-fold"
      open={open.value}
      onToggle={(event) => open.value = event.currentTarget.open}
    >
      <summary>
        <Summary field={field} flow={flow} people={people} />
      </summary>
      {open.value && <Body field={field} flow={flow} people={people} />}
    </details>
  );
}

function Summary({ field, flow, people }: StageProps) {
  const stage = field.read();
  const ways = waysWords(flow, stage, people.names);
  return (
    <span class="flow-summary">
      <b dir="auto">{called(stage.names, t("flow.unnamed"))}</b>
      <span class="chip">{t(`ticket.state.${stage.state}`)}</span>
      {stage.allowed && <span class="quiet">{allowanceWords(stage.allowed)}</span>}
      <span class="quiet">{ways ? `→ ${ways}` : t("flow.end")}</span>
    </span>
  );
}

function Body({ field, flow, people }: StageProps) {
  const { parts } = field;
  const moments = named(flow.fields.filter(({ kind }) => kind === "moment"));
  return (
    <div class="flow-body">
      <BothLanguages name="stage.names" field={parts.names} longest={60} />
      <Select
        name="stage.state"
        field={parts.state}
        label={t("flow.aspect.state")}
        hint={t("flow.state.hint")}
        options={STAGE_STATES.map((state) => [state, t(`ticket.state.${state}`)])}
      />
      <Ways field={field} flow={flow} people={people} />
      <Requirements field={field} flow={flow} />
      <AllowanceInput
        name="stage.allowed"
        field={parts.allowed}
        label={t("flow.aspect.allowed")}
        hint={t("flow.allowed.hint")}
      />
      {(moments.length > 0 || parts.counts_from.raw) && (
        <Select
          name="stage.counts_from"
          field={parts.counts_from}
          label={t("flow.aspect.counts_from")}
          options={[
            [null, t("flow.counts_from.arrival")] as const,
            ...withGone(moments, parts.counts_from.raw),
          ]}
        />
      )}
      <Tick name="stage.needs_group" field={parts.needs_group} label={t("flow.needs_group")} />
      <Select
        name="stage.plans"
        field={parts.plans}
        label={t("flow.aspect.plans")}
        options={[
          [null, t("flow.plans.none")] as const,
          ...VISITS.map((visit) => [visit, t(`flow.plans.${visit}`)] as const),
        ]}
      />
      <Tick name="stage.asks_survey" field={parts.asks_survey} label={t("flow.asks_survey")} />
      <Tick name="stage.escalates" field={parts.escalates} label={t("flow.escalates")} />
      <WrongLine of={field} />
    </div>
  );
}

function Ways({ field, flow, people }: StageProps) {
  const others = named(flow.stages.filter(({ key }) => key !== field.parts.key.read()));
  return (
    <Rows
      name="stage.ways"
      field={field.parts.ways}
      label={t("flow.aspect.ways")}
      hint={t("flow.ways.hint")}
      add={t("flow.ways.add")}
      title={(number) => t("flow.way.number", { number })}
      none={t("flow.ways.none")}
    >
      {(way) => <WayRow field={way} options={others} people={people} />}
    </Rows>
  );
}

const WayRow = ({ field, options, people }: { field: WayField; options: Named; people: People }) => (
  <div class="flow-way">
    <Select
      name="way.to"
      field={field.parts.to}
      label={t("flow.way.to")}
      options={[["", t("flow.way.choose")], ...withGone(options, field.parts.to.raw)]}
    />
    <WhoInput
      name="way.who"
      field={field.parts.who}
      label={t("flow.way.who")}
      choices={people.choices}
      names={people.names}
    />
    {field.parts.who.parts.customer.read() && (
      <Select
        name="way.says"
        field={field.parts.says}
        label={t("flow.way.says")}
        options={[
          [null, t("flow.says.none")] as const,
          ...SAYS.map((each) => [each, t(`flow.says.${each}`)] as const),
        ]}
      />
    )}
    <WrongLine of={field} />
  </div>
);

const Requirements = ({ field, flow }: Pick<StageProps, "field" | "flow">) => (
  <Rows
    name="stage.requires"
    field={field.parts.requires}
    label={t("flow.aspect.requires")}
    hint={t("flow.requires.hint")}
    add={t("flow.requires.add")}
    title={(number) => t("flow.requirement.number", { number })}
    none={t("flow.requires.none")}
  >
    {(its) => <Requirement field={its} options={named(flow.fields)} />}
  </Rows>
);

/** One field, or one of several. */
function Requirement({ field, options }: { field: KeysField; options: Named }) {
  const shown = [...field.keys, ""];
  return (
    <div class="flow-keys">
      {shown.map((key, at) => (
        <select
          key={at}
          aria-label={t(at ? "flow.requirement.or" : "flow.requirement")}
          ref={(element) => {
            if (!at) field.element = element;
          }}
          onChange={(event) => field.set(at, event.currentTarget.value)}
        >
          <option value="" selected={!key}>{t(at ? "flow.requirement.or.none" : "flow.requirement.choose")}</option>
          {withGone(options, key).map(([each, name]) => (
            <option key={each} value={each} selected={each === key}>{name}</option>
          ))}
        </select>
      ))}
      <WrongLine of={field} />
    </div>
  );
}
