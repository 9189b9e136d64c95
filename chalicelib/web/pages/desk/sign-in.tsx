/** The sign-in screen. Says in plain words what went wrong and what to do about it. */
import { useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { Brand } from "../kit/brand.tsx";
import { Button } from "../kit/button.tsx";
import { base } from "./api.ts";
import type { Problem } from "./client.ts";
import { duration } from "./format.ts";
import { language, t, tOf } from "./i18n.ts";
import { type Ending, session } from "./session.ts";
import { LanguageButton } from "./language-button.tsx";

const USUAL_PAUSE_S = 60;

interface Word {
  kind: "info" | "warning" | "error";
  text: string;
  /** A screen reader hears a countdown once, not every second of it. */
  quiet?: boolean;
}

/** `because`: why the session before is over. The session tells whoever asks it that somebody signed in. */
export function SignIn({ because = null }: { because?: Ending | null }) {
  const email = useRef<HTMLInputElement>(null);
  const password = useRef<HTMLInputElement>(null);
  const busy = useSignal(false);
  const opens = useSignal(0);
  const word = useSignal<Word | null>(
    because && { kind: because === "signed_out" ? "info" : "warning", text: t(`sign_in.after.${because}`) },
  );

  useLayoutEffect(() => {
    document.title = `${t("product")} · ${t("console")}`;
    (email.current!.value ? password : email).current!.focus();
  }, []);

  useEffect(() => {
    if (!opens.value) return;
    const tick = () => {
      const left = Math.ceil((opens.value - Date.now()) / 1000);
      if (left > 0) {
        const text = t("sign_in.failed.too_many_attempts", { wait: duration(left * 1000) });
        word.value = { kind: "warning", text, quiet: true };
        return;
      }
      opens.value = 0;
      word.value = { kind: "info", text: t("sign_in.failed.waited") };
    };
    tick();
    const countdown = setInterval(tick, 1000);
    return () => clearInterval(countdown);
  }, [opens.value]);

  const attempt = async (event: SubmitEvent) => {
    event.preventDefault();
    busy.value = true;
    try {
      await session.signIn(email.current!.value.trim(), password.current!.value);
    } catch (trouble) {
      const { code, retryAfter } = trouble as Problem;
      busy.value = false;
      if (code === "too_many_attempts") opens.value = Date.now() + (retryAfter ?? USUAL_PAUSE_S) * 1000;
      else word.value = { kind: "error", text: tOf("sign_in.failed", code, { code }) };
      if (code === "wrong_credentials") password.current?.select();
    }
  };

  return (
    <main class="sign-in">
      <form class="sign-in-card" onSubmit={attempt}>
        <Brand />
        <h1>{t("sign_in.title")}</h1>
        {word.value && (
          <p class={`note ${word.value.kind}`} role="alert" aria-live={word.value.quiet ? "off" : undefined}>
            {word.value.text}
          </p>
        )}
        <label class="field">
          <span>{t("sign_in.email")}</span>
          <input
            ref={email}
            id="email"
            name="email"
            type="email"
            autocomplete="username"
            autocapitalize="none"
            spellcheck={false}
            required
            defaultValue={session.lastEmail}
          />
        </label>
        <label class="field">
          <span>{t("sign_in.password")}</span>
          <input
            ref={password}
            id="password"
            name="password"
            type="password"
            autocomplete="current-password"
            required
          />
        </label>
        <Button submits kind="primary" wide disabled={busy.value || opens.value > 0}>
          {t(busy.value ? "sign_in.busy" : "sign_in.submit")}
        </Button>
        <a class="sign-in-forgotten" href={`${base}password?lang=${language.code}`}>{t("sign_in.forgotten")}</a>
      </form>
      <LanguageButton />
    </main>
  );
}
