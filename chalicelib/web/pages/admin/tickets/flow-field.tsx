/** How a field of a flow is drawn: folded up to its name and kind, or with everything that can be said of it. */
import { t } from "../../desk/i18n.ts";
import type { DefinitionShown } from "../../desk/operations.ts";
import { Rows } from "../parts/compound.tsx";
import { NumberInput, Select, Tick, WrongLine } from "../parts/fields.tsx";
import { roleName } from "../parts/rights.ts";
import { BothLanguages } from "../plans/languages.tsx";
import { type FlowFieldField, KINDS, type LimitsField } from "./flow-field.ts";
import { called } from "./flow-words.ts";
import type { People } from "./flows.ts";
import { WhoInput } from "./who.tsx";

interface FieldProps {
  field: FlowFieldField;
  flow: DefinitionShown;
  people: People;
}

export function FlowFieldRow({ field, flow, people }: FieldProps) {
  const { open } = field;
  const { names, kind, public: isPublic } = field.read();
  return (
    <details class="flow-fold" open={open.value} onToggle={(event) => open.value = event.currentTarget.open}>
      <summary>
        <span class="flow-summary">
          <b dir="auto">{called(names, t("flow.unnamed"))}</b>
          <span class="chip">{t(`fields.kind.${kind}`)}</span>
          {isPublic && <span class="quiet">{t("flow.public.short")}</span>}
        </span>
      </summary>
      {open.value && <Body field={field} flow={flow} people={people} />}
    </details>
  );
}

function Body({ field, flow, people }: FieldProps) {
  const { parts } = field;
  const kind = parts.kind.read();
  const limited = flow.fields.filter(({ key, limits }) => key !== parts.key.read() && Object.keys(limits).length > 0);
  return (
    <div class="flow-body">
      <BothLanguages name="field.names" field={parts.names} longest={60} />
      <Select
        name="field.kind"
        field={parts.kind}
        label={t("flow.aspect.kind")}
        options={KINDS.map((each) => [each, t(`fields.kind.${each}`)])}
      />
      {kind === "choice" && (
        <Rows
          name="field.choices"
          field={parts.choices}
          label={t("flow.aspect.choices")}
          add={t("custom.choices.add")}
          title={(number) => t("custom.choice", { number })}
          movable
        >
          {(its) => <BothLanguages name="choice" field={its.parts.names} longest={60} />}
        </Rows>
      )}
      <Tick name="field.public" field={parts.public} label={t("flow.public")} />
      <WhoInput
        name="field.set_by"
        field={parts.set_by}
        label={t("flow.aspect.set_by")}
        choices={people.choices}
        names={people.names}
      />
      {kind === "number" && <Limits field={parts.limits} people={people} />}
      {kind === "number" && (limited.length > 0 || parts.approves.raw) && (
        <Select
          name="field.approves"
          field={parts.approves}
          label={t("flow.aspect.approves")}
          hint={t("flow.approves.hint")}
          options={[
            [null, t("flow.approves.none")] as const,
            ...limited.map(({ key, names }) => [key, called(names, key)] as const),
          ]}
        />
      )}
      <WrongLine of={field} />
    </div>
  );
}

function Limits({ field, people }: { field: LimitsField; people: People }) {
  return (
    <fieldset class="form-field">
      <legend>{t("flow.aspect.limits")}</legend>
      <Tick name="field.limits" field={field.active} label={t("flow.limits.active")} hint={t("flow.limits.hint")} />
      {field.active.read() && (
        <div class="flow-limits">
          {Object.entries(field.parts).map(([role, most]) => (
            <NumberInput
              key={role}
              name={`limits.${role}`}
              field={most}
              label={roleName({ role_id: role, name: people.names.role(role) })}
              min={0}
            />
          ))}
        </div>
      )}
      <WrongLine of={field} />
    </fieldset>
  );
}
