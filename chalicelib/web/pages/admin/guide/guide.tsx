/** The guide for a desk's first day: four things, each of them stored by itself. */
import type { ComponentChildren } from "preact";
import { Button } from "../../kit/button.tsx";
import { Icon } from "../../kit/icons/icon.tsx";
import { dayAndTime } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import type { PlanView } from "../../desk/operations.ts";
import { TextInput } from "../parts/fields.tsx";
import { FormView } from "../parts/form.tsx";
import { EmbedCode } from "../plans/embed.tsx";
import { Hours } from "../plans/hours.tsx";
import { route } from "../route.ts";
import { AllWell, Section, useModel } from "../section.tsx";
import { Guide } from "./guide.ts";

export function Content() {
  const guide = useModel(() => new Guide());
  const leave = () => {
    guide.end();
    route.go("setup");
  };
  const tools = <Button onClick={leave}>{t(guide.isReady ? "guide.check" : "guide.leave")}</Button>;
  return (
    <Section id="guide" reading={guide.reading} tools={tools}>
      {(known) => (
        <>
          {guide.isReady && <AllWell>{t("guide.ready")}</AllWell>}
          <ol class="guide">
            <Step name="name" hint={t("guide.name.hint")} done={guide.done.name}>
              <NameOf known={known} />
            </Step>
            {known.plan && known.hours
              ? (
                <Step name="hours" hint={t("guide.hours.hint", { name: known.plan.name })} done={guide.done.hours}>
                  <FormView form={known.hours} label={t("save")} laid>
                    <Hours field={known.hours.fields.hours} />
                  </FormView>
                </Step>
              )
              : (
                <Step name="plan" hint={t("guide.plan.hint")} done={false}>
                  <Website known={known} />
                </Step>
              )}
            <Step name="people" hint={t("guide.people.hint")} done={guide.done.people}>
              <Invite guide={guide} known={known} />
            </Step>
            <Step name="phrases" hint={t("guide.phrases.hint")} done={guide.done.phrases}>
              {!guide.done.phrases && <Button onClick={() => void guide.addPhrases()}>{t("phrases.shipped")}</Button>}
            </Step>
            {known.plan && (
              <Step name="site" hint={t("guide.site.hint")} done={guide.done.site}>
                <Site plan={known.plan} look={guide.look} />
              </Step>
            )}
          </ol>
        </>
      )}
    </Section>
  );
}

type Known = NonNullable<Guide["reading"]["data"]>;

interface StepProps {
  name: string;
  hint: string;
  done: boolean;
  children: ComponentChildren;
}

const Step = ({ name, hint, done, children }: StepProps) => (
  <li class="panel padded guide-step" aria-labelledby={`guide-${name}`}>
    <header>
      <h2 id={`guide-${name}`}>{t(`guide.${name}`)}</h2>
      {done && (
        <span class="chip open guide-done">
          <Icon name="check" />
          {t("guide.done")}
        </span>
      )}
    </header>
    <p class="section-hint">{hint}</p>
    {children}
  </li>
);

const NameOf = ({ known: { name } }: { known: Known }) => (
  <FormView form={name} label={t("save")}>
    <TextInput name="name" field={name.fields.name} label={t("field.name")} hint={t("desk.name.hint")} />
    <TextInput
      name="time_zone"
      field={name.fields.time_zone}
      label={t("field.time_zone")}
      hint={t("desk.time_zone.hint")}
      list={Intl.supportedValuesOf("timeZone")}
    />
  </FormView>
);

const Website = ({ known: { website } }: { known: Known }) => (
  <FormView form={website} label={t("plans.create")}>
    <TextInput name="plan.name" field={website.fields.name} label={t("field.name")} hint={t("plan.name.hint")} />
    <TextInput name="key" field={website.fields.key} label={t("field.key")} hint={t("plan.key.hint")} />
  </FormView>
);

function Invite({ guide, known: { invitation } }: { guide: Guide; known: Known }) {
  const { fields } = invitation;
  const invited = guide.invited.value;
  return (
    <>
      {invited.length > 0 && (
        <p class="note info" role="status">{t("guide.people.invited")} {invited.join(t("comma"))}</p>
      )}
      <FormView form={invitation} label={t("guide.people.invite")}>
        <TextInput name="agent.name" field={fields.name} label={t("agent.name")} hint={t("agent.name.hint")} />
        <TextInput name="email" field={fields.email} type="email" label={t("field.email")} />
        <TextInput name="number" field={fields.number} label={t("field.number")} hint={t("agent.number.hint")} />
      </FormView>
    </>
  );
}

const Site = ({ plan, look }: { plan: PlanView; look: () => void }) => (
  <>
    <EmbedCode planKey={plan.key} />
    <div class="guide-site" role="status">
      {plan.seen_at
        ? (
          <p class="note good">
            {t("guide.site.seen", { origin: plan.seen_origin, time: dayAndTime(plan.seen_at) })}
          </p>
        )
        : (
          <>
            <p class="quiet">{t("guide.site.waiting")}</p>
            <Button small onClick={look}>{t("guide.site.look")}</Button>
          </>
        )}
    </div>
  </>
);
