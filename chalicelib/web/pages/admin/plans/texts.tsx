/** How a plan's words are filled in: each in both languages, with what may stand in it. */
import { t } from "../../desk/i18n.ts";
import { WordsInput, WrongLine } from "../parts/fields.tsx";
import { languageName, LANGUAGES } from "./languages.ts";
import { PLACEHOLDERS, SHORT, type textsField, WORDS } from "./texts.ts";

type TextsField = ReturnType<typeof textsField>;

export const Texts = ({ field }: { field: TextsField }) => (
  <div class="texts">
    {WORDS.map(([group, words]) => (
      <>
        <h4 key={group}>{t(`texts.${group}`)}</h4>
        {words.map((word) => <TextRow key={word} word={word} field={field} />)}
      </>
    ))}
    {LANGUAGES.map((code) => <WrongLine key={code} of={field.parts[code]} />)}
    <WrongLine of={field} />
  </div>
);

const TextRow = ({ word, field }: { word: string; field: TextsField }) => (
  <fieldset class="text-row">
    <legend>{t(`text.${word}`)}</legend>
    <div class="both-languages">
      {LANGUAGES.map((code) => (
        <WordsInput
          key={code}
          name={`texts.${code}.${word}`}
          field={field.parts[code].parts[word]}
          label={languageName(code)}
          rows={SHORT.includes(word) ? 1 : 2}
        />
      ))}
    </div>
    <p class="field-hint">
      {t(`text.${word}.hint`)} <Placeholders of={word} />
    </p>
  </fieldset>
);

/** What may stand in a text: {opens_at} when we are back, … */
export function Placeholders({ of }: { of: string }) {
  const names = PLACEHOLDERS[of];
  if (!names) return null;
  return (
    <>
      {t("texts.placeholders")} {names.map((name, at) => (
        <span key={name}>
          {at > 0 && t("comma")}
          <code>{`{${name}}`}</code> {t(`placeholder.${name}`)}
        </span>
      ))}
    </>
  );
}
