/** Webhooks: other programs that hear of what happens, what was sent to them, and sending it again. */
import { signal } from "@preact/signals";
import type { Problem } from "../../desk/client.ts";
import { t } from "../../desk/i18n.ts";
import type { EventKindView, HookDeliveryView, WebhookAndSecrets, WebhookView } from "../../desk/operations.ts";
import { now } from "../../desk/time.ts";
import { say } from "../../kit/toasts.tsx";
import * as api from "../parts/api.ts";
import { TextField, TickField, TicksField } from "../parts/fields.ts";
import { Form, valuesOf } from "../parts/form.ts";
import { newKey } from "../parts/once.ts";
import { Pages } from "../parts/pages.ts";
import { wordsOf } from "../parts/problem.ts";
import { Reading } from "../parts/reading.ts";

export interface Known {
  kinds: EventKindView[];
  plans: Array<{ key: string; name: string }>;
}

interface Read extends Known {
  webhooks: WebhookView[];
}

export const warn = (problem: unknown): void => {
  say(wordsOf(problem as Problem), { kind: "warning", stays: true });
};

export class Webhooks {
  readonly reading: Reading<Read> = new Reading(async () => {
    const [webhooks, kinds, plans] = await Promise.all([
      api.listWebhooks(),
      api.listWebhookEvents(),
      api.listPlans(),
    ]);
    return { webhooks, kinds, plans };
  });
  readonly #busy = signal(false);

  get known(): Known {
    return this.reading.data ?? { kinds: [], plans: [] };
  }

  get busy(): boolean {
    return this.#busy.value;
  }

  stored(answer: { description: string } | null): void {
    if (answer) say(t("stored", { name: answer.description }));
    this.reading.reload();
  }

  /** What the other side said to a test, in words. */
  readonly test = ({ endpoint_id: id, description: name }: WebhookView): Promise<void> =>
    this.#doing(async () => {
      const { state, tries } = await api.testWebhook(id, newKey());
      const status = statusOf(tries.at(-1));
      const arrived = state === "delivered";
      say(t(arrived ? "webhooks.test.arrived" : "webhooks.test.failed", { name, status }), {
        kind: arrived ? "info" : "warning",
        stays: !arrived,
      });
    });

  readonly remove = ({ endpoint_id: id, description: name }: WebhookView): Promise<void> =>
    this.#doing(async () => {
      await api.deleteWebhook(id);
      say(t("webhooks.deleted", { name }));
    });

  async #doing(act: () => Promise<void>): Promise<void> {
    if (this.#busy.peek()) return;
    this.#busy.value = true;
    try {
      await act();
    } catch (problem) {
      warn(problem);
    } finally {
      this.#busy.value = false;
      this.reading.reload();
    }
  }
}

/** All events, families of them, and each by its name. */
export function choicesOf(kinds: readonly EventKindView[]): string[] {
  const names = kinds.map(({ name }) => name).filter((name) => name !== "webhook.test");
  const families = [...new Set(names.map((name) => `${name.split(".")[0]}.*`))];
  return ["*", ...families, ...names];
}

const fieldsOf = (of: Partial<WebhookView>, { kinds, plans }: Known) => ({
  description: new TextField({ value: of.description, required: true }),
  url: new TextField({ value: of.url, required: true }),
  events: new TicksField({ value: of.events ?? ["*"], choices: choicesOf(kinds), required: true }),
  plan_keys: new TicksField({ value: of.plan_keys ?? [], choices: plans.map(({ key }) => key) }),
  personal: new TickField(of.personal),
  numbers: new TickField(of.numbers),
  ordered: new TickField(of.ordered),
  enabled: new TickField(of.enabled ?? true),
});

export type WebhookFields = ReturnType<typeof fieldsOf>;

export function webhookForm(of: WebhookView | null, known: Known, done: (answer: WebhookAndSecrets) => void) {
  let version = of?.version;
  return new Form<WebhookFields, WebhookAndSecrets>({
    name: `webhooks.${of?.endpoint_id ?? "new"}`,
    fields: fieldsOf(of ?? {}, known),
    send: (values, key, changes) =>
      of ? api.changeWebhook(of.endpoint_id, { ...changes, version }) : api.createWebhook(values, key),
    newest: of
      ? async () => {
        const newest = await api.readWebhook(of.endpoint_id);
        version = newest.version;
        return valuesOf(fieldsOf(newest, known));
      }
      : undefined,
    done,
  });
}

/** The secrets of one, and a new one that is shown here and never again. */
export class Secrets {
  readonly reading: Reading<WebhookAndSecrets>;
  readonly #shown = signal<string | null>(null);
  readonly #busy = signal(false);
  #key = newKey();

  constructor(private readonly id: string, first: WebhookAndSecrets | null = null) {
    this.reading = new Reading(() => api.readWebhook(id));
    this.#shown.value = first?.secrets[0]?.secret ?? null;
  }

  get shown(): string | null {
    return this.#shown.value;
  }

  get busy(): boolean {
    return this.#busy.value;
  }

  readonly rotate = async (hours: number): Promise<void> => {
    if (this.#busy.peek()) return;
    this.#busy.value = true;
    try {
      const { secrets } = await api.rotateWebhookSecret(this.id, { hours }, this.#key);
      this.#shown.value = secrets[0].secret;
      this.#key = newKey();
    } catch (problem) {
      warn(problem);
    } finally {
      this.#busy.value = false;
      this.reading.reload();
    }
  };
}

const today = (): string => new Date(now()).toISOString().slice(0, 10);

/** What was sent on a day. */
export class Deliveries {
  readonly #day = signal(today());
  readonly #busy = signal(false);
  readonly reading: Reading<Pages<HookDeliveryView>>;
  readonly since = signal("");
  readonly arrivedToo = signal(false);

  constructor(private readonly id: string) {
    const read = (cursor: string | null) => api.listWebhookDeliveries(this.id, this.#day.peek(), cursor);
    this.reading = new Reading(async () => new Pages<HookDeliveryView>(await read(null), read));
  }

  get day(): string {
    return this.#day.value;
  }

  get busy(): boolean {
    return this.#busy.value;
  }

  leave(): void {
    this.reading.data?.leave();
  }

  readonly choose = (day: string): void => {
    if (!/^\d{4}-\d\d-\d\d$/.test(day)) return;
    this.#day.value = day;
    this.reading.reload();
  };

  readonly again = ({ delivery, name }: HookDeliveryView): Promise<void> =>
    this.#doing({ delivery }, t("webhooks.again.one", { name }));

  readonly againSince = (): Promise<void> => {
    const at = new Date(this.since.peek());
    if (Number.isNaN(at.getTime())) return Promise.resolve();
    const since = at.toISOString();
    return this.#doing({ since, arrived_too: this.arrivedToo.peek() }, t("webhooks.again.several"));
  };

  async #doing(body: Parameters<typeof api.replayWebhookDeliveries>[1], words: string): Promise<void> {
    if (this.#busy.peek()) return;
    this.#busy.value = true;
    try {
      await api.replayWebhookDeliveries(this.id, body, newKey());
      say(words);
    } catch (problem) {
      warn(problem);
    } finally {
      this.#busy.value = false;
      this.reading.reload();
    }
  }
}

/** What came of a try, in few words. */
export function statusOf(attempt: HookDeliveryView["tries"][number] | undefined): string {
  if (!attempt) return "–";
  if (!attempt.status) return t(`webhooks.why.${attempt.why}`);
  return attempt.why ? `${attempt.status} · ${t(`webhooks.why.${attempt.why}`)}` : `${attempt.status}`;
}
