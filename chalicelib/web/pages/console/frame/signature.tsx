/** What one's letters end with, read when it is wanted. */
import { useMemo, useRef } from "preact/hooks";
import { t } from "../../desk/i18n.ts";
import { Button } from "../../kit/button.tsx";
import { ownSignature } from "./kept.ts";

const LONGEST = 300;

export function Signature() {
  const signature = useMemo(ownSignature, []);
  const field = useRef<HTMLTextAreaElement>(null);
  const save = (event: SubmitEvent) => {
    event.preventDefault();
    void signature.save(field.current!.value);
  };
  if (!signature.known) {
    return (
      <div class="profile-signature">
        <Button disabled={signature.busy} onClick={() => void signature.read()}>
          {t("profile.signature")}
        </Button>
        <span role="status">{signature.words}</span>
      </div>
    );
  }
  return (
    <form class="profile-signature" onSubmit={save}>
      <label class="field">
        <span>{t("profile.signature.label")}</span>
        <textarea ref={field} rows={3} maxLength={LONGEST} dir="auto" defaultValue={signature.known.text} />
      </label>
      <p class="field-hint">{t("profile.signature.hint")}</p>
      <Button small submits kind="primary" disabled={signature.busy}>{t("profile.signature.save")}</Button>
      <span role="status">{signature.words}</span>
    </form>
  );
}
