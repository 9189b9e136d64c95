/** The section of webhooks: who hears of what, tests, secrets, and what was sent. */
import { fullTime } from "../../desk/format.ts";
import { type Spoken, t } from "../../desk/i18n.ts";
import type { WebhookAndSecrets, WebhookView } from "../../desk/operations.ts";
import { Button } from "../../kit/button.tsx";
import { confirmed } from "../../kit/dialogs.tsx";
import { FormDrawer, openDrawer } from "../parts/drawer.tsx";
import { Ticks } from "../parts/choices.tsx";
import { TextInput, Tick } from "../parts/fields.tsx";
import { Nothing, Section, useLeaving, useModel } from "../section.tsx";
import { openDeliveries, openSecrets } from "./deliveries.tsx";
import { type Known, webhookForm, Webhooks } from "./webhooks.ts";

export const WORDS: Spoken = {
  "zh-CN": () => import("../../words/zh/admin-webhooks.ts"),
  en: () => import("../../words/en/admin-webhooks.ts"),
};

export function Content() {
  const webhooks = useModel(() => new Webhooks());
  const leaving = useLeaving();
  const open = async (of: WebhookView | null) => {
    const stored = await openWebhook(of, webhooks.known, leaving);
    webhooks.stored(stored);
    if (stored && !of) await openSecrets(stored, stored, leaving);
  };
  return (
    <Section
      id="webhooks"
      reading={webhooks.reading}
      create={{ label: t("webhooks.new"), run: () => void open(null) }}
    >
      {({ webhooks: all, plans }) =>
        all.length === 0 ? <Nothing>{t("webhooks.none")}</Nothing> : (
          <ul class="plans">
            {all.map((each) => (
              <Card
                key={each.endpoint_id}
                of={each}
                plans={plans}
                webhooks={webhooks}
                edit={() => void open(each)}
                leaving={leaving}
              />
            ))}
          </ul>
        )}
    </Section>
  );
}

const openWebhook = (of: WebhookView | null, known: Known, leaving: AbortSignal) =>
  openDrawer<WebhookAndSecrets>((close) => (
    <FormDrawer
      title={of ? t("edit.title", { name: of.description }) : t("webhooks.new")}
      intro={t("webhooks.intro")}
      label={t(of ? "save" : "webhooks.create")}
      close={close}
      make={(done) => webhookForm(of, known, done)}
    >
      {(fields) => (
        <>
          <TextInput name="description" field={fields.description} label={t("webhooks.description")} longest={100} />
          <TextInput name="url" field={fields.url} type="url" label={t("webhooks.url")} hint={t("webhooks.url.hint")} />
          <Ticks
            name="events"
            field={fields.events}
            label={t("webhooks.events")}
            hint={t("webhooks.events.hint")}
            search={t("webhooks.events.search")}
            options={fields.events.choices.map((each) => [each, eventWords(each)])}
          />
          <Ticks
            name="plan_keys"
            field={fields.plan_keys}
            label={t("webhooks.plans")}
            hint={t("webhooks.plans.hint")}
            options={known.plans.map(({ key, name }) => [key, name])}
          />
          <Tick
            name="personal"
            field={fields.personal}
            label={t("webhooks.personal")}
            hint={t("webhooks.personal.hint")}
          />
          <Tick name="numbers" field={fields.numbers} label={t("webhooks.numbers")} hint={t("webhooks.numbers.hint")} />
          <Tick name="ordered" field={fields.ordered} label={t("webhooks.ordered")} hint={t("webhooks.ordered.hint")} />
          <Tick name="enabled" field={fields.enabled} label={t("webhooks.enabled")} hint={t("webhooks.enabled.hint")} />
        </>
      )}
    </FormDrawer>
  ), leaving);

/** A family of events has words, an event its name, by which programs know it. */
const eventWords = (event: string): string =>
  event === "*"
    ? t("webhooks.everything")
    : event.endsWith(".*")
    ? `${event} · ${t(`webhooks.family.${event}`)}`
    : event;

interface CardProps {
  of: WebhookView;
  plans: Known["plans"];
  webhooks: Webhooks;
  edit: () => void;
  leaving: AbortSignal;
}

function Card({ of, plans, webhooks, edit, leaving }: CardProps) {
  const names = of.plan_keys.map((key) => plans.find((each) => each.key === key)?.name ?? key);
  const facts: Array<[string, string]> = [
    ["url", of.url],
    ["events", of.events.map((each) => each === "*" ? t("webhooks.everything") : each).join(t("comma"))],
    ["plans", names.length ? names.join(t("comma")) : t("webhooks.plans.all")],
    ["text", t(of.personal ? "webhooks.text.personal" : "webhooks.text.facts")],
    ["order", t(of.ordered ? "webhooks.order.kept" : "webhooks.order.free")],
  ];
  const buttons: Array<[string, () => void]> = [
    ["webhooks.test", () => void webhooks.test(of)],
    ["webhooks.deliveries", () => void openDeliveries(of, leaving)],
    ["webhooks.secrets", () => void openSecrets(of, null, leaving)],
    ["edit", edit],
    ["webhooks.delete", () => void remove(of, webhooks, leaving)],
  ];
  return (
    <li class="panel padded plan">
      <header class="plan-head">
        <h2 dir="auto">{of.description}</h2>
        <State of={of} />
        <span class="spring" />
        {buttons.map(([words, run]) => (
          <Button
            small
            key={words}
            kind="quiet"
            disabled={webhooks.busy}
            aria-label={`${t(words)} ${of.description}`}
            onClick={run}
          >
            {t(words)}
          </Button>
        ))}
      </header>
      {of.failing_since && <p class="note warning">{t("webhooks.failing", { at: fullTime(of.failing_since) })}</p>}
      <dl class="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{t(`webhooks.fact.${name}`)}</dt>
            <dd dir="auto" class="webhook-url">{value}</dd>
          </div>
        ))}
      </dl>
    </li>
  );
}

function State({ of: { enabled, why_disabled: why } }: { of: WebhookView }) {
  if (enabled) return <span class="chip">{t("webhooks.on")}</span>;
  return <span class="chip waiting">{t(`webhooks.off.${why ?? "by_hand"}`)}</span>;
}

async function remove(of: WebhookView, webhooks: Webhooks, leaving: AbortSignal): Promise<void> {
  const question = {
    title: t("webhooks.delete.title", { name: of.description }),
    paragraphs: [t("webhooks.delete.body")],
    confirm: t("webhooks.delete"),
  };
  if (await confirmed(question, leaving)) await webhooks.remove(of);
}
