/** What happened when, and a line of one's own below it. */
import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { agentName } from "../../desk/format.ts";
import { inOurLanguage, isKnown, t } from "../../desk/i18n.ts";
import type { IncidentEntryView } from "../../desk/operations.ts";
import { Button } from "../../kit/button.tsx";
import { Linked } from "../../kit/linked.tsx";
import { Moment } from "../conversations/facts.tsx";
import { useDesk } from "../desk.ts";
import type { OpenIncident } from "./open.ts";
import type { PartProps } from "./page.tsx";

export function History({ open, incident }: PartProps) {
  const { plans } = useDesk();
  const aboutOf = ({ kind, ref, names }: IncidentEntryView): string => {
    if (kind === "shown" || kind === "hidden") return plans.nameOf(ref ?? "");
    if (kind === "told") return names.join(t("incident.between"));
    if (kind === "changed") return names.map(fieldName).join(t("incident.between"));
    const step = incident.steps.find(({ step_id: id }) => id === ref);
    return step ? inOurLanguage(step.text) ?? "" : kind === "linked" ? ref ?? "" : "";
  };
  return (
    <section class="incident-part" aria-labelledby="incident-history">
      <h3 id="incident-history">{t("incident.history")}</h3>
      <ol class="incident-history">
        {open.entries.map((entry) => (
          <li key={entry.seq}>
            <Moment at={entry.at} />
            <div>
              <b>{t(`incident.entry.${entry.kind}`)}</b> <span>{aboutOf(entry)}</span>
              {entry.text && entry.kind !== "again" && (
                <p dir="auto">
                  <Linked text={entry.text} />
                </p>
              )}
              <small>{entry.author ? agentName(entry.author) : t("incident.by.desk")}</small>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

const fieldName = (name: string): string => isKnown(`incident.field.${name}`) ? t(`incident.field.${name}`) : name;

const LIMIT = 2000;

/** Stays, with all that was typed, until it was stored. */
export function NoteField({ open }: { open: OpenIncident }) {
  const text = useSignal("");
  const field = useRef<HTMLTextAreaElement>(null);
  const send = async (event: Event) => {
    event.preventDefault();
    const words = text.peek().trim();
    if (!words || !await open.note(words)) return;
    text.value = "";
    field.current?.focus();
  };
  return (
    <form class="incident-note" onSubmit={(event) => void send(event)}>
      <label class="field">
        <span class="unseen">{t("incident.note")}</span>
        <textarea
          ref={field}
          rows={2}
          dir="auto"
          maxLength={LIMIT}
          placeholder={t("incident.note.hint")}
          value={text.value}
          onInput={(event) => text.value = event.currentTarget.value}
        />
      </label>
      <Button submits kind="primary" disabled={open.busy || !text.value.trim()}>{t("incident.note.send")}</Button>
    </form>
  );
}
