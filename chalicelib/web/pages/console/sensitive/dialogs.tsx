/** The dialogs of numbers: seeing one in full with a reason, and sending stopped ones by a protected link. Fetched late. */
import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { speak, type Spoken, t, tOf } from "../../desk/i18n.ts";
import { pieces } from "../../desk/sensitive.ts";
import { Button } from "../../kit/button.tsx";
import { Dialog, openDialog } from "../../kit/dialogs.tsx";
import { dress } from "../../kit/dress.ts";
import css from "./dialogs.css" with { type: "text" };
import { maskedIn, Protecting, Showing, type Way } from "./numbers.ts";
import type { Place } from "./show.tsx";

const WORDS: Spoken = {
  "zh-CN": () => import("../../words/zh/console-sensitive.ts"),
  en: () => import("../../words/en/console-sensitive.ts"),
};
const HOURS = [1, 24, 72, 168];

dress(css);

export async function showNumber(text: string, at: Place): Promise<void> {
  if (await speak(WORDS)) await openDialog<null>((close) => <Show text={text} at={at} close={() => close(null)} />);
}

/** Whether the words went out with a link. */
export async function protect(words: { conversation_id: string; text: string; client_id: string }): Promise<boolean> {
  if (!await speak(WORDS)) return false;
  return await openDialog<boolean>((close) => <Protect words={words} close={close} />) ?? false;
}

function Show({ text, at, close }: { text: string; at: Place; close: () => void }) {
  const model = useMemo(() => new Showing(text, at), []);
  const several = useMemo(() => maskedIn(text), []);
  const number = useSignal(0), reason = useSignal("");
  const submit = (event: Event) => {
    event.preventDefault();
    void model.show(number.value, reason.value);
  };
  const { shown, trouble, busy } = model;
  if (shown) {
    return (
      <Dialog title={t(`number.kind.${shown.kind}`)} onClose={close}>
        <p class="number-shown" role="status" dir="ltr">{shown.value}</p>
        <p>{t("number.noted")}</p>
        <div class="dialog-buttons">
          <Button kind="primary" onClick={close}>{t("number.close")}</Button>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog title={t("number.title")} onClose={close}>
      <form onSubmit={submit}>
        <p>{t("number.about")}</p>
        {several.length > 1 && (
          <label class="field">
            <span>{t("number.which")}</span>
            <select value={number.value} onChange={(event) => number.value = Number(event.currentTarget.value)}>
              {several.map((each, place) => <option key={place} value={place}>{each}</option>)}
            </select>
          </label>
        )}
        <label class="field">
          <span>{t("number.reason")}</span>
          <input
            required
            maxLength={200}
            value={reason.value}
            placeholder={t("number.reason.hint")}
            onInput={(event) => reason.value = event.currentTarget.value}
          />
        </label>
        {trouble && <p class="note warning" role="alert">{tOf("number.failed", trouble)}</p>}
        <div class="dialog-buttons">
          <Button onClick={close}>{t("cancel")}</Button>
          <Button submits kind="primary" disabled={busy}>{t("number.show")}</Button>
        </div>
      </form>
    </Dialog>
  );
}

interface ProtectProps {
  words: { conversation_id: string; text: string; client_id: string };
  close: (sent: boolean | null) => void;
}

function Protect({ words, close }: ProtectProps) {
  const model = useMemo(() => new Protecting(words), []);
  const way = useSignal<Way>("code"), hours = useSignal(24);
  const submit = async (event: Event) => {
    event.preventDefault();
    if (await model.send(way.value, hours.value)) close(true);
  };
  return (
    <Dialog title={t("protect.title")} onClose={() => close(null)}>
      <form onSubmit={(event) => void submit(event)}>
        <p>{t("protect.about")}</p>
        <blockquote class="number-text" dir="auto">
          <Marked text={words.text} />
        </blockquote>
        <fieldset class="number-ways">
          <legend>{t("protect.way")}</legend>
          {(["code", "once"] as const).map((each) => (
            <label key={each}>
              <input type="radio" name="way" checked={way.value === each} onChange={() => way.value = each} />
              <span>{t(`protect.way.${each}`)}</span>
            </label>
          ))}
        </fieldset>
        <label class="field">
          <span>{t("protect.hours")}</span>
          <select value={hours.value} onChange={(event) => hours.value = Number(event.currentTarget.value)}>
            {HOURS.map((each) => <option key={each} value={each}>{t(`protect.hours.${each}`)}</option>)}
          </select>
        </label>
        {model.trouble && <p class="note warning" role="alert">{tOf("protect.failed", model.trouble)}</p>}
        <div class="dialog-buttons">
          <Button onClick={() => close(null)}>{t("cancel")}</Button>
          <Button submits kind="primary" disabled={model.busy}>{t("protect.send")}</Button>
        </div>
      </form>
    </Dialog>
  );
}

/** The text with the numbers in it marked: where they stand that kept it from going out. */
function Marked({ text }: { text: string }) {
  const found = pieces(text);
  const parts = found.map((each, place) => (
    <>
      {text.slice(found[place - 1]?.end ?? 0, each.start)}
      <mark>{text.slice(each.start, each.end)}</mark>
    </>
  ));
  return <>{parts}{text.slice(found.at(-1)?.end ?? 0)}</>;
}
