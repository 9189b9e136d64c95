/** Channels: where customers write besides a website, with their keys, limits and failures. */
import { signal } from "@preact/signals";
import type { Problem } from "../../desk/client.ts";
import { t } from "../../desk/i18n.ts";
import type { ChangeChannel, ChannelFailureView, ChannelView, NewChannel } from "../../desk/operations.ts";
import { say } from "../../kit/toasts.tsx";
import * as api from "./api.ts";
import { ChoiceField, LinesField, NumberField, OptionalTextField, TextField, TickField } from "../parts/fields.ts";
import { Form } from "../parts/form.ts";
import { Keys } from "../parts/once.ts";
import { knownPlans } from "../parts/people.ts";
import { wordsOf } from "../parts/problem.ts";
import { Reading } from "../parts/reading.ts";

export type Kind = ChannelView["kind"];
export const KINDS: readonly Kind[] = ["app", "mini_program", "social", "email", "sms", "phone"];
/** The providers whose own interface is spoken, and of which kinds. */
export const PROVIDERS = { wechat: ["mini_program", "social"], kf: ["social"] } as const satisfies Record<
  string,
  readonly Kind[]
>;
export type Provider = keyof typeof PROVIDERS;
/** Those that post in encrypted envelopes as a rule. */
const SEALING: readonly string[] = ["kf"];
/** Those that a kind may have besides the desk's own. */
export const providersOf = (kind: Kind): Provider[] =>
  (Object.keys(PROVIDERS) as Provider[]).filter((name) => (PROVIDERS[name] as readonly Kind[]).includes(kind));

/** Characters, files, megabytes, hours: what such channels take as a rule. */
const USUAL: Record<Kind, readonly [number, number, number, number]> = {
  app: [4000, 5, 10, 0],
  mini_program: [2000, 1, 2, 48],
  email: [4000, 5, 10, 0],
  sms: [1000, 0, 0, 0],
  phone: [4000, 0, 0, 0],
  social: [2000, 1, 2, 48],
};

export interface PlanName {
  key: string;
  name: string;
}

export class Channels {
  readonly #shown = signal<ChannelView | null>(null);
  readonly #keys = new Keys();
  readonly reading = new Reading(async () => {
    const [channels, plans] = await Promise.all([api.listChannels(), knownPlans()]);
    return { channels, plans };
  });

  /** The one whose secret was just made, which is shown this once. */
  get shown(): ChannelView | null {
    return this.#shown.value;
  }

  async stored(channel: ChannelView | null): Promise<void> {
    if (!channel) return;
    if (channel.secret) this.#shown.value = channel;
    say(t("stored", { name: channel.name }));
    await this.reading.reload();
  }

  async rotate({ channel_id: id, name }: ChannelView): Promise<void> {
    await this.#tried(async () => {
      this.#shown.value = await api.addChannelKey(id, this.#keys.keyOf(id));
      this.#keys.done();
      say(t("channels.key.made", { name }));
    });
  }

  async retire({ channel_id: id, name }: ChannelView, keyId: string): Promise<void> {
    await this.#tried(async () => {
      await api.retireChannelKey(id, keyId);
      say(t("channels.key.gone", { name }));
    });
  }

  async switch(channel: ChannelView): Promise<void> {
    const { channel_id: id, active, version, name } = channel;
    await this.#tried(async () => {
      await api.changeChannel(id, { active: !active, version });
      say(t(active ? "channels.off.done" : "channels.on.done", { name }));
    });
  }

  async #tried(act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (problem) {
      say(wordsOf(problem as Problem), { kind: "warning" });
    }
    await this.reading.reload();
  }
}

export class Failures {
  readonly reading: Reading<ChannelFailureView[]>;

  constructor(channelId: string) {
    this.reading = new Reading(async () => await api.listChannelFailures(channelId));
  }
}

export const fieldsOf = (channel: ChannelView | null, plans: readonly PlanName[]) => {
  const [characters, files, megabytes, hours] = channel
    ? [channel.limits.characters, channel.limits.files, channel.limits.megabytes, channel.limits.window_hours]
    : USUAL.app;
  return {
    kind: new ChoiceField<Kind>({ value: channel?.kind ?? "app" }),
    name: new TextField({ value: channel?.name ?? "", required: true }),
    plan_key: new ChoiceField<string>({ value: channel?.plan_key ?? plans[0]?.key ?? "" }),
    provider: new ChoiceField<string>({ value: channel?.provider ?? "signed" }),
    address: new TextField({ value: channel?.address ?? "" }),
    host: new TextField({ value: channel?.host ?? "" }),
    source: new TextField({ value: channel?.source ?? "" }),
    app_id: new OptionalTextField({ value: channel?.app_id || null }),
    app_secret: new TextField({ value: "", secret: true }),
    secret: new TextField({ value: "", secret: true }),
    sealed: new TickField(channel?.sealed ?? false),
    aes_key: new TextField({ value: "", secret: true }),
    own_words: new TickField(channel?.own_words ?? true),
    trusts: new TickField(channel?.trusts ?? false),
    inboxes: new LinesField({ value: channel?.inboxes ?? [] }),
    characters: new NumberField({ value: characters }),
    files: new NumberField({ value: files }),
    megabytes: new NumberField({ value: megabytes }),
    window_hours: new NumberField({ value: hours }),
    messages: new NumberField({ value: channel?.limits.messages ?? 0 }),
  };
};
export type Fields = ReturnType<typeof fieldsOf>;

/** What a kind takes as a rule stands in the fields once it is chosen. */
export function chooseKind(fields: Fields, kind: Kind): void {
  const [characters, files, megabytes, hours] = USUAL[kind];
  fields.kind.write(kind);
  fields.characters.write(characters);
  fields.files.write(files);
  fields.megabytes.write(megabytes);
  fields.window_hours.write(hours);
  fields.own_words.write(kind !== "sms" && kind !== "email");
  if (!providersOf(kind).some((each) => each === fields.provider.raw)) chooseProvider(fields, "signed");
}

/** Whether it posts in envelopes stands in the field once it is chosen. */
export function chooseProvider(fields: Fields, provider: string): void {
  fields.provider.write(provider);
  fields.sealed.write(SEALING.includes(provider));
  fields.messages.write(provider === "signed" ? 0 : 5);
}

export const channelForm = (
  channel: ChannelView | null,
  plans: readonly PlanName[],
  done: (made: ChannelView) => void,
) =>
  new Form({
    name: `channels.${channel?.channel_id ?? "new"}`,
    fields: fieldsOf(channel, plans),
    send: (said, key) => {
      const { kind, plan_key, provider, app_secret, secret, aes_key, ...other } = said;
      const { characters, files, megabytes, window_hours, messages, ...rest } = other;
      const limits = { characters, files, megabytes, window_hours, messages };
      const body: ChangeChannel = { ...rest, limits, app_secret: app_secret || null };
      if (channel) return api.changeChannel(channel.channel_id, { ...body, source: body.source || null });
      const made: NewChannel = { ...rest, kind, plan_key, provider, limits, app_secret, secret, aes_key };
      return api.createChannel(made, key);
    },
    done,
  });
