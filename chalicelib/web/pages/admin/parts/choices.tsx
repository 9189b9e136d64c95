/** Fields in which one or several of what is seen are ticked. */
import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import { classes } from "../../kit/button.tsx";
import { language, t } from "../../desk/i18n.ts";
import { type About, Framed } from "./fields.tsx";
import type { ChoiceField, TicksField } from "./fields.ts";

/** A value, its words, and what more there is to say of it. */
export type Option<Value extends string = string> = readonly [Value, string, string?];

/** The countries whose public holidays are offered first. */
const COUNTRIES = ["CN", "HK", "TW", "SG", "JP", "US", "DE", "GB", "FR"];

/** Countries with their names, also the one that was chosen before. */
export function countries(chosen: string | null): Array<[string, string]> {
  const names = new Intl.DisplayNames([language.code], { type: "region" });
  const codes = chosen && !COUNTRIES.includes(chosen) ? [...COUNTRIES, chosen] : COUNTRIES;
  return codes.map((code) => [code, names.of(code) ?? code]);
}

interface RadiosProps<Value extends string> extends About {
  field: ChoiceField<Value>;
  options: ReadonlyArray<Option<Value>>;
}

/** One of few, all of them seen at once. */
export function Radios<Value extends string>({ field, options, ...about }: RadiosProps<Value>) {
  const group = useId();
  return (
    <Framed {...about} field={field} group>
      {(its) => (
        <div class="ticks" role="radiogroup" aria-label={about.label} aria-describedby={its["aria-describedby"]}>
          {options.map(([value, words, more], at) => (
            <label class="tick" key={value}>
              <input
                type="radio"
                name={`${about.name}${group}`}
                value={value}
                checked={value === field.raw}
                ref={at ? undefined : its.ref}
                onChange={() => field.raw = value}
              />
              <span>{words}{more && <small>{more}</small>}</span>
            </label>
          ))}
        </div>
      )}
    </Framed>
  );
}

interface TicksProps extends About {
  field: TicksField;
  options: readonly Option[];
  /** They can be looked for: the words of the field in which to type. */
  search?: string;
  /** What is said where there is nothing to choose from. */
  empty?: string;
  /** Few and short ones stand beside each other. */
  inRow?: boolean;
}

/** Any of several. */
export function Ticks({ field, options, search, empty, inRow, ...about }: TicksProps) {
  const wanted = useSignal("");
  const known = new Map(options.map(([value, words, more]) => [value, { words, more }]));
  const shown = field.choices.filter((value) => {
    const { words = "", more = "" } = known.get(value) ?? {};
    return `${words}\n${more}`.toLowerCase().includes(wanted.value.trim().toLowerCase());
  });
  return (
    <Framed {...about} field={field} group>
      {(its) => (
        <div>
          {search && (
            <div class="finder-row">
              <input
                type="search"
                class="finder"
                placeholder={search}
                aria-label={search}
                autocomplete="off"
                ref={its.ref}
                onInput={(event) => wanted.value = event.currentTarget.value}
              />
              <span class="picked" aria-live="polite">{t("picked", { count: field.raw.size })}</span>
            </div>
          )}
          <div class={classes("ticks", search && "scrolls", inRow && "in-row")}>
            {shown.map((value, at) => (
              <TickOf
                key={value}
                {...{ field, value, name: about.name }}
                words={known.get(value)?.words ?? t("unseen")}
                more={known.get(value)?.more}
                focusable={!search && at === 0}
              />
            ))}
          </div>
          {!field.choices.length && empty && <p class="field-hint">{empty}</p>}
        </div>
      )}
    </Framed>
  );
}

interface TickOfProps {
  field: TicksField;
  value: string;
  name: string;
  words: string;
  more?: string;
  /** It takes the field's focus. */
  focusable: boolean;
}

function TickOf({ field, value, name, words, more, focusable }: TickOfProps) {
  return (
    <label class="tick">
      <input
        type="checkbox"
        name={name}
        value={value}
        checked={field.raw.has(value)}
        ref={(element) => {
          if (focusable && element) field.element = element;
        }}
        onChange={(event) => field.tick(value, event.currentTarget.checked)}
      />
      <span dir="auto">{words}{more && <small>{more}</small>}</span>
    </label>
  );
}
