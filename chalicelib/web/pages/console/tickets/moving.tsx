/** Moving a ticket on: to a state or to a stage of its flow, with what that asks for. */
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { inOurLanguage, t } from "../../desk/i18n.ts";
import type { MoveTicket } from "../../desk/operations.ts";
import { openDialog } from "../../kit/dialogs.tsx";
import { momentOf } from "../followups/due.ts";
import { FieldInput, filledIn } from "./fields.tsx";
import { FormDialog, typed, WordsField } from "./form-dialog.tsx";
import {
  changedValues,
  type Field,
  fieldsFor,
  isNeeded,
  lacking,
  LONGEST,
  needsAwaited,
  needsText,
  type Way,
} from "./rules.ts";
import { fieldName, type OpenTicket } from "./work.ts";

export const wayWords = ({ to, stage }: Way): string =>
  stage ? inOurLanguage(stage.names) ?? stage.key : t(`ticket.to.${to}`);

export function moveOn(open: OpenTicket): void {
  openDialog<null>((close) => <MoveOn open={open} close={() => close(null)} />);
}

function MoveOn({ open, close }: { open: OpenTicket; close: () => void }) {
  const { ticket, ways, fields } = open;
  const chosen = useSignal(ways[0]?.key);
  // What was read when it was opened: whatever changed since then is shown before it is done all the same.
  const version = useRef(ticket!.version);
  const way = ways.find(({ key }) => key === chosen.value) ?? ways[0];
  if (!way) return null;
  const asked = fieldsFor(way, fields);

  const act = async (form: HTMLFormElement) => {
    const values = changedValues(ticket!.fields ?? {}, filledIn(form, asked));
    const body: MoveTicket = {
      version: version.current,
      text: typed(form, "text"),
      ...(way.stage ? { stage: way.stage.key, ...(values && { fields: values }) } : { to: way.to }),
      ...(typed(form, "group") && { group_id: typed(form, "group") }),
      ...(needsAwaited(way) && { awaited: typed(form, "awaited"), until: momentOf(typed(form, "until")) }),
    };
    const refused = await open.move(body);
    version.current = open.ticket!.version;
    return refused;
  };

  return (
    <FormDialog
      title={t("ticket.move.title", { number: ticket!.number })}
      submit={t("ticket.move")}
      {...{ act, close }}
    >
      <label class="field">
        <span>{t("ticket.move.to")}</span>
        <select onChange={(event) => chosen.value = event.currentTarget.value}>
          {ways.map((each) => (
            <option key={each.key} value={each.key} selected={each.key === way.key}>{wayWords(each)}</option>
          ))}
        </select>
      </label>
      {asked.map((field) => (
        <FieldInput
          key={`${way.key} ${field.key}`}
          field={field}
          value={ticket!.fields?.[field.key]}
          required={isNeeded(way, field.key)}
        />
      ))}
      {lacking(way, {}).filter((keys) => keys.length > 1).map((keys) => (
        <p class="field-hint" key={keys.join()}>{t("ticket.one_of", { fields: namesOf(keys, asked) })}</p>
      ))}
      {way.stage?.needs_group && <GroupField open={open} />}
      {needsAwaited(way) && <Awaited />}
      <WordsField
        name="text"
        label={t(needsText(ticket!, way) ? "ticket.text.needed" : "ticket.text")}
        hint={t("ticket.text.hint")}
        limit={LONGEST.reason}
        required={needsText(ticket!, way)}
      />
    </FormDialog>
  );
}

/** Those of which one is enough. */
const namesOf = (keys: readonly string[], fields: readonly Field[]): string =>
  fields.filter(({ key }) => keys.includes(key)).map(fieldName).join(t("ticket.between"));

/** What the customer is to do, and by when. */
function Awaited() {
  return (
    <>
      <WordsField
        name="awaited"
        label={t("ticket.awaited")}
        hint={t("ticket.awaited.hint")}
        rows={2}
        limit={LONGEST.reason}
        required
      />
      <label class="field">
        <span>{t("ticket.until")}</span>
        <input type="datetime-local" name="until" />
      </label>
    </>
  );
}

function GroupField({ open: { desk: { colleagues }, ticket } }: { open: OpenTicket }) {
  useEffect(() => colleagues.follow(), []);
  return (
    <label class="field">
      <span>{t("ticket.group")}</span>
      <select name="group" required>
        <option value="">{t("ticket.none")}</option>
        {colleagues.groups.map(({ group_id: id, name }) => (
          <option key={id} value={id} selected={id === ticket?.group_id}>{name}</option>
        ))}
      </select>
    </label>
  );
}
