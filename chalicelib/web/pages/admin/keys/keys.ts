/** API keys: servers that use the API in names of their own. */
import { signal } from "@preact/signals";
import type { Problem } from "../../desk/client.ts";
import { t } from "../../desk/i18n.ts";
import type { ApiKeyAndSecret, ApiKeyView } from "../../desk/operations.ts";
import { session } from "../../desk/session.ts";
import { say } from "../../kit/toasts.tsx";
import * as api from "../parts/api.ts";
import { TextField, TicksField } from "../parts/fields.ts";
import { Form, valuesOf } from "../parts/form.ts";
import { newKey } from "../parts/once.ts";
import { wordsOf } from "../parts/problem.ts";
import { Reading } from "../parts/reading.ts";

/** What no key may do: making keys, and what only people do who sit here. */
const NOT_FOR_KEYS = new Set(["keys.manage", "conversations.take", "presence.others"]);
const BOTH_HOURS = 24;

export class ApiKeys {
  readonly reading = new Reading(() => api.listApiKeys());
  readonly #busy = signal(false);

  get busy(): boolean {
    return this.#busy.value;
  }

  /** The new secret, or null. */
  readonly rotate = async ({ key_id: id }: ApiKeyView): Promise<ApiKeyAndSecret | null> => {
    let made: ApiKeyAndSecret | null = null;
    await this.#doing(async () => {
      made = await api.rotateApiKey(id, { hours: BOTH_HOURS }, newKey());
    });
    return made;
  };

  readonly revoke = ({ key_id: id, name }: ApiKeyView): Promise<void> =>
    this.#doing(async () => {
      await api.revokeApiKey(id);
      say(t("keys.revoked", { name }));
    });

  async #doing(act: () => Promise<void>): Promise<void> {
    if (this.#busy.peek()) return;
    this.#busy.value = true;
    try {
      await act();
    } catch (problem) {
      say(wordsOf(problem as Problem), { kind: "warning", stays: true });
    } finally {
      this.#busy.value = false;
      this.reading.reload();
    }
  }
}

/** What one may give to a key: what one may oneself. */
export const giveable = (): string[] => session.agent.permissions.filter((each) => !NOT_FOR_KEYS.has(each));

/** A moment as the field for it has it, on this computer's clock. */
const localOf = (at: string | null | undefined): string => {
  if (!at) return "";
  const moment = new Date(at);
  return new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
};

const momentOf = (local: string): string | null => local ? new Date(local).toISOString() : null;

const fieldsOf = (of: Partial<ApiKeyView>) => ({
  name: new TextField({ value: of.name, required: true }),
  permissions: new TicksField({ value: of.permissions ?? [], choices: giveable(), required: true }),
  expires_at: new TextField({ value: localOf(of.expires_at) }),
});

export type KeyFields = ReturnType<typeof fieldsOf>;

export function keyForm(of: ApiKeyView | null, done: (answer: ApiKeyAndSecret) => void) {
  let version = of?.version;
  return new Form<KeyFields, ApiKeyAndSecret>({
    name: `api-keys.${of?.key_id ?? "new"}`,
    fields: fieldsOf(of ?? {}),
    send: (values, key, changes) => {
      if (!of) return api.makeApiKey({ ...values, expires_at: momentOf(values.expires_at) }, key);
      const { expires_at: until, ...others } = changes;
      const ends = until === undefined ? {} : { expires_at: momentOf(until) };
      return api.changeApiKey(of.key_id, { ...others, ...ends, version });
    },
    newest: of
      ? async () => {
        const newest = await api.readApiKey(of.key_id);
        version = newest.version;
        return valuesOf(fieldsOf(newest));
      }
      : undefined,
    done,
  });
}
