/** The editor of a plan: who answers, how it looks, what it says, when it is open, and what happens when nobody is there. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { useSignal } from "@preact/signals";
import { agentName } from "../../desk/format.ts";
import { language, t } from "../../desk/i18n.ts";
import type { PlanView } from "../../desk/operations.ts";
import { Radios, Ticks } from "../parts/choices.tsx";
import { FormDrawer, openDrawer } from "../parts/drawer.tsx";
import { LinesInput, NumberInput, TextInput, Tick } from "../parts/fields.tsx";
import { EmbedCode, FormAddress } from "./embed.tsx";
import { Hours } from "./hours.tsx";
import { KeysOfPlan } from "./keys.tsx";
import { languageName, LANGUAGES } from "./languages.ts";
import { LimitsFields } from "./limits.tsx";
import { LookFields } from "./look.tsx";
import { MonitoringFields } from "./monitoring.tsx";
import { Offline } from "./offline.tsx";
import { ALLOCATIONS, ofCopy, ofNewPlan, ofPlan, type People, type PlaceFields, type PlanFields } from "./plan.ts";
import type { ServingFields } from "./plan.ts";
import { PlanPictures } from "./pictures.ts";
import { PlanPreview } from "./preview.tsx";
import { PrechatFields } from "./prechat.tsx";
import { Replies } from "./replies.tsx";
import { ShopFields } from "./shop.tsx";
import { Survey } from "./survey.tsx";
import { Texts } from "./texts.tsx";
import { WatchFields } from "./watch.tsx";

export const openNewPlan = (people: People, leaving: AbortSignal) =>
  openDrawer<PlanView>((close) => (
    <FormDrawer
      title={t("plans.new")}
      intro={t("plans.new.intro")}
      label={t("plans.create")}
      close={close}
      make={(done) => ofNewPlan(people, done)}
    >
      {(fields) => (
        <>
          <TextInput name="key" field={fields.key} label={t("field.key")} hint={t("plan.key.hint")} />
          <Name fields={fields} />
          <Zone fields={fields} />
          <Serving fields={fields} people={people} />
          <Origins fields={fields} />
        </>
      )}
    </FormDrawer>
  ), leaving);

export const openCopy = (plan: PlanView, leaving: AbortSignal) =>
  openDrawer<PlanView>((close) => (
    <FormDrawer
      title={t("plans.copy.title", { name: plan.name })}
      intro={t("plans.copy.intro")}
      label={t("plans.copy")}
      close={close}
      make={(done) => ofCopy(plan, done)}
    >
      {(fields) => (
        <>
          <TextInput name="key" field={fields.key} label={t("field.key")} hint={t("plan.key.hint")} />
          <TextInput name="name" field={fields.name} label={t("field.name")} hint={t("plan.name.hint")} />
        </>
      )}
    </FormDrawer>
  ), leaving);

export function openPlan(plan: PlanView, people: People, leaving: AbortSignal) {
  const pictures = new PlanPictures(plan);
  return openDrawer<PlanView>((close) => (
    <FormDrawer
      title={t("edit.title", { name: plan.name })}
      label={t("save")}
      wide
      laid
      close={close}
      make={(done) => ofPlan(plan, people, pictures, done)}
    >
      {(fields) => <Parts planKey={plan.key} fields={fields} people={people} pictures={pictures} />}
    </FormDrawer>
  ), leaving);
}

const Name = ({ fields }: { fields: PlaceFields }) => (
  <TextInput name="name" field={fields.name} label={t("field.name")} hint={t("plan.name.hint")} />
);

const Zone = ({ fields }: { fields: PlaceFields }) => (
  <TextInput
    name="time_zone"
    field={fields.time_zone}
    label={t("field.time_zone")}
    hint={t("plan.time_zone.hint")}
    list={Intl.supportedValuesOf("timeZone")}
  />
);

const Origins = ({ fields }: { fields: PlaceFields }) => (
  <LinesInput
    name="allowed_origins"
    field={fields.allowed_origins}
    label={t("field.allowed_origins")}
    hint={t("plan.allowed_origins.hint")}
    placeholder="https://www.example.com"
  />
);

interface ServingProps {
  fields: ServingFields;
  people: People;
}

const Serving = ({ fields, people }: ServingProps) => (
  <>
    <Receivers fields={fields} people={people} />
    <Radios
      name="allocation"
      field={fields.allocation}
      label={t("field.allocation")}
      options={ALLOCATIONS.map((way) => [way, t(`allocation.${way}`), t(`allocation.${way}.hint`)])}
    />
    <Tick
      name="prefer_last_agent"
      field={fields.prefer_last_agent}
      label={t("field.prefer_last_agent")}
      hint={t("plan.prefer_last_agent.hint")}
    />
    <NumberInput
      name="wait_for_last_agent_seconds"
      field={fields.wait_for_last_agent_seconds}
      label={t("field.wait_for_last_agent_seconds")}
      hint={t("plan.wait_for_last_agent_seconds.hint")}
      unit={t("unit.seconds")}
      min={0}
      max={600}
    />
    <NumberInput
      name="accept_seconds"
      field={fields.accept_seconds}
      label={t("field.accept_seconds")}
      hint={t("plan.accept_seconds.hint")}
      unit={t("unit.seconds")}
      min={10}
      max={86_400}
    />
    <Tick
      name="needs_category"
      field={fields.needs_category}
      label={t("field.needs_category")}
      hint={t("plan.needs_category.hint")}
    />
  </>
);

const Receivers = ({ fields, people: { groups, agents } }: ServingProps) => (
  <>
    <Ticks
      name="group_ids"
      field={fields.group_ids}
      label={t("field.group_ids")}
      hint={t("plan.groups.hint")}
      empty={t("groups.none")}
      options={groups.map((group) => [group.group_id, group.name])}
    />
    <Ticks
      name="agent_ids"
      field={fields.agent_ids}
      label={t("field.agent_ids")}
      hint={t("plan.agents.hint")}
      search={t("agents.find")}
      empty={t("group.members.none")}
      options={agents.map((agent) => [agent.agent_id, agentName(agent)])}
    />
  </>
);

interface PartsProps {
  planKey: string;
  fields: PlanFields;
  people: People;
  pictures: PlanPictures;
}

type Block = readonly [id: string, content: ComponentChildren];

function blocksOf({ planKey, fields, people, pictures }: PartsProps): Block[] {
  const words = fields.texts.parts[language.code].read();
  return [
    ["general", <General key="general" fields={fields} />],
    ["people", <Serving key="people" fields={fields} people={people} />],
    ["watch", <WatchFields key="watch" field={fields.watch} />],
    ["hours", <Hours key="hours" field={fields.hours} />],
    ["offline", <Offline key="offline" field={fields.offline} />],
    ["texts", <Texts key="texts" field={fields.texts} />],
    ["prechat", <PrechatFields key="prechat" planKey={planKey} field={fields.prechat} groups={people.groups} />],
    ["replies", <Replies key="replies" field={fields.auto_replies} />],
    ["survey", <Survey key="survey" field={fields.survey} />],
    ["monitoring", <MonitoringFields key="monitoring" planKey={planKey} field={fields.monitoring} />],
    ["limits", <LimitsFields key="limits" field={fields.limits} />],
    ["look", <LookFields key="look" field={fields.look} words={words} pictures={pictures} />],
    ["identity", <KeysOfPlan key="identity" planKey={planKey} />],
    ["shop", <ShopFields key="shop" planKey={planKey} field={fields.shop} />],
    ["embed", [<EmbedCode key="code" planKey={planKey} />, <FormAddress key="form" planKey={planKey} />]],
  ];
}

const General = ({ fields }: { fields: PlanFields }) => (
  <>
    <Name fields={fields} />
    <Tick name="open" field={fields.open} label={t("plan.open")} hint={t("plan.open.hint")} />
    {(["while_waiting", "while_away"] as const).map((when) => (
      <Tick
        key={when}
        name={`suggests.${when}`}
        field={fields.suggests.parts[when]}
        label={t(`plan.suggests.${when}`)}
        hint={t(`plan.suggests.${when}.hint`)}
      />
    ))}
    <Ticks
      name="languages"
      field={fields.languages}
      label={t("field.languages")}
      hint={t("plan.languages.hint")}
      inRow
      options={LANGUAGES.map((code) => [code, languageName(code)])}
    />
    <Zone fields={fields} />
    <Origins fields={fields} />
  </>
);

/** All parts below each other, so that nothing hides; beside them their names, to jump there. */
function Parts(props: PartsProps) {
  const blocks = blocksOf(props);
  const element = useRef<HTMLDivElement>(null);
  const looked = useLooked(element);
  const jump = (id: string) => {
    const block = element.current!.querySelector(`.part[data-part="${id}"]`)!;
    block.scrollIntoView({ block: "start" });
    block.querySelector("h3")!.focus({ preventScroll: true });
  };
  return (
    <div class="parts" ref={element}>
      <div class="part-side">
        <PlanPreview {...props} />
        <nav class="part-nav" aria-label={t("parts")}>
          <ul>
            {blocks.map(([id]) => (
              <li key={id}>
                <button
                  type="button"
                  class="part-link"
                  aria-current={id === looked ? "true" : undefined}
                  onClick={() => jump(id)}
                >
                  {t(`part.${id}`)}
                </button>
              </li>
            ))}
          </ul>
        </nav>
      </div>
      <div class="part-blocks">
        {blocks.map(([id, content]) => (
          <section class="part" key={id} data-part={id} aria-label={t(`part.${id}`)}>
            <header>
              <h3 tabIndex={-1}>{t(`part.${id}`)}</h3>
              <p class="field-hint">{t(`part.${id}.hint`)}</p>
            </header>
            {content}
          </section>
        ))}
      </div>
    </div>
  );
}

/** The part that is looked at. */
function useLooked(element: { current: HTMLElement | null }): string | null {
  const looked = useSignal<string | null>(null);
  useEffect(() => {
    const blocks = [...element.current!.querySelectorAll<HTMLElement>(".part")];
    const seen = new Set<Element>();
    const watcher = new IntersectionObserver((changes) => {
      for (const { target, isIntersecting } of changes) {
        if (isIntersecting) seen.add(target);
        else seen.delete(target);
      }
      looked.value = blocks.find((block) => seen.has(block))?.dataset.part ?? null;
    }, { rootMargin: "-140px 0px -40% 0px" });
    for (const block of blocks) watcher.observe(block);
    return () => watcher.disconnect();
  }, []);
  return looked.value;
}
