/** The section of channels: made, changed, given another key, switched off; what could not be brought out. */
import { t } from "../../desk/i18n.ts";
import type { ChannelView } from "../../desk/operations.ts";
import { Button } from "../../kit/button.tsx";
import { confirmed } from "../../kit/dialogs.tsx";
import { type Spoken } from "../../desk/i18n.ts";
import { Drawer, FormDrawer, openDrawer } from "../parts/drawer.tsx";
import { LinesInput, NumberInput, Select, TextInput, Tick } from "../parts/fields.tsx";
import { At, Table } from "../parts/table.tsx";
import { ShownOnce } from "../parts/shown-once.tsx";
import { Nothing, SectionFrame, Shown, useLeaving, useModel } from "../section.tsx";
import {
  channelForm,
  Channels,
  chooseKind,
  chooseProvider,
  Failures,
  type Fields,
  KINDS,
  type PlanName,
  providersOf,
} from "./channels.ts";
import { openMails } from "./mails.tsx";

export const WORDS: Spoken = {
  "zh-CN": () => import("../../words/zh/admin-channels.ts"),
  en: () => import("../../words/en/admin-channels.ts"),
};

export function Content() {
  const channels = useModel(() => new Channels());
  const leaving = useLeaving();
  return (
    <SectionFrame id="channels">
      <Shown reading={channels.reading}>
        {({ channels: all, plans }) => {
          const open = async (channel: ChannelView | null) =>
            channels.stored(await openChannel(channel, plans, leaving));
          return (
            <>
              <div class="tools">
                <p class="section-hint">{t("channels.about")}</p>
                <span class="spring" />
                {all.some(({ kind }) => kind === "email") && (
                  <Button
                    icon="mail"
                    onClick={() => void openMails(all, leaving)}
                  >
                    {t("mails.title")}
                  </Button>
                )}
                <Button kind="primary" icon="plus" onClick={() => void open(null)}>{t("channels.new")}</Button>
              </div>
              {channels.shown?.secret && <Secret of={channels.shown} />}
              {all.length === 0 ? <Nothing>{t("channels.none")}</Nothing> : (
                <ul class="plans">
                  {all.map((channel) => (
                    <Card
                      key={channel.channel_id}
                      of={channel}
                      plan={plans.find(({ key }) => key === channel.plan_key)?.name ?? channel.plan_key}
                      model={channels}
                      edit={() => void open(channel)}
                      leaving={leaving}
                    />
                  ))}
                </ul>
              )}
            </>
          );
        }}
      </Shown>
    </SectionFrame>
  );
}

const Secret = ({ of }: { of: ChannelView }) => (
  <div class="panel padded">
    <ShownOnce
      label={t(of.provider === "signed" ? "channels.secret" : "channels.secret.token", { name: of.name })}
      value={of.secret ?? ""}
      hint={t("channels.secret.hint")}
    />
    {of.aes_key && (
      <ShownOnce
        label={t("channels.secret.aes", { name: of.name })}
        value={of.aes_key}
        hint={t("channels.secret.hint")}
      />
    )}
  </div>
);

interface CardProps {
  of: ChannelView;
  plan: string;
  model: Channels;
  edit: () => void;
  leaving: AbortSignal;
}

function Card({ of, plan, model, edit, leaving }: CardProps) {
  const ask = (name: string, words = {}) =>
    confirmed({
      title: t(`channels.${name}.title`, { name: of.name }),
      paragraphs: [t(`channels.${name}.body`, words)],
      confirm: t(`channels.${name}`),
    }, leaving);
  const rotate = async () => await ask("rotate") && await model.rotate(of);
  const turn = async () => (!of.active || await ask("off")) && await model.switch(of);
  const retire = async (id: string) => await ask("retire", { key: id }) && await model.retire(of, id);
  const { characters, files, megabytes, window_hours: hours, messages } = of.limits;
  const held = of.keys.filter(({ retired_at: at }) => !at);
  return (
    <li class="panel padded plan">
      <header class="plan-head">
        <h2 dir="auto">{of.name}</h2>
        <span class="chip">{t(`channels.kind.${of.kind}`)}</span>
        {of.sealed && <span class="chip">{t("channels.is_sealed")}</span>}
        {!of.active && <span class="chip waiting">{t("channels.is_off")}</span>}
        <span class="spring" />
        <Button small aria-label={`${t("edit")} ${of.name}`} onClick={edit}>{t("edit")}</Button>
        <Button small kind="quiet" aria-label={`${t("channels.rotate")} ${of.name}`} onClick={() => void rotate()}>
          {t("channels.rotate")}
        </Button>
        <Button
          small
          kind="quiet"
          aria-label={`${t(of.active ? "channels.off" : "channels.on")} ${of.name}`}
          onClick={() => void turn()}
        >
          {t(of.active ? "channels.off" : "channels.on")}
        </Button>
        <Button
          small
          kind="quiet"
          aria-label={`${t("channels.failures")} ${of.name}`}
          onClick={() => void openFailures(of, leaving)}
        >
          {t("channels.failures")}
        </Button>
      </header>
      <dl class="facts">
        <div>
          <dt>{t("channels.plan")}</dt>
          <dd dir="auto">{plan}</dd>
        </div>
        <div>
          <dt>{t("channels.path")}</dt>
          <dd>
            <code>{location.origin + of.path}</code>
          </dd>
        </div>
        <div>
          <dt>{t("channels.address")}</dt>
          <dd>{of.address ? <code>{of.address}</code> : t(`channels.address.none.${of.provider}`)}</dd>
        </div>
        {of.kind === "email" && (
          <div>
            <dt>{t("channels.inboxes")}</dt>
            <dd>{of.inboxes.length ? <code>{of.inboxes.join(", ")}</code> : t("channels.inboxes.none")}</dd>
          </div>
        )}
        <div>
          <dt>{t("channels.limits")}</dt>
          <dd>
            {t("channels.limits.words", { characters, files, megabytes })}
            {hours > 0 && ` ${t("channels.limits.window", { hours })}`}
            {messages > 0 && ` ${t("channels.limits.messages", { messages })}`}
          </dd>
        </div>
        <div>
          <dt>{t("channels.last")}</dt>
          <dd>
            {t("channels.last.in")} {of.last_in_at ? <At at={of.last_in_at} /> : t("channels.never")} ·{" "}
            {t("channels.last.out")} {of.last_out_at ? <At at={of.last_out_at} /> : t("channels.never")}
          </dd>
        </div>
        <div>
          <dt>{t("channels.keys")}</dt>
          <dd>
            {held.map(({ key_id: id, added_at: at }) => (
              <span key={id} class="actions">
                <code>{id}</code> <At at={at} />
                {held.length > 1 && (
                  <Button
                    small
                    kind="quiet"
                    aria-label={`${t("channels.retire")} ${id}`}
                    onClick={() => void retire(id)}
                  >
                    {t("channels.retire")}
                  </Button>
                )}
              </span>
            ))}
          </dd>
        </div>
      </dl>
    </li>
  );
}

const openChannel = (channel: ChannelView | null, plans: readonly PlanName[], leaving: AbortSignal) =>
  openDrawer<ChannelView>((close) => (
    <FormDrawer
      title={channel ? t("edit.title", { name: channel.name }) : t("channels.new")}
      label={t("save")}
      wide
      close={close}
      make={(done) => channelForm(channel, plans, done)}
    >
      {(fields) => <ChannelFields fields={fields} channel={channel} plans={plans} />}
    </FormDrawer>
  ), leaving);

interface FieldsProps {
  fields: Fields;
  channel: ChannelView | null;
  plans: readonly PlanName[];
}

function ChannelFields({ fields, channel, plans }: FieldsProps) {
  const kind = fields.kind.raw;
  const provider = fields.provider.raw === "signed" ? null : fields.provider.raw;
  return (
    <>
      {!channel && (
        <label class="form-field">
          <span>{t("channels.kind")}</span>
          <select value={kind} onChange={(event) => chooseKind(fields, event.currentTarget.value as typeof kind)}>
            {KINDS.map((each) => <option key={each} value={each}>{t(`channels.kind.${each}`)}</option>)}
          </select>
        </label>
      )}
      <TextInput name="name" field={fields.name} label={t("field.name")} longest={40} />
      {!channel && (
        <Select
          name="plan_key"
          field={fields.plan_key}
          label={t("channels.plan")}
          options={plans.map(({ key, name }) => [key, name] as const)}
        />
      )}
      {!channel && providersOf(kind).length > 0 && (
        <label class="form-field">
          <span>{t("channels.provider")}</span>
          <select value={fields.provider.raw} onChange={(event) => chooseProvider(fields, event.currentTarget.value)}>
            {["signed", ...providersOf(kind)].map((each) => (
              <option key={each} value={each}>{t(`channels.provider.${each}`)}</option>
            ))}
          </select>
        </label>
      )}
      {provider && (
        <>
          <TextInput
            name="app_id"
            field={fields.app_id}
            label={t(provider === "kf" ? "channels.app_id.kf" : "channels.app_id")}
            longest={100}
          />
          <TextInput
            name="app_secret"
            field={fields.app_secret}
            type="password"
            label={t("channels.app_secret")}
            hint={channel ? t("channels.app_secret.kept") : undefined}
            longest={200}
          />
          {!channel && (
            <TextInput
              name="secret"
              field={fields.secret}
              type="password"
              label={t("channels.token")}
              hint={t("channels.token.hint")}
              longest={32}
            />
          )}
          <Tick name="sealed" field={fields.sealed} label={t("channels.sealed")} hint={t("channels.sealed.hint")} />
          {!channel && fields.sealed.raw && (
            <TextInput
              name="aes_key"
              field={fields.aes_key}
              type="password"
              label="EncodingAESKey"
              hint={t("channels.aes_key.hint")}
              longest={43}
            />
          )}
        </>
      )}
      {(kind === "email" || kind === "sms") && (
        <LinesInput
          name="inboxes"
          field={fields.inboxes}
          label={t(kind === "sms" ? "channels.numbers" : "channels.inboxes")}
          hint={t(kind === "sms" ? "channels.numbers.hint" : "channels.inboxes.hint")}
        />
      )}
      <TextInput
        name="address"
        field={fields.address}
        type="url"
        label={t("channels.address")}
        hint={t(
          `channels.address.hint.${provider ?? (kind === "email" || kind === "sms" ? "letters" : "signed")}`,
        )}
        longest={500}
      />
      <TextInput
        name="host"
        field={fields.host}
        label={t("channels.host")}
        hint={t("channels.host.hint")}
        longest={200}
      />
      <TextInput
        name="source"
        field={fields.source}
        label={t("channels.source")}
        hint={t("channels.source.hint")}
        longest={40}
      />
      <NumberInput name="characters" field={fields.characters} label={t("channels.characters")} min={1} max={4000} />
      <NumberInput name="files" field={fields.files} label={t("channels.files")} min={0} max={5} />
      <NumberInput name="megabytes" field={fields.megabytes} label={t("channels.megabytes")} min={0} max={30} />
      <NumberInput
        name="window_hours"
        field={fields.window_hours}
        label={t("channels.window")}
        hint={t("channels.window.hint")}
        min={0}
        max={720}
      />
      <NumberInput
        name="messages"
        field={fields.messages}
        label={t("channels.messages")}
        hint={t("channels.messages.hint")}
        min={0}
        max={100}
      />
      <Tick name="own_words" field={fields.own_words} label={t("channels.own_words")} />
      <Tick name="trusts" field={fields.trusts} label={t("channels.trusts")} hint={t("channels.trusts.hint")} />
    </>
  );
}

const openFailures = (channel: ChannelView, leaving: AbortSignal) =>
  openDrawer<null>(
    (close) => (
      <Drawer
        title={t("channels.failures.title", { name: channel.name })}
        onClose={() => close(null)}
      >
        <div class="padded">
          <FailureList id={channel.channel_id} />
        </div>
      </Drawer>
    ),
    leaving,
  );

function FailureList({ id }: { id: string }) {
  const failures = useModel(() => new Failures(id));
  return (
    <Shown reading={failures.reading}>
      {(all) =>
        all.length === 0 ? <Nothing>{t("channels.failures.none")}</Nothing> : (
          <Table
            caption={t("channels.failures")}
            rows={all}
            keyOf={({ conversation_id: conversation, seq, at }) => `${conversation}#${seq}#${at}`}
            columns={[
              { label: t("channels.failures.at"), cell: ({ at }) => <At at={at} /> },
              {
                label: t("channels.failures.why"),
                cell: ({ why, detail }) => <>{t(`channels.why.${why}`)} {detail}</>,
              },
              {
                label: t("channels.failures.what"),
                cell: ({ conversation_id: name, seq, sender, text }) =>
                  name ? <code>{name} #{seq}</code> : <bdi>{[sender, text].filter(Boolean).join("：")}</bdi>,
              },
            ]}
          />
        )}
    </Shown>
  );
}
