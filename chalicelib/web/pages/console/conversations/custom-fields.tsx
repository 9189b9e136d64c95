/** The desk's own fields on the card: what is filled in, and the form in which an agent fills it in. */
import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { language, t } from "../../desk/i18n.ts";
import type { CustomFieldView, VisitorView } from "../../desk/operations.ts";
import { Button, IconButton } from "../../kit/button.tsx";
import { CustomFields, type Value } from "./custom-fields.ts";
import { Fact } from "./facts.tsx";
import type { OpenConversation } from "./open.ts";

const LONGEST = 500;

const nameOf = ({ zh, en }: { zh: string; en: string }): string => language.code === "en" ? en : zh;

export function FieldsPart({ open, visitor }: { open: OpenConversation; visitor: VisitorView }) {
  const fields = useMemo(() => new CustomFields(open.id), []);
  const isEdited = useSignal(false);
  // Whoever is made of others has other values; what is being typed stays.
  useEffect(() => void fields.read(), [visitor.visitor_id, visitor.merged.join()]);
  const { shown, filled } = fields;
  if (!filled || !shown.length) return null;
  if (isEdited.value) return <FieldsForm fields={fields} visitor={visitor} onDone={() => isEdited.value = false} />;
  return (
    <section class="custom-fields" aria-label={t("fields.title")}>
      <div class="custom-head">
        <h3>{t("fields.title")}</h3>
        {open.desk.answers && (
          <IconButton
            icon="pencil"
            label={t("fields.edit")}
            onClick={() => isEdited.value = true}
          />
        )}
      </div>
      <dl class="facts">
        {shown.map((field) => {
          const words = wordsOf(field, filled.values[field.field_id]);
          const lacks = field.required && !field.archived && !words;
          return (
            <Fact key={field.field_id} name={nameOf(field)}>
              {lacks ? <em class="lacking">{t("fields.lacking")}</em> : words}
            </Fact>
          );
        })}
      </dl>
    </section>
  );
}

/** A value as people read it; "" for none. */
function wordsOf({ choices }: CustomFieldView, value: Value | undefined): string {
  if (value === undefined) return "";
  if (typeof value === "boolean") return t(`customer.${value}`);
  const choice = choices.find(({ choice_id: id }) => id === value);
  return choice ? nameOf(choice) : String(value);
}

function FieldsForm({ fields, visitor, onDone }: { fields: CustomFields; visitor: VisitorView; onDone: () => void }) {
  const busy = useSignal(false);
  const { shown, filled, trouble } = fields;
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    busy.value = true;
    const isDone = await fields.save(visitor.visitor_id, new FormData(event.currentTarget as HTMLFormElement));
    busy.value = false;
    if (isDone) onDone();
  };
  return (
    <form
      class="custom-fields"
      aria-label={t("fields.title")}
      onSubmit={save}
      onKeyDown={(event) => event.key === "Escape" && onDone()}
    >
      {shown.filter(({ archived }) => !archived).map((field) => (
        <label key={field.field_id} class="field">
          <span>{nameOf(field)}</span>
          <Input field={field} value={filled!.values[field.field_id]} />
        </label>
      ))}
      {trouble && <p class="note error" role="alert">{trouble}</p>}
      <div class="dialog-buttons">
        <Button small onClick={onDone}>{t("cancel")}</Button>
        <Button small submits kind="primary" disabled={busy.value}>{t("fields.save")}</Button>
      </div>
    </form>
  );
}

function Input({ field, value }: { field: CustomFieldView; value: Value | undefined }) {
  const { field_id: name, kind, choices } = field;
  const text = value === undefined ? "" : String(value);
  if (kind === "number") return <input name={name} type="number" step="any" defaultValue={text} />;
  if (kind === "date") return <input name={name} type="date" defaultValue={text} />;
  if (kind !== "choice" && kind !== "yes_no") {
    return <input name={name} dir="auto" maxLength={LONGEST} autocomplete="off" defaultValue={text} />;
  }
  const options = kind === "choice"
    ? choices.filter(({ choice_id: id, archived }) => !archived || id === text).map((choice) => ({
      id: choice.choice_id,
      words: nameOf(choice),
    }))
    : ["true", "false"].map((id) => ({ id, words: t(`customer.${id as "true" | "false"}`) }));
  return (
    <select name={name} defaultValue={text}>
      <option value="" selected={!text}>{t("fields.empty")}</option>
      {options.map(({ id, words }) => <option key={id} value={id} selected={id === text}>{words}</option>)}
    </select>
  );
}
