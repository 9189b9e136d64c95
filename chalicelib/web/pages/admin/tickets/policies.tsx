/** How the policies look: a table whose every cell is a plain sentence, and an example of this moment. */
import type { JSX } from "preact";
import { useEffect, useMemo } from "preact/hooks";
import { dayAndTime } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import type { AllowanceShown, PoliciesView, PolicyShown, SampleView } from "../../desk/operations.ts";
import { Button, IconButton } from "../../kit/button.tsx";
import { Ticks } from "../parts/choices.tsx";
import { FormDrawer, openDrawer } from "../parts/drawer.tsx";
import { NumberInput, Select, Tick } from "../parts/fields.tsx";
import { FormView } from "../parts/form.tsx";
import type { PlanChoice } from "../parts/people.ts";
import { Actions, RowButton, Table } from "../parts/table.tsx";
import { BothLanguages } from "../plans/languages.tsx";
import { Nothing, Shown, useLeaving, useModel } from "../section.tsx";
import { allowanceWords } from "./allowance.ts";
import { AllowanceInput } from "./allowance.tsx";
import { Example, PolicyKeeping } from "./policies.ts";
import {
  calledOf,
  drafted,
  isOneOf,
  keysOf,
  LEVELS,
  nameOf,
  ofPolicy,
  type PolicyFields,
  PRIORITIES,
  PROMISED,
  subjectOf,
  THINGS,
} from "./policy.ts";

export function Policies() {
  const keeping = useModel(() => new PolicyKeeping());
  const leaving = useLeaving();
  const open = async (held: PoliciesView, at: number) => keeping.stored(await openPolicy(held, at, leaving));
  return (
    <Shown reading={keeping.reading}>
      {({ held, plans, form }) => (
        <>
          <div class="tools">
            <p class="section-hint">{t("policies.about")}</p>
            <span class="spring" />
            {!keeping.isShipped(held) && (
              <Button small onClick={() => void keeping.restore(held, leaving)}>{t("policies.restore")}</Button>
            )}
            <Button kind="primary" icon="plus" onClick={() => void open(held, -1)}>{t("policies.new")}</Button>
          </div>
          {keeping.isShipped(held) && <p class="note info">{t("policies.shipped")}</p>}
          <List held={held} keeping={keeping} open={(at) => void open(held, at)} leaving={leaving} />
          <ExampleOfNow plans={plans} held={held} />
          <div class="panel padded">
            <h2 class="panel-title">{t("policies.late")}</h2>
            <FormView form={form} label={t("save")}>
              <Lateness fields={form.fields} />
            </FormView>
          </div>
        </>
      )}
    </Shown>
  );
}

const Lateness = ({ fields }: { fields: NonNullable<PolicyKeeping["reading"]["data"]>["form"]["fields"] }) => (
  <>
    <NumberInput
      name="escalate_minutes"
      field={fields.escalate_minutes}
      label={t("policies.escalate")}
      hint={t("policies.escalate.hint")}
      unit={t("unit.minutes")}
      min={1}
      max={10_080}
    />
    <NumberInput
      name="reason_minutes"
      field={fields.reason_minutes}
      label={t("policies.reason")}
      hint={t("policies.reason.hint")}
      unit={t("unit.minutes")}
      min={1}
      max={10_080}
    />
    <Tick
      name="proposes_delay"
      field={fields.proposes_delay}
      label={t("policies.delay")}
      hint={t("policies.delay.hint")}
    />
    <Tick
      name="tells_of_conversations"
      field={fields.tells_of_conversations}
      label={t("policies.conversations")}
      hint={t("policies.conversations.hint")}
    />
  </>
);

interface ListProps {
  held: PoliciesView;
  keeping: PolicyKeeping;
  open: (at: number) => void;
  leaving: AbortSignal;
}

const Within = ({ allowance }: { allowance: AllowanceShown | null }) =>
  allowance ? <>{allowanceWords(allowance)}</> : <span class="quiet">{t("policies.unsaid")}</span>;

function List({ held, keeping, open, leaving }: ListProps) {
  if (!held.policies.length) return <Nothing>{t("policies.none")}</Nothing>;
  const numbered = held.policies.map((policy, at) => ({ policy, at }));
  const keys = keysOf(held.policies);
  return (
    <Table
      caption={t("tickets.tab.policies")}
      rows={numbered}
      keyOf={({ at }) => keys[at]}
      columns={[
        {
          label: t("policies.policy"),
          cell: ({ policy }) => (
            <div class="policy">
              <span class="chips">
                <span class="who-name" dir="auto">{nameOf(policy)}</span>
                {isOneOf(held.shipped, policy) && <span class="chip">{t("policies.default")}</span>}
              </span>
              <span class="policy-subject">{subjectOf(policy)}</span>
            </div>
          ),
        },
        ...PROMISED.map((name) => ({
          label: t(`policy.${name}`),
          cell: ({ policy }: { policy: PolicyShown }) => <Within allowance={policy[name]} />,
        })),
        {
          label: t("actions"),
          cell: ({ policy, at }) => (
            <Actions>
              <Place held={held} keeping={keeping} at={at} name={calledOf(policy)} />
              <RowButton label={t("edit")} of={calledOf(policy)} onClick={() => open(at)} />
              <RowButton
                label={t("row.remove")}
                of={calledOf(policy)}
                onClick={() => void keeping.remove(held, at, leaving)}
              />
            </Actions>
          ),
        },
      ]}
    />
  );
}

interface PlaceProps {
  held: PoliciesView;
  keeping: PolicyKeeping;
  at: number;
  name: string;
}

function Place({ held, keeping, at, name }: PlaceProps) {
  const move = async (event: JSX.TargetedMouseEvent<HTMLButtonElement>, step: number) => {
    const button = event.currentTarget;
    await keeping.move(held, at, step);
    // A row that is put elsewhere loses the focus that is in it.
    button.focus();
  };
  const last = held.policies.length - 1;
  return (
    <>
      <IconButton
        icon="up"
        label={t("policies.up", { name })}
        aria-disabled={at === 0}
        onClick={(event) => at > 0 && void move(event, -1)}
      />
      <IconButton
        icon="down"
        label={t("policies.down", { name })}
        aria-disabled={at === last}
        onClick={(event) => at < last && void move(event, 1)}
      />
    </>
  );
}

function ExampleOfNow({ plans, held }: { plans: PlanChoice[]; held: PoliciesView }) {
  const example = useMemo(() => new Example(), []);
  const { type, priority, level, plan } = example;
  const chosen = [type.raw, priority.raw, level.raw, plan.raw].join();
  useEffect(() => void example.ask(held), [chosen, held]);
  return (
    <div class="panel padded example">
      <h2 class="panel-title">{t("example")}</h2>
      <div class="example-choices">
        <Select
          name="example.type"
          field={type}
          label={t("policies.types")}
          options={THINGS.map((each) => [each, t(`policy.thing.${each}`)])}
        />
        <Select
          name="example.priority"
          field={priority}
          label={t("policies.priorities")}
          options={PRIORITIES.map((each) => [each, t(`policy.priority.${each}`)])}
        />
        <Select
          name="example.level"
          field={level}
          label={t("policies.levels")}
          options={LEVELS.map((each) => [each, t(`policy.level.${each}`)])}
        />
        <Select
          name="example.plan"
          field={plan}
          label={t("example.plan")}
          options={[["", t("example.plan.none")], ...plans.map(({ key, name }) => [key, name] as const)]}
        />
      </div>
      <Outcome answer={example.answerFor(held)} policies={held.policies} />
    </div>
  );
}

function Outcome({ answer, policies }: { answer: SampleView | null; policies: PolicyShown[] }) {
  if (!answer) return <p class="quiet" role="status">{t("loading")}</p>;
  return (
    <ul class="example-outcome" aria-label={t("example")} aria-live="polite">
      {answer.deadlines.map(({ name, policy, due_at: due }) => (
        <li key={name}>
          {t(`example.${name}`, { due: due ? dayAndTime(due) : "—" })}{" "}
          <span class="quiet">{t("example.by", { policy: policies[policy] ? nameOf(policies[policy]) : "" })}</span>
        </li>
      ))}
      {!answer.deadlines.length && <li>{t("example.none")}</li>}
    </ul>
  );
}

const openPolicy = (held: PoliciesView, at: number, leaving: AbortSignal) =>
  openDrawer<PoliciesView>((close) => (
    <FormDrawer
      title={at < 0 ? t("policies.new") : t("edit.title", { name: calledOf(held.policies[at]) })}
      intro={at < 0 ? t("policies.new.intro") : undefined}
      label={t("save")}
      close={close}
      make={(done) => ofPolicy(held, at, done)}
    >
      {(fields) => <Fields fields={fields} />}
    </FormDrawer>
  ), leaving);

const Fields = ({ fields }: { fields: PolicyFields }) => (
  <>
    <fieldset class="form-field">
      <legend>{t("field.name")}</legend>
      <BothLanguages name="names" field={fields.names} longest={60} />
    </fieldset>
    <Ticks
      name="types"
      field={fields.types}
      label={t("policies.types")}
      hint={t("policies.types.hint")}
      inRow
      options={THINGS.map((each) => [each, t(`policy.thing.${each}`)])}
    />
    <Ticks
      name="priorities"
      field={fields.priorities}
      label={t("policies.priorities")}
      hint={t("policies.any.hint")}
      inRow
      options={PRIORITIES.map((each) => [each, t(`policy.priority.${each}`)])}
    />
    <Ticks
      name="levels"
      field={fields.levels}
      label={t("policies.levels")}
      hint={t("policies.any.hint")}
      inRow
      options={LEVELS.map((each) => [each, t(`policy.level.${each}`)])}
    />
    {PROMISED.map((name) => (
      <AllowanceInput
        key={name}
        name={name}
        field={fields[name]}
        label={t(`policy.${name}`)}
        hint={t(`policy.${name}.hint`)}
      />
    ))}
    <p class="note info" aria-live="polite">{drafted(fields)}</p>
  </>
);
