/** How the fields of forms look. `name` is the control's. */
import type { ComponentChildren, JSX } from "preact";
import { useId } from "preact/hooks";
import { Button, classes } from "../../kit/button.tsx";
import type {
  ChoiceField,
  Field,
  LinesField,
  NumberField,
  OptionalNumberField,
  OptionalTextField,
  PasswordField,
  TextField,
  TickField,
} from "./fields.ts";
import { randomPassword } from "./passwords.ts";

export interface About {
  name: string;
  label: string;
  hint?: ComponentChildren;
  /** It takes the whole breadth where fields stand beside each other. */
  across?: boolean;
}

export interface ControlProps {
  id: string;
  name: string;
  "aria-describedby": string;
  "aria-invalid": boolean;
  "aria-required": boolean | undefined;
  ref: (element: HTMLElement | null) => void;
}

interface FramedProps extends About {
  // deno-lint-ignore no-explicit-any -- of whatever value
  field: Field<any>;
  /** Beside the control. */
  beside?: ComponentChildren;
  /** Several controls: the words stand in a legend, and no single one is labelled. */
  group?: boolean;
  children: (its: ControlProps) => ComponentChildren;
}

/** What every field has around its control: a label, a hint, and room for what is wrong with it. */
export function Framed({ name, label, hint, across, field, beside, group = false, children }: FramedProps) {
  const id = useId();
  const described = classes(Boolean(hint) && `${id}-hint`, `${id}-wrong`);
  const frame = classes("form-field", across && "across");
  const its: ControlProps = {
    id,
    name,
    "aria-describedby": described,
    "aria-invalid": Boolean(field.wrong),
    "aria-required": field.required || undefined,
    ref: (element) => {
      field.element = element;
    },
  };
  const control = children(its);
  const body = (
    <>
      {beside ? <div class="field-row">{control}{beside}</div> : control}
      {hint && <p class="field-hint" id={`${id}-hint`}>{hint}</p>}
      <p class="field-wrong" id={`${id}-wrong`} hidden={!field.wrong}>{field.wrong}</p>
    </>
  );
  if (group) {
    return (
      <fieldset class={frame} aria-describedby={described}>
        <legend>{label}</legend>
        {body}
      </fieldset>
    );
  }
  return (
    <div class={frame}>
      <label for={id}>{label}</label>
      {body}
    </div>
  );
}

/** What is wrong with a field of fields as a whole. */
export function WrongLine({ of, id }: { of: { readonly wrong: string }; id?: string }) {
  return <p class="field-wrong" id={id} role="alert" hidden={!of.wrong}>{of.wrong}</p>;
}

type Input = JSX.InputHTMLAttributes<HTMLInputElement>;

interface TextInputProps extends About {
  field: TextField | OptionalTextField;
  type?: string;
  /** What is offered while something is typed. */
  list?: readonly string[];
  longest?: number;
}

export function TextInput({ field, type = "text", list, longest, ...about }: TextInputProps) {
  const choices = useId();
  const offered = list && <datalist id={choices}>{list.map((each) => <option key={each} value={each} />)}</datalist>;
  return (
    <Framed {...about} field={field} beside={offered}>
      {(its) => (
        <input
          {...its as Input}
          type={type}
          value={field.raw}
          maxLength={longest}
          list={list && choices}
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          dir="auto"
          onInput={(event) => field.raw = event.currentTarget.value}
        />
      )}
    </Framed>
  );
}

/** A password that one person makes for another: readable, made by the page at wish. */
export function GivenPassword({ field, make, ...about }: About & { field: PasswordField; make: string }) {
  const button = <Button small onClick={() => field.raw = randomPassword()}>{make}</Button>;
  return (
    <Framed {...about} field={field} beside={button}>
      {(its) => (
        <input
          {...its as Input}
          type="text"
          class="mono"
          value={field.raw}
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          onInput={(event) => field.raw = event.currentTarget.value}
        />
      )}
    </Framed>
  );
}

interface NumberInputProps extends About {
  field: NumberField | OptionalNumberField;
  min?: number;
  max?: number;
  unit?: string;
  /** "any": also parts of one. */
  step?: 1 | "any";
}

export function NumberInput({ field, min, max, unit, step = 1, ...about }: NumberInputProps) {
  return (
    <Framed {...about} field={field} beside={unit && <span class="unit">{unit}</span>}>
      {(its) => (
        <input
          {...its as Input}
          type="number"
          class="number"
          value={field.raw}
          min={min}
          max={max}
          step={step}
          inputMode={step === 1 ? "numeric" : "decimal"}
          autocomplete="off"
          onInput={(event) => field.raw = event.currentTarget.value}
        />
      )}
    </Framed>
  );
}

type Choice = string | number | null;

interface SelectProps<Value extends Choice> extends About {
  field: ChoiceField<Value>;
  /** Values with their words. */
  options: ReadonlyArray<readonly [Value, string]>;
}

export function Select<Value extends Choice>({ field, options, ...about }: SelectProps<Value>) {
  const choose = (said: string) => {
    const chosen = options.find(([value]) => `${value ?? ""}` === said);
    if (chosen) field.raw = chosen[0];
  };
  return (
    <Framed {...about} field={field}>
      {(its) => (
        <select
          {...its as JSX.SelectHTMLAttributes<HTMLSelectElement>}
          onChange={(event) => choose(event.currentTarget.value)}
        >
          {options.map(([value, words]) => (
            <option key={value} value={value ?? ""} selected={value === field.raw}>{words}</option>
          ))}
        </select>
      )}
    </Framed>
  );
}

interface LinesInputProps extends About {
  field: LinesField;
  rows?: number;
  placeholder?: string;
}

export function LinesInput({ field, rows = 3, placeholder, ...about }: LinesInputProps) {
  return (
    <Framed {...about} field={field}>
      {(its) => (
        <textarea
          {...its as JSX.TextareaHTMLAttributes<HTMLTextAreaElement>}
          rows={rows}
          placeholder={placeholder}
          value={field.raw}
          autocapitalize="none"
          spellcheck={false}
          dir="auto"
          onInput={(event) => field.raw = event.currentTarget.value}
        />
      )}
    </Framed>
  );
}

interface WordsInputProps extends About {
  field: TextField;
  rows?: number;
  longest?: number;
}

/** One text, on as many lines as it needs. */
export function WordsInput({ field, rows = 2, longest = 500, ...about }: WordsInputProps) {
  return (
    <Framed {...about} field={field}>
      {(its) => (
        <textarea
          {...its as JSX.TextareaHTMLAttributes<HTMLTextAreaElement>}
          rows={rows}
          maxLength={longest}
          value={field.raw}
          dir="auto"
          onInput={(event) => field.raw = event.currentTarget.value}
        />
      )}
    </Framed>
  );
}

/** One yes or no, with the words beside it. */
export function Tick({ field, name, label, hint }: About & { field: TickField }) {
  const id = useId();
  return (
    <div class="form-field tick-field">
      <label class="tick">
        <input
          type="checkbox"
          name={name}
          checked={field.raw}
          aria-describedby={hint ? id : undefined}
          ref={(element) => {
            field.element = element;
          }}
          onChange={(event) => field.raw = event.currentTarget.checked}
        />
        <span>{label}</span>
      </label>
      {hint && <p class="field-hint" id={id}>{hint}</p>}
    </div>
  );
}
