/** What belongs to it: conversations, tickets, answers to surveys, messages left; as a list to open, and as a file. */
import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { shortTime, visitorName } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import type { IncidentLinkView } from "../../desk/operations.ts";
import { Button } from "../../kit/button.tsx";
import { placeOf as placeOfMessage } from "../offline/messages.ts";
import { placeOf as placeOfTicket } from "../tickets/place.ts";
import type { PartProps } from "./page.tsx";

export function Links({ open, incident, leads }: PartProps) {
  const { links } = open;
  return (
    <section class="incident-part incident-linked" aria-labelledby="incident-linked">
      <h3 id="incident-linked">{t("incident.links")}</h3>
      {links.length === 0 ? <p class="quiet">{t("incident.links.none")}</p> : (
        <>
          <ul class="incident-links">
            {links.map((link) => (
              <li key={link.about}>
                <small>{shortTime(link.at)} · {t(`incident.way.${link.way}`)}</small>
                <Linked link={link} />
              </li>
            ))}
          </ul>
          <p class="incident-buttons">
            {open.hasMoreLinks && (
              <Button small onClick={() => void open.moreLinks()}>{t("incident.links.more")}</Button>
            )}
            <Button small icon="down" onClick={() => void open.exportLinks()}>{t("incident.export")}</Button>
          </p>
        </>
      )}
      {leads && incident.state === "open" && <LinkForm open={open} />}
    </section>
  );
}

function Linked({ link }: { link: IncidentLinkView }) {
  const { kind, hidden, about, number, text, conversation_id: conversation, agent_name: agent } = link;
  const words = kind ? t(`incident.kind.${kind}`) : about;
  if (hidden) return <span class="quiet">{words} · {t("incident.link.hidden")}</span>;
  const place = placeIn(link);
  const name = [words, number, visitorName({ visitor_id: about, visitor_name: link.visitor_name })].filter(Boolean)
    .join(" · ");
  return (
    <span class="incident-link">
      {place ? <a href={`#${encodeURIComponent(place)}`}>{name}</a> : <b>{name}</b>}
      {agent && <small>{agent}</small>}
      {text && <bdi>{text}</bdi>}
      {kind === "survey" && !conversation && <small>{about}</small>}
    </span>
  );
}

function placeIn({ kind, about, conversation_id: conversation }: IncidentLinkView): string | null {
  if (kind === "ticket") return placeOfTicket(about);
  if (kind === "message") return placeOfMessage(about);
  return conversation ?? null;
}

/** By its number in the address, as a page of the console has it. */
function LinkForm({ open }: Pick<PartProps, "open">) {
  const about = useSignal("");
  const field = useRef<HTMLInputElement>(null);
  const link = async (event: Event) => {
    event.preventDefault();
    if (await open.link(idIn(about.peek()))) about.value = "";
    field.current?.focus();
  };
  return (
    <form class="incident-link-form" onSubmit={(event) => void link(event)}>
      <label class="field">
        <span>{t("incident.link.by_hand")}</span>
        <input
          ref={field}
          name="about"
          maxLength={400}
          placeholder={t("incident.link.hint")}
          value={about.value}
          onInput={(event) => about.value = event.currentTarget.value}
        />
      </label>
      <Button submits disabled={open.busy || !about.value.trim()}>{t("incident.link")}</Button>
    </form>
  );
}

/** The id in an address that was copied, or the id itself. Pure. */
export const idIn = (words: string): string => decodeURIComponent(words.trim()).split(/[#/]/).at(-1) ?? "";
