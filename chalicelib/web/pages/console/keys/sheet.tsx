/** The sheet of the keys: what they do, and choosing others. */
import { useEffect, useMemo, useRef } from "preact/hooks";
import { speak, t } from "../../desk/i18n.ts";
import { Button, classes, IconButton } from "../../kit/button.tsx";
import { Dialog, openDialog } from "../../kit/dialogs.tsx";
import { dress } from "../../kit/dress.ts";
import { parts, spoken } from "../../kit/key-names.ts";
import type { Desk } from "../desk.ts";
import { FIXED } from "./catalogue.ts";
import { KeyChoice } from "./choice.ts";
import { type Done, elsewhere, hereAndNow, wordsOf } from "./listing.ts";
import type { OwnKeys } from "./own.ts";
import css from "./sheet.css" with { type: "text" };

dress(css);

/** Whether they have their words. */
export const isSpoken = (): Promise<boolean> =>
  speak({
    "zh-CN": () => import("../../words/zh/console-keys.ts"),
    en: () => import("../../words/en/console-keys.ts"),
  });

let isOpen = false;

/** One is enough, however often it is asked for. */
export async function showKeys({ keys, session }: Desk): Promise<void> {
  if (isOpen) return;
  isOpen = true;
  const may = (permission: string) => session.can(permission);
  await openDialog<null>((close) => <KeySheet own={keys} may={may} close={() => close(null)} />);
}

interface SheetProps {
  own: OwnKeys;
  may: (permission: string) => boolean;
  close: () => void;
}

function KeySheet({ own, may, close }: SheetProps) {
  const choice = useMemo(() => new KeyChoice(own, wordsOf, may), []);
  useEffect(() => () => void (isOpen = false), []);
  const others = elsewhere(may);
  return (
    <Dialog
      title={t("keys.title")}
      class="key-sheet"
      onClose={() => choice.asking === null ? close() : choice.leave()}
    >
      <p class={classes("key-news", choice.news?.refused && "refused")} role="status">
        {choice.news?.text ?? t("keys.hint")}
      </p>
      <div class="key-lists">
        <KeyList own={own} choice={choice} list={hereAndNow()} />
        {others.length > 0 && (
          <>
            <h3>{t("keys.elsewhere")}</h3>
            <KeyList own={own} choice={choice} list={others} />
          </>
        )}
      </div>
      <div class="dialog-buttons">
        <Button kind="quiet" icon="undo" onClick={() => choice.backAll()}>{t("keys.back.all")}</Button>
        <Button autofocus onClick={close}>{t("close")}</Button>
      </div>
    </Dialog>
  );
}

interface ListProps {
  own: OwnKeys;
  choice: KeyChoice;
  list: Done[];
}

const KeyList = ({ list, ...more }: ListProps) => (
  <dl>
    {list.map(({ words, usual }) => (
      <div key={words}>
        <dt>{words}</dt>
        <dd>
          {usual.map((each) =>
            FIXED.includes(each)
              ? (
                <span class="key-fixed" key={each}>
                  <Keys keys={each} />
                </span>
              )
              : <KeyButton key={each} {...more} usual={each} words={words} />
          )}
        </dd>
      </div>
    ))}
  </dl>
);

const Keys = ({ keys }: { keys: string }) => <>{parts(keys).map((part) => <kbd key={part}>{part}</kbd>)}</>;

interface KeyButtonProps {
  own: OwnKeys;
  choice: KeyChoice;
  usual: string;
  words: string;
}

/** Awaits the next keys when it is pressed; beside it the way back, where others were chosen. */
function KeyButton({ own, choice, usual, words }: KeyButtonProps) {
  const button = useRef<HTMLButtonElement>(null);
  const keys = own.of(usual);
  const asked = choice.asking === usual;
  const back = () => {
    choice.back(usual);
    if (own.of(usual) === usual) button.current!.focus(); // what had it is not there any more
  };
  return (
    <span class="key-way">
      {keys !== usual && (
        <IconButton
          icon="undo"
          label={t("keys.back", { what: words, keys: spoken(usual) })}
          onClick={back}
        />
      )}
      <button
        ref={button}
        type="button"
        class={classes("key-choose", asked && "asked")}
        aria-pressed={asked}
        onClick={() => {
          button.current!.focus(); // not every browser does, and keys are heard where the focus is
          choice.ask(usual);
        }}
        onKeyDown={(event) => choice.hear(event)}
        onBlur={() => choice.leave()}
      >
        <span class="unseen">{t("keys.change", { what: words, keys: keys ? spoken(keys) : t("keys.none") })}</span>
        <span class="key-shown" aria-hidden="true">
          {asked ? t("keys.asked") : keys ? <Keys keys={keys} /> : t("keys.none")}
        </span>
      </button>
    </span>
  );
}
