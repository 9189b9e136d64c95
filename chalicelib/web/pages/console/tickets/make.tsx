/** Making a ticket: by hand, or of what somebody has before them. What was typed stays until it is made. */
import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { t } from "../../desk/i18n.ts";
import { openDialog } from "../../kit/dialogs.tsx";
import type { Desk } from "../desk.ts";
import { PriorityField, SubjectField } from "./acts.tsx";
import { FormDialog, typed, WordsField } from "./form-dialog.tsx";
import type { Beginning } from "./late.tsx";
import { FieldInput, filledIn } from "./fields.tsx";
import { LONGEST, type Priority, type Type, TYPES } from "./rules.ts";
import { Making } from "./making.ts";
import { QuotedMessages } from "./quoting.tsx";

export function makeTicket(desk: Desk, beginning: Beginning): void {
  openDialog<null>((close) => <Make desk={desk} beginning={beginning} close={() => close(null)} />);
}

function Make({ desk, beginning, close }: { desk: Desk; beginning: Beginning; close: () => void }) {
  const making = useMemo(() => new Making(desk, beginning), []);
  const { draft } = making;
  const priority = useSignal<Priority>(draft.get("priority", "normal"));
  const isByHand = !beginning.origin;
  const written = (form: HTMLFormElement) => ({
    ...Object.fromEntries(["subject", "text", "summary", "reason", "visitor_name", "mobile", "email"]
      .map((name) => [name, typed(form, name)])),
    // A list tells that it was chosen from before it tells what: what stands in it is what is kept.
    type: typed(form, "type") as Type,
    priority: typed(form, "priority") as Priority,
  });
  const kept = draft.get("fields", {});
  const act = (form: HTMLFormElement) => making.make(written(form), filledIn(form, making.fields));
  return (
    <FormDialog
      title={t("tickets.make")}
      submit={t("tickets.make.submit")}
      onInput={(form) =>
        making.keep({ ...written(form), fields: { ...draft.get("fields", {}), ...filledIn(form, making.fields) } })}
      {...{ act, close }}
    >
      <label class="field">
        <span>{t("tickets.type")}</span>
        <select name="type" onChange={(event) => making.choose(event.currentTarget.value as Type)}>
          {TYPES.map((each) => (
            <option key={each} value={each} selected={each === making.type}>{t(`ticket.type.${each}`)}</option>
          ))}
        </select>
      </label>
      <SubjectField value={draft.get("subject", "")} />
      <WordsField
        name="text"
        label={t("ticket.about")}
        limit={LONGEST.text}
        value={draft.get("text", beginning.text ?? "")}
      />
      {making.quoting && <QuotedMessages quoting={making.quoting} changed={() => making.keep({})} />}
      {isByHand && <Contacts making={making} />}
      <PriorityField
        priority={priority.value}
        before="normal"
        onChoose={(each) => priority.value = each}
        summary={draft.get("summary", "")}
        reason={draft.get("reason", "")}
      />
      {making.fields.map((field) => (
        <FieldInput
          key={`${making.type} ${field.key}`}
          field={field}
          value={kept[field.key] ?? undefined}
          required={field.required}
        />
      ))}
    </FormDialog>
  );
}

/** Whom it is for, where nothing says so. */
function Contacts({ making: { draft } }: { making: Making }) {
  const inputs = [["visitor_name", "text"], ["mobile", "tel"], ["email", "email"]] as const;
  return (
    <>
      <p class="field-hint">{t("ticket.wrong.visitor_id")}</p>
      {inputs.map(([name, type]) => (
        <label class="field" key={name}>
          <span>{t(`ticket.field.${name}`)}</span>
          <input name={name} type={type} maxLength={200} dir="auto" defaultValue={draft.get(name, "")} />
        </label>
      ))}
    </>
  );
}
