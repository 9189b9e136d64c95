/** The widget beside what is edited: the real one, in a frame of its own that reaches nothing. */
import { useEffect, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { useSignal } from "@preact/signals";
import { base } from "../../desk/asking.ts";
import { language, t } from "../../desk/i18n.ts";
import { Button, IconButton } from "../../kit/button.tsx";
import { VIEWS } from "../../preview/shown.ts";
import { type LanguageCode, languageName } from "./languages.ts";
import type { PlanFields } from "./plan.ts";
import type { PlanPictures } from "./pictures.ts";
import { Preview, THEMES, WIDTHS } from "./preview.ts";

interface PreviewProps {
  planKey: string;
  fields: PlanFields;
  pictures: PlanPictures;
}

export function PlanPreview({ planKey, fields, pictures }: PreviewProps) {
  const preview = useMemo(() => new Preview(planKey, () => typedIn(fields, pictures)), []);
  useEffect(() => {
    preview.locale.value = language.code;
    return preview.follow();
  }, []);
  const element = useRef<HTMLDivElement>(null);
  const wasOpen = useRef(false);
  const isOpen = preview.isOpen.value;
  useLayoutEffect(() => {
    if (isOpen !== wasOpen.current) element.current!.querySelector("button")!.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);
  return (
    <div ref={element} class="preview-door">
      {isOpen
        ? <Pane preview={preview} />
        : <Button small icon="chat" onClick={() => preview.isOpen.value = true}>{t("plan.preview.open")}</Button>}
    </div>
  );
}

/** What the widget shows something of. A picture that was changed is looked at, too, though it is stored already. */
function typedIn(fields: PlanFields, pictures: PlanPictures) {
  pictures.of("icon");
  pictures.of("card");
  return {
    name: fields.name.read(),
    languages: fields.languages.read(),
    time_zone: fields.time_zone.read(),
    hours: fields.hours.read(),
    look: fields.look.read(),
    texts: fields.texts.read(),
    prechat: fields.prechat.read(),
  };
}

function Pane({ preview }: { preview: Preview }) {
  return (
    <aside class="preview-pane" aria-label={t("plan.preview")}>
      <header>
        <b>{t("plan.preview")}</b>
        <IconButton icon="cross" label={t("plan.preview.close")} onClick={() => preview.isOpen.value = false} />
      </header>
      <div class="preview-choices">
        <Choice name="view" values={VIEWS} chosen={preview.view.value} choose={(view) => preview.view.value = view} />
        <Choice
          name="language"
          values={preview.languages}
          chosen={preview.shown?.locale ?? ""}
          choose={(locale) => preview.locale.value = locale}
          wordOf={(code) => languageName(code as LanguageCode)}
        />
        <Choice
          name="theme"
          values={THEMES}
          chosen={preview.theme.value}
          choose={(theme) => preview.theme.value = theme}
        />
        <Choice
          name="width"
          values={WIDTHS}
          chosen={preview.width.value}
          choose={(width) => preview.width.value = width}
        />
      </div>
      <Frame preview={preview} />
      <p class="field-hint" role="status">
        {t(
          preview.failed
            ? "plan.preview.failed"
            : preview.asksNothing
            ? "plan.preview.asks_nothing"
            : "plan.preview.hint",
        )}
      </p>
    </aside>
  );
}

interface ChoiceProps<Value extends string> {
  name: string;
  values: readonly Value[];
  chosen: Value;
  choose: (value: Value) => void;
  wordOf?: (value: Value) => string;
}

const Choice = <Value extends string>({ name, values, chosen, choose, wordOf }: ChoiceProps<Value>) => (
  <select
    aria-label={t(`plan.preview.${name}`)}
    value={chosen}
    onChange={(event) => choose(event.currentTarget.value as Value)}
  >
    {values.map((value) => (
      <option key={value} value={value}>{wordOf ? wordOf(value) : t(`plan.preview.${name}.${value}`)}</option>
    ))}
  </select>
);

function Frame({ preview }: { preview: Preview }) {
  const frame = useRef<HTMLIFrameElement>(null);
  const isReady = useSignal(false);
  const { shown } = preview;
  useEffect(() => {
    const hear = ({ source, data }: MessageEvent) => {
      if (source === frame.current?.contentWindow && data === "ready") isReady.value = true;
    };
    addEventListener("message", hear);
    return () => removeEventListener("message", hear);
  }, []);
  // The frame is of no origin at all: only itself can be told.
  const told = shown && JSON.stringify(shown);
  useEffect(() => {
    if (isReady.value && told) frame.current?.contentWindow?.postMessage(JSON.parse(told), "*");
  }, [isReady.value, told]);
  return (
    <div class={`preview-frame ${preview.width.value}`}>
      <iframe ref={frame} sandbox="allow-scripts" src={`${base}preview`} title={t("plan.preview")} />
    </div>
  );
}
