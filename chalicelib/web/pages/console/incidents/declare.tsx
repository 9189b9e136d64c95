/** An incident by hand: which of the defined events it is, or what it is called. */
import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import type { Problem } from "../../desk/client.ts";
import { inOurLanguage, t } from "../../desk/i18n.ts";
import type { Declare, DefinedEventView } from "../../desk/operations.ts";
import { openDialog } from "../../kit/dialogs.tsx";
import type { Desk } from "../desk.ts";
import { FormDialog, typed, WordsField } from "../tickets/form-dialog.tsx";
import * as asking from "./asking.ts";
import { lookAnew } from "./bar.tsx";
import { incidentsOf } from "./incidents.ts";
import { wordsOf } from "./open.ts";
import { placeOf } from "./place.ts";

const SEVERITIES = ["minor", "major", "critical"] as const;

type Severity = (typeof SEVERITIES)[number];

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
  const events = useSignal<readonly DefinedEventView[] | null>(null);
  const chosen = useSignal("");
  const severity = useSignal<Severity>("major");
  const made = useSignal<string | null>(null);
  // The same one however often it is asked for.
  const key = useMemo(() => crypto.randomUUID(), []);
  useEffect(() => {
    asking.listEvents().then(
      ({ items }) => choose(items[0]?.event_id ?? "", events.value = items),
      () => events.value = [],
    );
  }, []);
  const choose = (eventId: string, among = events.peek() ?? []) => {
    chosen.value = eventId;
    severity.value = among.find(({ event_id: id }) => id === eventId)?.severity ?? "major";
  };
  const act = async (form: HTMLFormElement) => {
    const title = typed(form, "title");
    const plan = typed(form, "plan");
    const body: Declare = {
      event_id: chosen.value || null,
      titles: title ? { "zh-CN": title, en: title } : null,
      severity: severity.value,
      note: typed(form, "note"),
      plan_keys: plan ? [plan] : [],
    };
    try {
      made.value = (await asking.declare(body, `${key} ${JSON.stringify(body).length}`)).incident_id;
      return null;
    } catch (problem) {
      return { words: wordsOf(problem as Problem) };
    }
  };
  return (
    <FormDialog
      title={t("incidents.declare")}
      submit={t("incident.declare.submit")}
      act={act}
      close={() => close(made.peek())}
      disabled={events.value === null}
    >
      <label class="field">
        <span>{t("incident.event")}</span>
        <select name="event" value={chosen.value} onChange={(event) => choose(event.currentTarget.value)}>
          {(events.value ?? []).map((each) => (
            <option key={each.event_id} value={each.event_id}>{inOurLanguage(each.names)}</option>
          ))}
          <option value="">{t("incident.event.none")}</option>
        </select>
      </label>
      <label class="field">
        <span>{t(chosen.value ? "incident.title.optional" : "incident.title")}</span>
        <input name="title" maxLength={60} required={!chosen.value} dir="auto" />
      </label>
      <label class="field">
        <span>{t("incident.severity")}</span>
        <select
          name="severity"
          value={severity.value}
          onChange={(event) => severity.value = event.currentTarget.value as Severity}
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
