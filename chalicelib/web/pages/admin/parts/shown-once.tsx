/** A secret that is shown this once, to be copied. */
interface Shown {
  label: string;
  value: string;
  hint: string;
  class?: string;
}

export const ShownOnce = ({ label, value, hint, class: look = "form-field" }: Shown) => (
  <label class={look}>
    <span role="status">{label}</span>
    <input class="mono" readOnly value={value} onFocus={(event) => event.currentTarget.select()} />
    <span class="field-hint">{hint}</span>
  </label>
);
