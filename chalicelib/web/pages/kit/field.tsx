/** A field of a form: its label, what is typed, and below it what is wrong or worth knowing. */
import type { ComponentChildren, JSX } from "preact";
import { useId } from "preact/hooks";

interface FieldProps {
  label: string;
  /** What is wrong with it, if anything. */
  wrong?: string;
  hint?: string;
  children: (its: { id: string; "aria-describedby"?: string; "aria-invalid": boolean }) => ComponentChildren;
}

export function Field({ label, wrong = "", hint = "", children }: FieldProps) {
  const id = useId();
  const described = wrong || hint ? `${id}-word` : undefined;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children({ id, "aria-describedby": described, "aria-invalid": Boolean(wrong) })}
      {described && <span class={wrong ? "field-word" : "field-hint"} id={described}>{wrong || hint}</span>}
    </div>
  );
}

type InputProps = Omit<JSX.InputHTMLAttributes<HTMLInputElement>, "id" | "label" | "onInput"> & {
  label: string;
  wrong?: string;
  hint?: string;
  onInput?: (value: string) => void;
};

/** A field with one line of text. */
export function TextField({ label, wrong, hint, onInput, ...rest }: InputProps) {
  return (
    <Field label={label} wrong={wrong} hint={hint}>
      {(its) => <input {...rest} {...its} onInput={(event) => onInput?.(event.currentTarget.value)} />}
    </Field>
  );
}
