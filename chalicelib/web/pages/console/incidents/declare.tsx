/** An incident by hand: which of the defined events it is, or what it is called. */
import { useEffect, useMemo } from "preact/hooks";
import { inOurLanguage, t } from "../../desk/i18n.ts";
import { openDialog } from "../../kit/dialogs.tsx";
import type { Desk } from "../desk.ts";
import { FormDialog, typed, WordsField } from "../tickets/form-dialog.tsx";
import { Declaring, SEVERITIES, type Severity } from "./declaring.ts";
import { incidentsOf } from "./incidents.ts";
import { lookAnew } from "./opened.ts";
import { placeOf } from "./place.ts";

export async function declare(desk: Desk): Promise<void> {
  const id = await openDialog<string>((close) => <DeclareDialog desk={desk} close={close} />);
  if (!id) return;
  lookAnew();
  incidentsOf(desk).wake();
  desk.selection.choose(placeOf(id));
}

interface DialogProps {
  desk: Desk;
  close: (id: string | null) => void;
}

function DeclareDialog({ desk, close }: DialogProps) {
  const declaring = useMemo(() => new Declaring(), []);
  useEffect(() => void declaring.read(), []);
  const { events, chosen, severity } = declaring;
  const act = (form: HTMLFormElement) =>
    declaring.declare(typed(form, "title"), typed(form, "plan"), typed(form, "note"));
  return (
    <FormDialog
      title={t("incidents.declare")}
      submit={t("incident.declare.submit")}
      act={act}
      close={() => close(declaring.made)}
      disabled={events === null}
    >
      <label class="field">
        <span>{t("incident.event")}</span>
        <select name="event" value={chosen} onChange={(event) => declaring.choose(event.currentTarget.value)}>
          {(events ?? []).map((each) => (
            <option key={each.event_id} value={each.event_id}>{inOurLanguage(each.names)}</option>
          ))}
          <option value="">{t("incident.event.none")}</option>
        </select>
      </label>
      <label class="field">
        <span>{t(chosen ? "incident.title.optional" : "incident.title")}</span>
        <input name="title" maxLength={60} required={!chosen} dir="auto" />
      </label>
      <label class="field">
        <span>{t("incident.severity")}</span>
        <select
          name="severity"
          value={severity}
          onChange={(event) => declaring.severity = event.currentTarget.value as Severity}
        >
          {SEVERITIES.map((each) => <option key={each} value={each}>{t(`incident.severity.${each}`)}</option>)}
        </select>
      </label>
      <label class="field">
        <span>{t("incident.plans")}</span>
        <select name="plan">
          <option value="">{t("incident.plans.all")}</option>
          {desk.plans.named.map(({ plan_key: plan, name }) => <option key={plan} value={plan}>{name}</option>)}
        </select>
      </label>
      <WordsField name="note" label={t("incident.note.first")} limit={2000} />
    </FormDialog>
  );
}
