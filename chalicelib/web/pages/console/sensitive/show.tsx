/** A number that is shown in part, with the way to see it in full: the dialog is fetched when it is wanted. */
import { t } from "../../desk/i18n.ts";
import { fetched } from "../../desk/late.ts";
import { LinkButton } from "../../kit/button.tsx";

/** Where the desk shows it: by which operation that reads, and of what. */
export interface Place {
  operation: string;
  names: Record<string, string>;
  query?: Record<string, string>;
}

const MASKED = /\*{2}|\*@/;

/** The button that asks for the number in full; nothing where nothing is hidden. */
export function ShowNumber({ text, at }: { text: string; at: Place }) {
  if (!MASKED.test(text)) return null;
  const ask = async () => (await fetched(() => import("./dialogs.tsx")))?.showNumber(text, at);
  return <LinkButton onClick={() => void ask()}>{t("number.show")}</LinkButton>;
}
