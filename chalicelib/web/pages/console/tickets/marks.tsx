/** The small parts that a list of tickets and a ticket itself share. */
import { fullTime } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import { classes } from "../../kit/button.tsx";
import { dueWords } from "../followups/due.ts";
import { isOver, type Ticket } from "./rules.ts";

export function TypeChip({ type }: Pick<Ticket, "type">) {
  return <span class={`chip ticket-${type}`}>{t(`ticket.type.${type}`)}</span>;
}

export function StateMark({ state }: Pick<Ticket, "state">) {
  return <span class={`ticket-state is-${state}`}>{t(`ticket.state.${state}`)}</span>;
}

/** Nothing where it is like any other. */
export function PriorityMark({ priority }: Pick<Ticket, "priority">) {
  if (priority === "normal") return null;
  return <span class={`chip priority-${priority}`}>{t(`ticket.priority.${priority}`)}</span>;
}

interface DueProps {
  ticket: Ticket;
  /** Whether most of the time is over. */
  isWarned?: boolean;
}

/** The time that is left, or by how much it is late; what is over, or waits for the customer, has none. */
export function DueMark({ ticket, isWarned }: DueProps) {
  const { due_at: due, late } = ticket;
  if (isOver(ticket)) return null;
  if (!due) return <span>{t("ticket.paused")}</span>;
  return <span class={classes("due", late ? "late" : isWarned && "warned")} title={fullTime(due)}>{dueWords(due)}
  </span>;
}
