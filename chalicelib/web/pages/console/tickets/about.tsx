/** The tickets that were made of something, where that is shown: nothing where there are none. */
import { useEffect, useMemo } from "preact/hooks";
import { t } from "../../desk/i18n.ts";
import { after } from "../../desk/timer.ts";
import { useDesk } from "../desk.ts";
import { about, made } from "./customers.ts";
import { TicketList } from "./customers.tsx";

const LATER_MS = 15_000;

interface AboutProps {
  id: string;
  /** How what they are made of stands: another state may have made one. */
  state?: string;
}

export function TicketsAbout({ id, state }: AboutProps) {
  const { selection } = useDesk();
  const pages = useMemo(() => about(id), [id]);
  useEffect(() => pages.open(), [pages]);
  useEffect(() => pages.follow(made.value, state), [pages, made.value, state]);
  // What the desk makes by itself is there some seconds later.
  useEffect(() => state ? after(LATER_MS, () => void pages.again()) : undefined, [pages, state]);
  if (!pages.items.length) return null;
  return (
    <section class="tickets-about" aria-label={t("tickets.of")}>
      <h3>{t("tickets.of")}</h3>
      <TicketList pages={pages} selection={selection} />
    </section>
  );
}
