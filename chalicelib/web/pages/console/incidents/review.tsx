/** What it was, and what is done so that it does not happen again: written down by people, also afterwards. */
import { useRef } from "preact/hooks";
import { t } from "../../desk/i18n.ts";
import { Button } from "../../kit/button.tsx";
import { useDraft } from "./draft.ts";
import type { PartProps } from "./page.tsx";

const LIMIT = 2000;
const FIELDS = ["cause", "measures"] as const;

export function Review({ open, incident: { cause, measures }, leads }: PartProps) {
  const draft = useDraft({ cause, measures });
  const form = useRef<HTMLFormElement>(null);
  const save = async (event: Event) => {
    event.preventDefault();
    if (!await open.change(draft.value)) return;
    draft.forget();
    form.current?.querySelector("textarea")?.focus({ preventScroll: true });
  };
  return (
    <section class="incident-part incident-review" aria-labelledby="incident-review">
      <h3 id="incident-review">{t("incident.review")}</h3>
      <form ref={form} onSubmit={(event) => void save(event)}>
        <fieldset disabled={!leads}>
          {FIELDS.map((name) => (
            <label class="field" key={name}>
              <span>{t(`incident.field.${name}`)}</span>
              <textarea
                name={name}
                rows={3}
                dir="auto"
                maxLength={LIMIT}
                value={draft.value[name]}
                onInput={(event) => draft.set({ [name]: event.currentTarget.value })}
              />
              <span class="printed" dir="auto">{draft.value[name]}</span>
            </label>
          ))}
          {draft.isChanged && (
            <p class="incident-buttons">
              <Button submits kind="primary" disabled={open.busy}>{t("incident.store")}</Button>
              <Button onClick={draft.forget}>{t("cancel")}</Button>
            </p>
          )}
        </fieldset>
      </form>
    </section>
  );
}
