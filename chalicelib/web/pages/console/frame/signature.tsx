/** What one's letters end with, read when it is wanted. */
import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import * as api from "../../desk/api.ts";
import type { Problem } from "../../desk/client.ts";
import { t, tOf } from "../../desk/i18n.ts";
import type { SignatureView } from "../../desk/operations.ts";
import { Button } from "../../kit/button.tsx";

const LONGEST = 300;

export function Signature() {
  const known = useSignal<SignatureView | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const isBusy = useSignal(false);
  const words = useSignal("");
  const act = async (does: () => Promise<SignatureView>, done: string) => {
    if (isBusy.peek()) return;
    isBusy.value = true;
    words.value = "";
    try {
      known.value = await api.insist(does);
      words.value = done;
    } catch (problem) {
      const { code } = problem as Problem;
      words.value = tOf("profile.signature.failed", code, { code });
    } finally {
      isBusy.value = false;
    }
  };
  const save = (event: SubmitEvent) => {
    event.preventDefault();
    const { version } = known.peek()!;
    const text = field.current!.value;
    void act(() => api.changeSignature({ text, version }), t("profile.signature.done"));
  };
  if (!known.value) {
    return (
      <div class="profile-signature">
        <Button disabled={isBusy.value} onClick={() => void act(api.readSignature, "")}>
          {t("profile.signature")}
        </Button>
        <span role="status">{words.value}</span>
      </div>
    );
  }
  return (
    <form class="profile-signature" onSubmit={save}>
      <label class="field">
        <span>{t("profile.signature.label")}</span>
        <textarea ref={field} rows={3} maxLength={LONGEST} dir="auto" defaultValue={known.value.text} />
      </label>
      <p class="field-hint">{t("profile.signature.hint")}</p>
      <Button small submits kind="primary" disabled={isBusy.value}>{t("profile.signature.save")}</Button>
      <span role="status">{words.value}</span>
    </form>
  );
}
