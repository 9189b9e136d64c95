/** The form in which a supervisor lets a colleague be there off duty. */
import { useEffect, useId, useMemo } from "preact/hooks";
import { agentName, clockOf } from "../../desk/format.ts";
import { t, tOf } from "../../desk/i18n.ts";
import { Button } from "../../kit/button.tsx";
import type { Desk } from "../desk.ts";
import { Grants, HOURS, type Outcome } from "./grants.ts";

export function GrantForm({ desk }: { desk: Desk }) {
  const grants = useMemo(() => new Grants(desk.session.agent.agent_id), []);
  useEffect(() => void grants.look(), []);
  const id = useId();
  const { colleagues, outcome } = grants;
  return (
    <section aria-label={t("shifts.grant")}>
      <h3>{t("shifts.grant")}</h3>
      <p class="hint">{t("shifts.grant.about")}</p>
      <div class="shifts-grant">
        <select aria-label={t("shifts.grant.whom")} onChange={(event) => grants.choose(event.currentTarget.value)}>
          <option value="">{t("shifts.grant.whom")}</option>
          {(colleagues ?? []).map((each) => (
            <option key={each.agent_id} value={each.agent_id} selected={each.agent_id === grants.agent}>
              {agentName(each)}
            </option>
          ))}
        </select>
        <select
          aria-label={t("shifts.grant.long")}
          onChange={(event) => grants.chooseHours(Number(event.currentTarget.value))}
        >
          {HOURS.map((hours) => (
            <option key={hours} value={hours} selected={hours === grants.hours}>
              {t("shifts.grant.hours", { count: hours })}
            </option>
          ))}
        </select>
        <label for={id}>{t("shifts.grant.reason")}</label>
        <input
          id={id}
          type="text"
          maxLength={200}
          dir="auto"
          value={grants.reason}
          onInput={(event) => grants.write(event.currentTarget.value)}
        />
        <Button small disabled={!grants.ready || !grants.reason.trim()} onClick={() => void grants.grant()}>
          {t("shifts.grant.do")}
        </Button>
        <Button small disabled={!grants.ready} onClick={() => void grants.grant(true)}>{t("shifts.grant.end")}</Button>
      </div>
      <p role="status" class={outcome && "code" in outcome ? "note error" : "hint"} hidden={!outcome}>
        {outcome && wordsOf(outcome)}
      </p>
    </section>
  );
}

function wordsOf(outcome: Outcome): string {
  if ("code" in outcome) return tOf("shifts.grant.failed", outcome.code, { code: outcome.code });
  return outcome.until ? t("shifts.grant.done", { time: clockOf(outcome.until) }) : t("shifts.grant.ended");
}
