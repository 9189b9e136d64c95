/** What visitors are told, in each language, and for which plans it is switched on. */
import { useRef } from "preact/hooks";
import { t } from "../../desk/i18n.ts";
import { Button } from "../../kit/button.tsx";
import { useDesk } from "../desk.ts";
import { useDraft } from "./draft.ts";
import type { PartProps } from "./page.tsx";
import { Toggle } from "./toggle.tsx";

const LANGUAGES = ["zh-CN", "en"] as const;
const LIMIT = 500;

export function Holding({ open, incident, leads }: PartProps) {
  const { holding, backup } = incident;
  const draft = useDraft({
    "zh-CN": holding["zh-CN"] ?? "",
    en: holding.en ?? "",
    phone: backup.phone ?? "",
    address: backup.address ?? "",
  });
  const { value } = draft;
  const form = useRef<HTMLFormElement>(null);
  const save = async (event: Event) => {
    event.preventDefault();
    const { phone, address, ...texts } = value;
    if (!await open.change({ holding: texts, backup: { phone, address } })) return;
    draft.forget();
    form.current?.querySelector("textarea")?.focus({ preventScroll: true });
  };
  return (
    <section class="incident-part incident-holding" aria-labelledby="incident-holding">
      <h3 id="incident-holding">{t("incident.holding")}</h3>
      <p class="quiet">{t("incident.holding.hint")}</p>
      <form ref={form} onSubmit={(event) => void save(event)}>
        <fieldset disabled={!leads}>
          {LANGUAGES.map((language) => (
            <label class="field" key={language}>
              <span>{t(`incident.holding.${language}`)}</span>
              <textarea
                name={`holding-${language}`}
                lang={language}
                rows={3}
                maxLength={LIMIT}
                value={value[language]}
                onInput={(event) => draft.set({ [language]: event.currentTarget.value })}
              />
            </label>
          ))}
          <div class="incident-backup">
            {(["phone", "address"] as const).map((name) => (
              <label class="field" key={name}>
                <span>{t(`incident.backup.${name}`)}</span>
                <input
                  name={name}
                  maxLength={120}
                  dir="auto"
                  value={value[name]}
                  onInput={(event) => draft.set({ [name]: event.currentTarget.value })}
                />
              </label>
            ))}
          </div>
          {draft.isChanged && (
            <p class="incident-buttons">
              <Button submits kind="primary" disabled={open.busy}>{t("incident.store")}</Button>
              <Button onClick={draft.forget}>{t("cancel")}</Button>
            </p>
          )}
        </fieldset>
      </form>
      <Switches open={open} incident={incident} leads={leads} />
    </section>
  );
}

function Switches({ open, incident: { shown_on: shown, plan_keys: about }, leads }: PartProps) {
  const { plans } = useDesk();
  const keys = [...new Set([...shown, ...about, ...(about.length ? [] : plans.named.map(({ plan_key: key }) => key))])];
  return (
    <ul class="incident-switches" aria-label={t("incident.shown.on")}>
      {keys.map((key) => {
        const isOn = shown.includes(key);
        return (
          <li key={key}>
            <label>
              <Toggle role="switch" isOn={isOn} disabled={!leads} set={(on) => open.show(key, on)} />
              <span>{plans.nameOf(key)}</span>
            </label>
            <small class={isOn ? "is-on" : undefined}>{t(isOn ? "incident.shown.yes" : "incident.shown.no")}</small>
          </li>
        );
      })}
    </ul>
  );
}
