/** What was sent to a webhook, with every try; and its secrets. */
import { fullTime } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import type { HookDeliveryView, WebhookAndSecrets, WebhookView } from "../../desk/operations.ts";
import { Button } from "../../kit/button.tsx";
import { dress } from "../../kit/dress.ts";
import { Drawer, openDrawer } from "../parts/drawer.tsx";
import { Actions, At, More, RowButton, Table } from "../parts/table.tsx";
import { ShownOnce } from "../parts/shown-once.tsx";
import { Nothing, Shown, useModel } from "../section.tsx";
import css from "./webhooks.css" with { type: "text" };
import { Deliveries, Secrets, statusOf } from "./webhooks.ts";

dress(css);

export const openDeliveries = (of: WebhookView, leaving: AbortSignal) =>
  openDrawer<null>((close) => <DeliveriesDrawer of={of} close={() => close(null)} leaving={leaving} />, leaving);

interface DeliveriesProps {
  of: WebhookView;
  close: () => void;
  leaving: AbortSignal;
}

function DeliveriesDrawer({ of, close, leaving }: DeliveriesProps) {
  const deliveries = useModel(() => new Deliveries(of.endpoint_id));
  return (
    <Drawer title={t("webhooks.deliveries.of", { name: of.description })} size="wide" onClose={close}>
      <p class="drawer-intro">{t("webhooks.deliveries.hint")}</p>
      <div class="webhook-look">
        <div class="list-tools">
          <label>
            {t("webhooks.day")}{" "}
            <input
              type="date"
              value={deliveries.day}
              onChange={(event) => deliveries.choose(event.currentTarget.value)}
            />
          </label>
          <Button small onClick={deliveries.reading.reload}>{t("webhooks.refresh")}</Button>
        </div>
        <Shown reading={deliveries.reading}>
          {(pages) => (
            <>
              {pages.items.length
                ? <List deliveries={deliveries} items={pages.items} leaving={leaving} />
                : <Nothing>{t("webhooks.deliveries.none")}</Nothing>}
              <More pages={pages} />
            </>
          )}
        </Shown>
        {of.enabled && <Again deliveries={deliveries} />}
      </div>
    </Drawer>
  );
}

function Again({ deliveries }: { deliveries: Deliveries }) {
  return (
    <form
      class="panel padded"
      onSubmit={(event) => {
        event.preventDefault();
        void deliveries.againSince();
      }}
    >
      <h3>{t("webhooks.again.since")}</h3>
      <p class="field-hint">{t("webhooks.again.since.hint")}</p>
      <div class="list-tools">
        <input
          type="datetime-local"
          required
          aria-label={t("webhooks.since")}
          value={deliveries.since.value}
          onInput={(event) => deliveries.since.value = event.currentTarget.value}
        />
        <label class="tick">
          <input
            type="checkbox"
            checked={deliveries.arrivedToo.value}
            onChange={(event) => deliveries.arrivedToo.value = event.currentTarget.checked}
          />
          <span>{t("webhooks.arrived_too")}</span>
        </label>
        <Button submits disabled={deliveries.busy}>{t("webhooks.again")}</Button>
      </div>
    </form>
  );
}

interface ListProps {
  deliveries: Deliveries;
  items: HookDeliveryView[];
  leaving: AbortSignal;
}

const List = ({ deliveries, items, leaving }: ListProps) => (
  <Table
    caption={t("webhooks.deliveries")}
    rows={items}
    keyOf={({ delivery }) => delivery}
    columns={[
      { label: t("webhooks.event"), cell: ({ name }) => <span class="mono">{name}</span> },
      { label: t("webhooks.at"), cell: ({ happened_at: at }) => <At at={at} /> },
      { label: t("webhooks.state"), cell: (each) => <State of={each} /> },
      { label: t("webhooks.answer"), cell: ({ tries }) => <>{statusOf(tries.at(-1))}</> },
      { label: t("webhooks.tries"), cell: ({ tries }) => <>{tries.length}</> },
      {
        label: t("actions"),
        cell: (each) => (
          <Actions>
            <RowButton
              label={t("webhooks.look")}
              of={`${each.name} ${fullTime(each.happened_at)}`}
              onClick={() => void openDelivery(each, leaving)}
            />
            {each.state !== "pending" && !deliveries.busy && (
              <RowButton
                label={t("webhooks.again")}
                of={`${each.name} ${fullTime(each.happened_at)}`}
                onClick={() => void deliveries.again(each)}
              />
            )}
          </Actions>
        ),
      },
    ]}
  />
);

const State = ({ of: { state } }: { of: HookDeliveryView }) => (
  <span class={state === "delivered" ? "chip" : "chip waiting"}>{t(`webhooks.state.${state}`)}</span>
);

const openDelivery = (of: HookDeliveryView, leaving: AbortSignal) =>
  openDrawer<null>((close) => (
    <Drawer title={of.name} size="middle" onClose={() => close(null)}>
      <div class="webhook-look">
        <dl class="facts">
          <div>
            <dt>webhook-id</dt>
            <dd class="mono">{of.event_id}</dd>
          </div>
          <div>
            <dt>{t("webhooks.subject")}</dt>
            <dd class="mono">{of.subject}</dd>
          </div>
          <div>
            <dt>{t("webhooks.state")}</dt>
            <dd>
              {t(`webhooks.state.${of.state}`)}
              {of.next_at && ` · ${t("webhooks.next", { at: fullTime(of.next_at) })}`}
            </dd>
          </div>
        </dl>
        <h3>{t("webhooks.body")}</h3>
        <Text text={JSON.stringify(JSON.parse(of.body), null, 2)} />
        <h3>{t("webhooks.tries")}</h3>
        {of.tries.length === 0 && <p class="quiet">{t("webhooks.tries.none")}</p>}
        <ol>
          {of.tries.map((each) => (
            <li key={each.at}>
              <At at={each.at} /> · {statusOf(each)} · {each.milliseconds} ms
              {each.excerpt && <Text text={each.excerpt} />}
            </li>
          ))}
        </ol>
      </div>
    </Drawer>
  ), leaving);

const Text = ({ text }: { text: string }) => <pre class="panel padded" dir="auto">{text}</pre>;

export const openSecrets = (of: WebhookView, made: WebhookAndSecrets | null, leaving: AbortSignal) =>
  openDrawer<null>((close) => <SecretsDrawer of={of} made={made} close={() => close(null)} />, leaving);

interface SecretsProps {
  of: WebhookView;
  made: WebhookAndSecrets | null;
  close: () => void;
}

function SecretsDrawer({ of, made, close }: SecretsProps) {
  const secrets = useModel(() => new Secrets(of.endpoint_id, made));
  return (
    <Drawer title={t("webhooks.secrets.of", { name: of.description })} size="middle" onClose={close}>
      <p class="drawer-intro">{t("webhooks.secrets.hint")}</p>
      <div class="webhook-look">
        {secrets.shown && (
          <ShownOnce label={t("webhooks.secret.shown")} value={secrets.shown} hint={t("webhooks.secret.once")} />
        )}
        <Shown reading={secrets.reading}>
          {({ secrets: all }) => (
            <Table
              caption={t("webhooks.secrets")}
              rows={all}
              keyOf={({ secret_id: id }) => id}
              columns={[
                { label: t("webhooks.secret.made"), cell: ({ created_at: at }) => <At at={at} /> },
                {
                  label: t("webhooks.secret.valid"),
                  cell: ({ ends_at: at }) =>
                    at ? <>{t("webhooks.until", { at: fullTime(at) })}</> : <>{t("webhooks.valid")}</>,
                },
              ]}
            />
          )}
        </Shown>
        <p class="field-hint">{t("webhooks.rotate.hint")}</p>
        <div class="list-tools">
          <Button kind="primary" disabled={secrets.busy} onClick={() => void secrets.rotate(24)}>
            {t("webhooks.rotate")}
          </Button>
          <Button disabled={secrets.busy} onClick={() => void secrets.rotate(0)}>{t("webhooks.rotate.now")}</Button>
        </div>
      </div>
    </Drawer>
  );
}
