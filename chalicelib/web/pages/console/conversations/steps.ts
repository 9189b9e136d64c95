/** The steps of a conversation's life in the page's own words; what it does not know, in the desk's. */
import { agentName, dayAndTime } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import type { EntryView } from "../../desk/operations.ts";

type Person = { id?: string | null; name?: string | null; number?: string | null } | null | undefined;

export function stepWords(entry: EntryView, agentId: string): string {
  const isMe = (person: Person) => person?.id === agentId;
  // "You" who do something and "you" whom it is done to are different words in some languages.
  const byOf = (person: Person) => isMe(person) ? t("entry.by_you") : t("entry.by", { agent: agentName(person) });
  const by = byOf(entry.author);
  const to = isMe(entry.agent) ? t("entry.to_you") : t("entry.to", { agent: agentName(entry.agent) });
  switch (entry.kind) {
    case "waiting":
      return entry.place ? t("entry.waiting.place", { place: entry.place }) : t("entry.waiting");
    case "agent_away":
      return awayWords(entry);
    case "assigned":
      if (entry.author.kind === "agent") return t("entry.assigned.by", { by, to });
      return isMe(entry.agent) ? t("entry.assigned.me") : t("entry.assigned", { agent: agentName(entry.agent) });
    case "reminder":
      return entry.place ? t("entry.reminder.place", { place: entry.place }) : t("entry.reminder");
    case "closed":
      return closedWords(entry, isMe(entry.author));
    case "transferred":
      return transferredWords(entry, by, to);
    case "reassigned":
      if (entry.author.kind !== "agent") return t("entry.reassigned.system", { to });
      return entry.author.id === entry.agent?.id ? t("entry.taken_over", { by }) : t("entry.reassigned", { by, to });
    case "held":
    case "resumed":
      return t(`entry.${entry.kind}`, { by });
    case "invited":
      return t("entry.invited", { by, to });
    case "form":
      return t(isHelpAlone(entry) ? "entry.form.help" : "entry.form", { what: filledIn(entry) });
    case "filed":
      return t("entry.filed", { by, what: `\u2068${entry.note}\u2069` });
    case "verified":
      return t("entry.verified", { by, what: `\u2068${[entry.ref, entry.note].filter(Boolean).join(" · ")}\u2069` });
    case "ticket":
    case "ticket_noted":
      return t("entry.ticket", { by, number: entry.note });
    case "invitation":
      if (entry.author.kind !== "agent") return t("entry.invitation.rule", { text: entry.text });
      return t("entry.invitation", { by, text: entry.text });
    case "left":
      return t("entry.left", { by: byOf(entry.agent ?? entry.author) });
    case "snoozed":
      return entry.until ? t("entry.snoozed", { by, time: dayAndTime(entry.until) }) : t("entry.snoozed.word", { by });
    case "back":
      return entry.author.kind === "agent" ? t("entry.back.by", { by }) : t("entry.back");
    case "reopened":
      return entry.author.kind === "agent" ? t("entry.reopened", { by }) : t("entry.reopened.visitor");
    case "auto_reply":
      if (entry.author.kind !== "agent") return entry.text;
      return t("entry.away_reply", { agent: agentName(entry.author), text: entry.text });
    default:
      return entry.text;
  }
}

function awayWords({ note, agent, place }: EntryView): string {
  const key = note === "disabled" ? "entry.agent_disabled" : "entry.agent_away";
  return t(key, { agent: agentName(agent), place });
}

function transferredWords({ group, place, author }: EntryView, by: string, to: string): string {
  if (group) return t("entry.transferred.group", { by, group: `\u2068${group}\u2069`, place });
  return author.kind === "agent" ? t("entry.transferred", { by, to }) : t("entry.transferred.system", { to });
}

function closedWords({ author, offer }: EntryView, byMe: boolean): string {
  if (offer === "offline_form") return t("entry.closed.nobody");
  if (author.kind === "agent") {
    return byMe ? t("entry.closed.me") : t("entry.closed.agent", { agent: agentName(author) });
  }
  return t(author.kind === "visitor" ? "entry.closed.visitor" : "entry.closed");
}

/** Nothing was filled in; the visitor has been looking in the help. */
function isHelpAlone({ form }: EntryView): boolean {
  return !!form &&
    !(form.choice || form.name || form.email || form.mobile || form.consent_version || form.declined_version);
}

/** What was chosen, who they said they are, which text they agreed to; what they looked for and read in the help. */
function filledIn({ text, form }: EntryView): string {
  const said = form ? [form.choice, form.name, form.email, form.mobile].filter(Boolean).join(" · ") : text;
  const version = form?.consent_version;
  const titles = (form?.articles ?? []).map((title) => `\u2068${title}\u2069`).join("、");
  const parts = [
    said && `\u2068${said}\u2069`,
    version && t("entry.form.consent", { version }),
    form?.declined_version && t("entry.form.declined", { version: form.declined_version }),
    form?.question && t("entry.form.asked", { question: form.question }),
    titles && t("entry.form.read", { titles }),
  ];
  return parts.filter(Boolean).join(" · ");
}
