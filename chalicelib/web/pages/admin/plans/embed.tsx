/** What puts a plan on a website, ready to be copied: the line of HTML, and the address of its form for messages. */
import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { Button } from "../../kit/button.tsx";
import { base } from "../../desk/api.ts";
import { t } from "../../desk/i18n.ts";

export const EmbedCode = ({ planKey }: { planKey: string }) => (
  <Copyable
    name={planKey}
    kind="embed"
    text={`<script async src="${base}widget.js" data-plan="${planKey}"></script>`}
    rows={2}
  />
);

export const FormAddress = ({ planKey }: { planKey: string }) => (
  <Copyable name={`form/${planKey}`} kind="form_page" text={`${base}form/${encodeURIComponent(planKey)}`} rows={1} />
);

interface CopyableProps {
  /** Tells this one and its button from others. */
  name: string;
  kind: "embed" | "form_page";
  text: string;
  rows: number;
}

function Copyable({ name, kind, text, rows }: CopyableProps) {
  const code = useRef<HTMLTextAreaElement>(null);
  const said = useSignal<"" | "embed.copied" | "embed.copy_by_hand">("");
  const copy = async () => {
    code.current!.select();
    try {
      await navigator.clipboard.writeText(text);
      said.value = "embed.copied";
    } catch {
      // Without a secure address or the permission the text is at least selected.
      said.value = "embed.copy_by_hand";
    }
  };
  return (
    <div class="embed">
      <p class="embed-head">
        <span>{t(`${kind}.label`)}</span>
        <span class="quiet" role="status">{said.value && t(said.value)}</span>
        <span class="spring" />
        <Button small aria-label={`${t("embed.copy")} ${name}`} onClick={copy}>{t("embed.copy")}</Button>
      </p>
      <textarea
        class="embed-code mono"
        readOnly
        rows={rows}
        spellcheck={false}
        aria-label={`${t(`${kind}.label`)} ${name}`}
        ref={code}
        value={text}
        onFocus={(event) => event.currentTarget.select()}
      />
      <p class="field-hint">{t(`${kind}.hint`)}</p>
    </div>
  );
}
