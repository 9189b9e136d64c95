/** The confidentiality agreement stands before the page until it is accepted; what is behind it stays as it is. */
import { useSignal } from "@preact/signals";
import { useEffect, useId, useMemo } from "preact/hooks";
import { Button } from "../kit/button.tsx";
import { useModal } from "../kit/dialogs.tsx";
import { dress } from "../kit/dress.ts";
import css from "./agreement.css" with { type: "text" };
import { Agreement } from "./agreement.ts";
import { dayAndTime } from "./format.ts";
import { inOurLanguage, speak, type Spoken, t, tOf } from "./i18n.ts";
import { LanguageButton } from "./language-button.tsx";
import type { AgreementView } from "./operations.ts";
import { session } from "./session.ts";

const WORDS: Spoken = {
  "zh-CN": () => import("../words/zh/agreement.ts"),
  en: () => import("../words/en/agreement.ts"),
};

/** Whether it has its words. */
export const isSpoken = (): Promise<boolean> => speak(WORDS);

dress(css);

export function AgreementDialog() {
  const agreement = useMemo(() => new Agreement(), []);
  const element = useModal();
  const id = useId();
  useEffect(() => void agreement.read(), []);
  const { asked, trouble, busy } = agreement;
  return (
    // Escape leads nowhere: there is nothing to see before it is accepted.
    <dialog
      ref={element}
      class="dialog agreement"
      aria-labelledby={id}
      onCancel={(event) => event.preventDefault()}
    >
      <h2 id={id}>{t("agreement.dialog")}</h2>
      <p class="agreement-lead">{t("agreement.why")}</p>
      {asked ? <Words agreement={asked} /> : <p class="quiet" role="status">{busy ? t("agreement.reading") : ""}</p>}
      {trouble && (
        <p class="note error" role="alert">
          {tOf("agreement.failed", trouble, { code: trouble })}{" "}
          {!asked && <Button small onClick={() => void agreement.read()}>{t("agreement.again")}</Button>}
        </p>
      )}
      <Accepting key={asked?.version} agreement={agreement} />
    </dialog>
  );
}

function Accepting({ agreement }: { agreement: Agreement }) {
  const isRead = useSignal(false);
  const { asked, busy } = agreement;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (isRead.value) void agreement.accept();
      }}
    >
      <label class="agreement-yes">
        <input
          type="checkbox"
          checked={isRead.value}
          disabled={!asked}
          onChange={(event) => isRead.value = event.currentTarget.checked}
        />
        <span>{t("agreement.yes")}</span>
      </label>
      <div class="dialog-buttons">
        <LanguageButton />
        <Button onClick={() => void session.signOut()}>{t("sign_out")}</Button>
        <Button submits kind="primary" disabled={!asked || !isRead.value || busy}>{t("agreement.accept")}</Button>
      </div>
    </form>
  );
}

/** Its words, which can be scrolled by keys. */
function Words({ agreement: { titles, texts, version, effective_at: since } }: { agreement: AgreementView }) {
  const title = inOurLanguage(titles);
  return (
    <div class="agreement-words" role="region" aria-label={title} tabIndex={0}>
      <h3 dir="auto">{title}</h3>
      <p dir="auto">{inOurLanguage(texts)}</p>
      <p class="hint">{t("agreement.version", { version, since: dayAndTime(since) })}</p>
    </div>
  );
}
