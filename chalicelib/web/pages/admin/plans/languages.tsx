/** A field for each language, beside each other. */
import type { ComponentChildren } from "preact";
import { TextInput, WordsInput, WrongLine } from "../parts/fields.tsx";
import { languageName, LANGUAGES, type LanguagesField } from "./languages.ts";

interface BothProps {
  name: string;
  field: LanguagesField;
  longest: number;
  /** On several lines. */
  rows?: number;
  /** Below both. */
  children?: ComponentChildren;
}

export const BothLanguages = ({ name, field, longest, rows, children }: BothProps) => (
  <div class="both-languages">
    {LANGUAGES.map((code) => {
      const its = { name: `${name}.${code}`, field: field.parts[code], label: languageName(code), longest };
      return rows ? <WordsInput key={code} {...its} rows={rows} /> : <TextInput key={code} {...its} />;
    })}
    {children}
    <WrongLine of={field} />
  </div>
);
