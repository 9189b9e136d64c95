/** Small marks by which visitors, plans and states are known again. */
import { t } from "../../desk/i18n.ts";
import type { ConversationView } from "../../desk/operations.ts";
import { hueOf, initials } from "../../kit/avatar.tsx";
import { Icon } from "../../kit/icons/icon.tsx";
import { useDesk } from "../desk.ts";

interface OfVisitor {
  visitor?: { name: string | null } | null;
  visitor_name?: string | null;
  visitor_id?: string | null;
}

/** The same visitor always has the same colour; who gave no name has no letters. */
export function VisitorMark({ visitor, visitor_name: name, visitor_id: id }: OfVisitor) {
  const letters = initials(visitor?.name ?? name ?? "");
  return <span class={`avatar hue-${hueOf(id ?? "")}`} aria-hidden="true">{letters || <Icon name="card" />}</span>;
}

/** VIP, gold, silver; nothing for everybody else. */
export function LevelBadge({ level }: { level: ConversationView["level"] | null | undefined }) {
  return level && level !== "normal" ? <span class={`level ${level}`}>{t(`level.${level}`)}</span> : null;
}

export function StateChip({ state }: Pick<ConversationView, "state">) {
  return <span class={`chip ${state}`}>{t(`state.${state}`)}</span>;
}

const VIA_ICONS: Record<string, "mail" | "phone"> = { email: "mail", phone: "phone", app: "phone" };

/** By which channel the customer writes; nothing where that is a page. */
export function ViaChip({ via }: Pick<ConversationView, "via">) {
  if (!via) return null;
  return (
    <span class="chip via" title={via.name}>
      <Icon name={VIA_ICONS[via.kind] ?? "chat"} /> {t(`via.${via.kind}`)}
    </span>
  );
}

/** A plan by its name and the colour of its widget. */
export function PlanMark({ plan }: { plan: string }) {
  const { plans } = useDesk();
  return (
    <span class="plan-mark">
      <i style={{ background: plans.colourOf(plan) }} />
      <bdi>{plans.nameOf(plan)}</bdi>
    </span>
  );
}
