import { Button } from "../kit/button.tsx";
import { language, t } from "./i18n.ts";

/** Chooses the other language, named in it. */
export function LanguageButton() {
  return (
    <Button kind="quiet" lang={language.other} onClick={() => language.choose(language.other)}>
      {t("switch_language")}
    </Button>
  );
}
