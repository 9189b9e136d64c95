/** Who is there and how busy they are, and a hand on their status. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { duration, fullTime } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import { ticked } from "../../desk/time.ts";
import { classes } from "../../kit/button.tsx";
import { useDesk } from "../desk.ts";
import { ColleagueParts, Load } from "./choose.tsx";
import type { Colleague } from "./colleagues.ts";
import { type Status, STATUSES } from "./presence.ts";

export function Panel() {
  const { colleagues, agentId } = useDesk();
  const refusal = useSignal("");
  useEffect(() => colleagues.follow(), []);
  const { agents, loaded } = colleagues;
  const online = agents.filter(({ status }) => status === "online").length;
  return (
    <>
      <div class="people-head">
        <h2>{t("people.title")}</h2>
        <span class="people-count">
          {loaded ? t("people.count", { count: online, all: agents.length }) : t("choose.loading")}
        </span>
      </div>
      {refusal.value && <p class="note error" role="alert">{refusal.value}</p>}
      <ul class="people-rows">
        {agents.filter(({ agent_id }) => agent_id !== agentId).map((each) => (
          <Person
            key={each.agent_id}
            colleague={each}
            onRefused={(words) => refusal.value = words}
          />
        ))}
      </ul>
    </>
  );
}

function Person({ colleague, onRefused }: { colleague: Colleague; onRefused: (words: string) => void }) {
  const { departure, colleagues } = useDesk();
  const set = async (select: HTMLSelectElement) => {
    onRefused("");
    const refused = await departure.set(colleague, select.value as Status);
    select.value = colleagues.get(colleague.agent_id)?.status ?? colleague.status;
    if (refused) onRefused(refused);
  };
  return (
    <li class="people-row">
      <span class="choose-parts">
        <ColleagueParts colleague={colleague} />
        <Away colleague={colleague} />
        <Load colleague={colleague} />
      </span>
      <select
        aria-label={t("people.set", { name: colleague.name })}
        value={colleague.status}
        // Nobody can be called to a desk that is not open.
        disabled={colleague.status === "offline"}
        onChange={(event) => void set(event.currentTarget)}
      >
        {STATUSES.map((status) => <option key={status} value={status}>{t(`presence.${status}`)}</option>)}
      </select>
    </li>
  );
}

function Away({ colleague: { away_since: since, away_too_long: isTooLong } }: { colleague: Colleague }) {
  if (!since) return null;
  const away = { duration: duration(ticked() - new Date(since).getTime()) };
  return (
    <span class={classes("people-away", isTooLong && "too-long")} title={fullTime(since)}>
      {t(isTooLong ? "people.away.too_long" : "people.away", away)}
    </span>
  );
}
