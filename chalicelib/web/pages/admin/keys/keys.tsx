/** The section of API keys: who asks by which, what each may do, when it was used, and its end. */
import { dayAndTime, fullTime } from "../../desk/format.ts";
import { type Spoken, t } from "../../desk/i18n.ts";
import type { ApiKeyAndSecret, ApiKeyView } from "../../desk/operations.ts";
import { Button } from "../../kit/button.tsx";
import { confirmed } from "../../kit/dialogs.tsx";
import { dress } from "../../kit/dress.ts";
import { Ticks } from "../parts/choices.tsx";
import { Drawer, FormDrawer, openDrawer } from "../parts/drawer.tsx";
import { TextInput } from "../parts/fields.tsx";
import { ShownOnce } from "../parts/shown-once.tsx";
import { Nothing, Section, useLeaving, useModel } from "../section.tsx";
import css from "./keys.css" with { type: "text" };
import { ApiKeys, keyForm } from "./keys.ts";

dress(css);

export const WORDS: Spoken = {
  "zh-CN": () => import("../../words/zh/admin-keys.ts"),
  en: () => import("../../words/en/admin-keys.ts"),
};

export function Content() {
  const keys = useModel(() => new ApiKeys());
  const leaving = useLeaving();
  const open = async (of: ApiKeyView | null) => {
    const stored = await openKey(of, leaving);
    keys.reading.reload();
    if (stored?.key) await openSecret(stored, leaving);
  };
  return (
    <Section id="api-keys" reading={keys.reading} create={{ label: t("keys.new"), run: () => void open(null) }}>
      {(all) =>
        all.length === 0 ? <Nothing>{t("keys.none")}</Nothing> : (
          <ul class="plans">
            {all.map((each) => (
              <Card
                key={each.key_id}
                of={each}
                keys={keys}
                edit={() => void open(each)}
                leaving={leaving}
              />
            ))}
          </ul>
        )}
    </Section>
  );
}

const openKey = (of: ApiKeyView | null, leaving: AbortSignal) =>
  openDrawer<ApiKeyAndSecret>((close) => (
    <FormDrawer
      title={of ? t("edit.title", { name: of.name }) : t("keys.new")}
      intro={t("keys.intro")}
      label={t(of ? "save" : "keys.create")}
      close={close}
      make={(done) => keyForm(of, done)}
    >
      {({ name, permissions, expires_at: until }) => (
        <>
          <TextInput name="name" field={name} label={t("keys.name")} hint={t("keys.name.hint")} longest={60} />
          <Ticks
            name="permissions"
            field={permissions}
            label={t("keys.permissions")}
            hint={t("keys.permissions.hint")}
            search={t("keys.permissions.search")}
            options={permissions.choices.map((each) => [each, t(`permission.${each}`)])}
          />
          <TextInput
            name="expires_at"
            field={until}
            type="datetime-local"
            label={t("keys.expires")}
            hint={t("keys.expires.hint")}
          />
        </>
      )}
    </FormDrawer>
  ), leaving);

/** A key, this once. */
const openSecret = ({ name, key }: ApiKeyAndSecret, leaving: AbortSignal) =>
  openDrawer<null>((close) => (
    <Drawer title={t("keys.shown", { name })} size="middle" onClose={() => close(null)}>
      <p class="drawer-intro">{t("keys.intro")}</p>
      <ShownOnce
        class="form-field key-shown"
        label={t("keys.shown.label")}
        value={key ?? ""}
        hint={t("keys.shown.once")}
      />
    </Drawer>
  ), leaving);

interface CardProps {
  of: ApiKeyView;
  keys: ApiKeys;
  edit: () => void;
  leaving: AbortSignal;
}

function Card({ of, keys, edit, leaving }: CardProps) {
  const until = of.ended_at ?? of.expires_at;
  const facts: Array<[string, string]> = [
    ["used", of.used_at ? dayAndTime(of.used_at) : t("keys.never")],
    ["until", until ? t("keys.until", { at: fullTime(until) }) : t("keys.forever")],
    ["maker", of.maker_name],
    ["made", dayAndTime(of.created_at)],
    ["permissions", of.permissions.map((each) => t(`permission.${each}`)).join(t("comma"))],
  ];
  const rotate = async () => {
    const question = {
      title: t("keys.rotate.title", { name: of.name }),
      paragraphs: [t("keys.rotate.body")],
      confirm: t("keys.rotate"),
    };
    const made = await confirmed(question, leaving) ? await keys.rotate(of) : null;
    if (made?.key) await openSecret(made, leaving);
  };
  const revoke = async () => {
    const question = {
      title: t("keys.revoke.title", { name: of.name }),
      paragraphs: [t("keys.revoke.body")],
      confirm: t("keys.revoke"),
    };
    if (await confirmed(question, leaving)) await keys.revoke(of);
  };
  const buttons: Array<[string, () => void]> = of.ended_at ? [] : [
    ["edit", edit],
    ["keys.rotate", () => void rotate()],
    ["keys.revoke", () => void revoke()],
  ];
  return (
    <li class="panel padded plan">
      <header class="plan-head">
        <h2 dir="auto">{of.name}</h2>
        <span class={of.is_valid ? "chip" : "chip waiting"}>{t(stateOf(of))}</span>
        <span class="spring" />
        {buttons.map(([words, run]) => (
          <Button
            small
            key={words}
            kind="quiet"
            disabled={keys.busy}
            aria-label={`${t(words)} ${of.name}`}
            onClick={run}
          >
            {t(words)}
          </Button>
        ))}
      </header>
      {of.both_until && <p class="note info">{t("keys.both", { at: fullTime(of.both_until) })}</p>}
      <dl class="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{t(`keys.fact.${name}`)}</dt>
            <dd dir="auto">{value}</dd>
          </div>
        ))}
      </dl>
    </li>
  );
}

function stateOf({ is_valid: valid, why_ended: why }: ApiKeyView): string {
  if (valid) return "keys.valid";
  return why ? `keys.ended.${why}` : "keys.ended";
}
