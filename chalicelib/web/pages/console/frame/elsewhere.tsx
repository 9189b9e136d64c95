/** For those who sign in but answer nobody: no desk, but the way to what they may do. */
import { useEffect } from "preact/hooks";
import { t } from "../../desk/i18n.ts";
import { LanguageButton } from "../../desk/language-button.tsx";
import { administration, session } from "../../desk/session.ts";
import { Brand } from "../../kit/brand.tsx";
import { Button } from "../../kit/button.tsx";

export function Elsewhere() {
  useEffect(() => {
    document.title = `${t("product")} · ${t("console")}`;
  }, []);
  return (
    <main class="sign-in">
      <div class="sign-in-card">
        <Brand />
        <h1 dir="auto">{session.agent.name}</h1>
        <p class="note info">{t("elsewhere.why")}</p>
        {session.mayManage && <a class="button primary wide" href={administration}>{t("administration")}</a>}
        <Button wide onClick={() => void session.signOut()}>{t("sign_out")}</Button>
      </div>
      <LanguageButton />
    </main>
  );
}
