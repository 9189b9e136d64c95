/** At which number one is called when on call, read when it is wanted. */
import { useMemo, useRef } from "preact/hooks";
import { t } from "../../desk/i18n.ts";
import { Button } from "../../kit/button.tsx";
import { ownMobile } from "./kept.ts";

const LONGEST = 40;

export function Mobile() {
  const mobile = useMemo(ownMobile, []);
  const field = useRef<HTMLInputElement>(null);
  const save = (event: SubmitEvent) => {
    event.preventDefault();
    void mobile.save(field.current!.value);
  };
  if (!mobile.known) {
    return (
      <div class="profile-signature">
        <Button disabled={mobile.busy} onClick={() => void mobile.read()}>{t("profile.mobile")}</Button>
        <span role="status">{mobile.words}</span>
      </div>
    );
  }
  return (
    <form class="profile-signature" onSubmit={save}>
      <label class="field">
        <span>{t("profile.mobile.label")}</span>
        <input
          ref={field}
          type="tel"
          maxLength={LONGEST}
          autocomplete="tel"
          defaultValue={mobile.known.mobile ?? ""}
        />
      </label>
      <p class="field-hint">{t("profile.mobile.hint")}</p>
      <Button small submits kind="primary" disabled={mobile.busy}>{t("profile.mobile.save")}</Button>
      <span role="status">{mobile.words}</span>
    </form>
  );
}
