/** One's own phrases: written, changed and deleted. */
import { useSignal } from "@preact/signals";
import type { Problem } from "../../desk/client.ts";
import { language, t, tOf } from "../../desk/i18n.ts";
import type { PhraseView } from "../../desk/operations.ts";
import { Button, LinkButton } from "../../kit/button.tsx";
import { Dialog, openDialog } from "../../kit/dialogs.tsx";
import type { Desk } from "../desk.ts";

export function showOwnPhrases(desk: Desk): void {
  openDialog<null>((close) => <OwnPhrases desk={desk} close={() => close(null)} />);
}

function OwnPhrases({ desk, close }: { desk: Desk; close: () => void }) {
  const { phrases } = desk;
  const edited = useSignal<PhraseView | null>(null);
  const isWriting = useSignal(false);
  const word = useSignal("");
  const write = (phrase: PhraseView | null) => {
    [edited.value, isWriting.value, word.value] = [phrase, true, ""];
  };
  const forget = async (phrase: PhraseView) => {
    word.value = await phrases.forget(phrase).then(() => t("phrases.deleted"), wordsOf);
  };
  return (
    <Dialog title={t("phrases.own")} class="own-phrases" onClose={close}>
      {isWriting.value ? <PhraseForm desk={desk} phrase={edited.value} done={() => isWriting.value = false} /> : (
        <>
          {phrases.own.length === 0 && <p>{t("phrases.own.none")}</p>}
          <ul class="own-list">
            {phrases.own.map((phrase) => (
              <li key={phrase.phrase_id}>
                <b dir="auto">{phrase.title}</b> {phrase.shortcut && <code>/{phrase.shortcut}</code>}
                <p dir="auto">{phrase.text}</p>
                <LinkButton onClick={() => write(phrase)}>
                  {t("phrases.edit")}
                  <span class="unseen">{phrase.title}</span>
                </LinkButton>
                <LinkButton onClick={() => void forget(phrase)}>
                  {t("phrases.delete")}
                  <span class="unseen">{phrase.title}</span>
                </LinkButton>
              </li>
            ))}
          </ul>
          <p role="status">{word.value}</p>
          <div class="dialog-buttons">
            <Button icon="plus" onClick={() => write(null)}>{t("phrases.new")}</Button>
            <Button onClick={close}>{t("close")}</Button>
          </div>
        </>
      )}
    </Dialog>
  );
}

function PhraseForm({ desk, phrase, done }: { desk: Desk; phrase: PhraseView | null; done: () => void }) {
  const fields = {
    title: useSignal(phrase?.title ?? ""),
    shortcut: useSignal(phrase?.shortcut ?? ""),
    text: useSignal(phrase?.text ?? ""),
  };
  const wrong = useSignal("");
  const key = useSignal(crypto.randomUUID());
  const save = async (event: Event) => {
    event.preventDefault();
    const said = { title: fields.title.value, shortcut: fields.shortcut.value, text: fields.text.value };
    try {
      await desk.phrases.keep({ ...said, language: phrase?.language ?? language.code }, phrase, key.value);
      done();
    } catch (problem) {
      wrong.value = wordsOf(problem as Problem);
      key.value = crypto.randomUUID();
    }
  };
  return (
    <form onSubmit={(event) => void save(event)}>
      <label class="field">
        <span>{t("phrases.title")}</span>
        <input
          value={fields.title.value}
          maxLength={80}
          required
          dir="auto"
          onInput={(event) => fields.title.value = event.currentTarget.value}
        />
      </label>
      <label class="field">
        <span>{t("phrases.shortcut")}</span>
        <input
          value={fields.shortcut.value}
          maxLength={20}
          onInput={(event) => fields.shortcut.value = event.currentTarget.value}
        />
      </label>
      <label class="field">
        <span>{t("phrases.text")}</span>
        <textarea
          rows={5}
          value={fields.text.value}
          maxLength={1000}
          required
          dir="auto"
          onInput={(event) => fields.text.value = event.currentTarget.value}
        />
        <small class="field-hint">{t("phrases.placeholders")}</small>
      </label>
      {wrong.value && <p class="note error" role="alert">{wrong.value}</p>}
      <div class="dialog-buttons">
        <Button onClick={done}>{t("cancel")}</Button>
        <Button submits kind="primary">{t("phrases.save")}</Button>
      </div>
    </form>
  );
}

const wordsOf = ({ code, message }: Problem): string => tOf("phrases.refused", code, { code, message });
