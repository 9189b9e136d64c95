/** The tickets that were made of something, where that is shown: nothing where there are none. */
import { useEffect, useMemo } from "preact/hooks";
import { t } from "../../desk/i18n.ts";
import { useDesk } from "../desk.ts";
import { about, made } from "./customers.ts";
import { TicketList } from "./customers.tsx";

export function TicketsAbout({ id }: { id: string }) {
  const { selection } = useDesk();
  const pages = useMemo(() => about(id), [id]);
  useEffect(() => pages.open(), [pages]);
  useEffect(() => pages.follow(made.value), [pages, made.value]);
  if (!pages.items.length) return null;
  return (
    <section class="tickets-about" aria-label={t("tickets.of")}>
      <h3>{t("tickets.of")}</h3>
      <TicketList pages={pages} selection={selection} />
    </section>
  );
}
