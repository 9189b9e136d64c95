/** What was left open on a day: who, what, and what they noted of it or nothing. */
import { useEffect, useMemo } from "preact/hooks";
import { agentName, clockOf } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import type { UnfinishedLeft } from "../../desk/operations.ts";
import { Button, LinkButton } from "../../kit/button.tsx";
import { useDesk } from "../desk.ts";
import { Left } from "./left.ts";
import { ThingLine } from "./thing.tsx";
import { placeOf } from "./where.ts";

export function LeftOpen() {
  const left = useMemo(() => new Left(), []);
  useEffect(() => void left.look(), []);
  const { day, items, state, hasMore } = left;
  return (
    <>
      <label class="field unfinished-day">
        <span>{t("unfinished.left.day")}</span>
        <input
          type="date"
          required
          value={day}
          onChange={({ currentTarget: { value } }) => value && void left.look(value)}
        />
      </label>
      <p role="status" class="unfinished-head">
        {state === "loading" && t("conversation.loading")}
        {state === "there" && !items.length && t("unfinished.left.none")}
      </p>
      {items.map((each) => <Somebodys key={each.agent?.id ?? each.plan_key} left={each} />)}
      {state === "failed" && (
        <p class="note error" role="alert">
          {t("unfinished.not_read")} <Button small onClick={() => void left.again()}>{t("connection.retry")}</Button>
        </p>
      )}
      {hasMore && <Button onClick={() => void left.more()}>{t("unfinished.left.more")}</Button>}
    </>
  );
}

function Somebodys({ left }: { left: UnfinishedLeft }) {
  const { selection } = useDesk();
  const { agent, plan_name: plan, ends_at: ends, things, unnoted, more } = left;
  const who = agent ? agentName(agent) : t("unfinished.left.nobody", { plan });
  return (
    <section class="unfinished-left" aria-label={who}>
      <h3>
        <bdi>{who}</bdi>
        {ends && <small>{t("unfinished.left.until", { time: clockOf(ends) })}</small>}
        {unnoted > 0 && <span class="chip unfinished-unnoted">{t("unfinished.left.unnoted", { count: unnoted })}</span>}
      </h3>
      <ul class="unfinished-list">
        {things.map((each) => (
          <li key={each.thing_id} class="unfinished-item">
            <ThingLine thing={each} />
            {!each.note && <p class="unfinished-note is-none">{t("unfinished.left.no_note")}</p>}
            <LinkButton onClick={() => selection.choose(placeOf(each))}>{t("unfinished.look")}</LinkButton>
          </li>
        ))}
      </ul>
      {more && <p class="hint">{t("unfinished.more")}</p>}
    </section>
  );
}
