/** The keys of a plan, of its website and of its shop: they take effect at once, without saving the plan. */
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useMemo } from "preact/hooks";
import { dayAndTime } from "../../desk/format.ts";
import { t, tOf } from "../../desk/i18n.ts";
import { Button } from "../../kit/button.tsx";
import { confirmed } from "../../kit/dialogs.tsx";
import { useLeaving } from "../section.tsx";
import { identityKeysOf, type KeyView, type PlanKeys, shopKeysOf, type Way, WAYS } from "./keys.ts";
import { ShownOnce } from "../parts/shown-once.tsx";

export function KeysOfPlan({ planKey }: { planKey: string }) {
  const keys = useMemo(() => identityKeysOf(planKey), []);
  return (
    <KeyList keys={keys} family="identity">
      <AddKey keys={keys} />
    </KeyList>
  );
}

export function KeysOfShop({ planKey }: { planKey: string }) {
  const keys = useMemo(() => shopKeysOf(planKey), []);
  return (
    <KeyList keys={keys} family="shopkeys">
      <Button small disabled={keys.busy} onClick={() => void keys.add({})}>{t("shopkeys.add")}</Button>
    </KeyList>
  );
}

interface KeyListProps<View extends KeyView, Body> {
  keys: PlanKeys<View, Body>;
  /** Of its words. */
  family: "identity" | "shopkeys";
  /** How one is added. */
  children: ComponentChildren;
}

function KeyList<View extends KeyView, Body>({ keys, family, children }: KeyListProps<View, Body>) {
  const leaving = useLeaving();
  useEffect(() => void keys.read(), []);
  const { items, shown, problem } = keys;
  const retire = async (key: KeyView) => {
    const question = {
      title: t("identity.retire.title"),
      paragraphs: [t(`${family}.retire.body`, { key: key.key_id })],
      confirm: t("identity.retire"),
    };
    if (await confirmed(question, leaving)) await keys.retire(key.key_id);
  };
  return (
    <div class="identity-keys">
      {items?.length === 0 && <p class="field-hint">{t(`${family}.none`)}</p>}
      {items && items.length > 0 && (
        <ul>
          {items.map((key) => <KeyLine key={key.key_id} of={key} busy={keys.busy} retire={() => retire(key)} />)}
        </ul>
      )}
      {shown?.secret && (
        <ShownOnce
          class="field"
          label={t("identity.secret")}
          value={shown.secret}
          hint={t(`${family}.secret.hint`)}
        />
      )}
      {problem && <p class="note error" role="alert">{tOf("identity.failed", problem.code, { code: problem.code })}</p>}
      {children}
    </div>
  );
}

function KeyLine({ of: key, busy, retire }: { of: KeyView; busy: boolean; retire: () => void }) {
  const isHeld = !key.retired_at;
  const since = dayAndTime(key.retired_at ?? key.added_at);
  return (
    <li>
      <code>{key.key_id}</code>
      {"way" in key && <span>{key.way}</span>}
      <span class="quiet">{t(isHeld ? "identity.since" : "identity.retired", { since })}</span>
      {isHeld && (
        <Button
          small
          kind="quiet"
          aria-label={`${t("identity.retire")} ${key.key_id}`}
          disabled={busy}
          onClick={retire}
        >
          {t("identity.retire")}
        </Button>
      )}
    </li>
  );
}

function AddKey({ keys }: { keys: ReturnType<typeof identityKeysOf> }) {
  const way = useSignal<Way>("HS256");
  const pem = useSignal("");
  const add = async () => {
    const body = way.value === "RS256" ? { way: way.value, public_key: pem.value } : { way: way.value };
    if (await keys.add(body)) pem.value = "";
  };
  return (
    <div class="identity-add">
      <label class="field">
        <span>{t("identity.way")}</span>
        <select value={way.value} onChange={(event) => way.value = event.currentTarget.value as Way}>
          {WAYS.map((each) => <option key={each} value={each}>{t(`identity.way.${each}`)}</option>)}
        </select>
      </label>
      {way.value === "RS256" && (
        <label class="field">
          <span>{t("identity.public_key")}</span>
          <textarea
            class="mono"
            rows={5}
            maxLength={4000}
            spellcheck={false}
            placeholder="-----BEGIN PUBLIC KEY-----"
            value={pem.value}
            onInput={(event) => pem.value = event.currentTarget.value}
          />
        </label>
      )}
      <Button small disabled={keys.busy} onClick={add}>{t("identity.add")}</Button>
    </div>
  );
}
