/** The first sign-in with a password that somebody else set: choose an own one, then on to the desk. */
import { useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { Brand } from "../kit/brand.tsx";
import { Button } from "../kit/button.tsx";
import type { Problem } from "./client.ts";
import { duration } from "./format.ts";
import { isKnown, t, tOf } from "./i18n.ts";
import { LanguageButton } from "./language-button.tsx";
import { session } from "./session.ts";

const FIELDS = ["current", "new", "again"] as const;
type Name = typeof FIELDS[number];
const USUAL_PAUSE_S = 60;

/** A new password is refused for a reason that has words of its own; anything else says what the desk said. */
function whyRefused(field: string, message: string, reason: string | undefined): string {
  if (reason && isKnown(`password.weak.${reason}`)) return t(`password.weak.${reason}`);
  return tOf("password.refused", field, { message });
}

/** The form alone, wherever it stands. The session learns of the new password. */
export function PasswordForm({ onChanged }: { onChanged?: () => void }) {
  const form = useRef<HTMLFormElement>(null);
  const wrong = useSignal<{ [name in Name]?: string }>({});
  const trouble = useSignal("");
  const busy = useSignal(false);
  const inputOf = (name: Name) => form.current!.elements.namedItem(name) as HTMLInputElement;

  useLayoutEffect(() => inputOf("current").focus(), []);

  const explain = ({ errors, code, retryAfter, said }: Problem) => {
    const refused = errors.filter(({ field }) => FIELDS.includes(field as Name));
    wrong.value = Object.fromEntries(
      refused.map(({ field, message }) => [field, whyRefused(field, message, said.reason)]),
    );
    if (refused.length) inputOf(refused[0].field as Name).select();
    else {
      const wait = duration((retryAfter ?? USUAL_PAUSE_S) * 1000);
      trouble.value = tOf("password.failed", code, { code, wait });
    }
  };

  const attempt = async (event: SubmitEvent) => {
    event.preventDefault();
    trouble.value = "";
    if (inputOf("new").value !== inputOf("again").value) {
      wrong.value = { again: t("password.differs") };
      inputOf("again").select();
      return;
    }
    busy.value = true;
    try {
      await session.changePassword(inputOf("current").value, inputOf("new").value);
      onChanged?.();
    } catch (problem) {
      explain(problem as Problem);
    } finally {
      busy.value = false;
    }
  };

  return (
    <form class="password-form" ref={form} onSubmit={attempt}>
      {trouble.value && <p class="note error" role="alert">{trouble.value}</p>}
      <input type="email" autocomplete="username" value={session.agent.email} hidden readOnly />
      {FIELDS.map((name) => (
        <div class="field" key={name}>
          <label for={`password-${name}`}>{t(`password.${name}`)}</label>
          <input
            id={`password-${name}`}
            name={name}
            type="password"
            required
            autocomplete={name === "current" ? "current-password" : "new-password"}
            aria-describedby={`${name}-word`}
            aria-invalid={Boolean(wrong.value[name])}
            onInput={() => {
              if (wrong.value[name]) wrong.value = { ...wrong.value, [name]: undefined };
            }}
          />
          <span class="field-word" id={`${name}-word`} hidden={!wrong.value[name]}>{wrong.value[name]}</span>
        </div>
      ))}
      <Button submits kind="primary" wide disabled={busy.value}>{t("password.submit")}</Button>
    </form>
  );
}

/** The whole screen, until the session knows of the new password. */
export function PasswordChange() {
  useEffect(() => {
    document.title = `${t("product")} · ${t("password.title")}`;
  }, []);
  return (
    <main class="sign-in">
      <div class="sign-in-card">
        <Brand />
        <h1>{t("password.title")}</h1>
        <p class="note info" role="status">{t("password.why")}</p>
        <PasswordForm />
      </div>
      <div class="sign-in-foot">
        <LanguageButton />
        <Button kind="quiet" onClick={() => session.signOut()}>{t("sign_out")}</Button>
      </div>
    </main>
  );
}
