/** What happened to a ticket, from its beginning. */
import { agentName } from "../../desk/format.ts";
import { inOurLanguage, isKnown, t } from "../../desk/i18n.ts";
import type { TicketEntryView } from "../../desk/operations.ts";
import { classes } from "../../kit/button.tsx";
import { Linked } from "../../kit/linked.tsx";
import { Moment } from "../conversations/facts.tsx";
import { placeOf } from "./place.ts";
import type { Field } from "./rules.ts";
import { fieldName, type OpenTicket } from "./work.ts";

export function History({ open }: { open: OpenTicket }) {
  return (
    <section class="answers ticket-history" aria-label={t("ticket.history")}>
      <h3>{t("ticket.history")}</h3>
      {open.entries.map((entry) => <Entry key={entry.seq} entry={entry} open={open} />)}
    </section>
  );
}

interface EntryProps {
  entry: TicketEntryView;
  open: OpenTicket;
}

function Entry({ entry, open }: EntryProps) {
  const { kind, text, public: isPublic, changes, at, ref } = entry;
  const other = kind === "merged" ? otherOf(entry, open) : null;
  const by = authorWords(entry, open.desk.agentId);
  const to = entry.agent ? agentName(entry.agent) : "";
  return (
    <article class={classes("ticket-entry", `is-${kind}`, isPublic && "public")}>
      <p class="answer-head">
        <span>{t(`ticket.did.${kind}`, { by, to })}</span>
        {other && <a href={`#${encodeURIComponent(placeOf(other))}`}>{ref}</a>}
        {isPublic && <span class="ticket-public">{t("ticket.public")}</span>}
        <Moment at={at} />
      </p>
      {changes.map(({ field, before, after }) => (
        <p class="ticket-change" key={field}>
          {t("ticket.change", {
            field: fieldWords(field, open.fields),
            before: valueWords(field, before, open),
            after: valueWords(field, after, open),
          })}
        </p>
      ))}
      {text && (
        <p class="message-text" dir="auto">
          <Linked text={text} />
        </p>
      )}
    </article>
  );
}

/** The ticket that this merger was with: what this one is part of, else, of those that are part of it, the one whose turn it is. */
function otherOf({ seq }: TicketEntryView, { ticket, entries }: OpenTicket): string | null {
  const before = entries.filter((each) => each.kind === "merged" && each.seq < seq).length;
  return ticket?.merged?.[before] ?? ticket?.merged_into ?? null;
}

function authorWords({ author, author_kind: kind }: TicketEntryView, agentId: string): string {
  if (kind === "system") return t("ticket.by.system");
  if (kind === "visitor") return author.name ?? t("ticket.by.customer");
  return author.id === agentId ? t("entry.you") : agentName(author);
}

/** What a field is called: of the ticket itself, or of its type. */
function fieldWords(name: string, fields: readonly Field[]): string {
  const key = name.split(".").at(-1)!;
  const own = fields.find((each) => each.key === key);
  if (own) return fieldName(own);
  return isKnown(`ticket.field.${name}`) ? t(`ticket.field.${name}`) : name;
}

type Named = Pick<OpenTicket, "flow" | "groupName">;

const FAMILIES = ["state", "priority", "type", "level", "tell_by"];

function valueWords(field: string, value: string | null, open: Named): string {
  if (value === null || value === "") return t("ticket.none");
  if (field === "group") return open.groupName(value);
  if (field === "stage") return inOurLanguage(open.flow?.stages.find(({ key }) => key === value)?.names) ?? value;
  const key = `ticket.${field}.${value}`;
  return FAMILIES.includes(field) && isKnown(key) ? t(key) : value;
}
