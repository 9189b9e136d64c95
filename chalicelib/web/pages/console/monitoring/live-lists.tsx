/** The list of who is on a website now. */
import { duration, fullTime, tail } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import type { LiveVisitorView } from "../../desk/operations.ts";
import { ticked } from "../../desk/time.ts";
import { PlanMark, VisitorMark } from "../conversations/marks.tsx";
import { useDesk } from "../desk.ts";
import { FilterSelect, Lists, Row } from "../lists/lists.tsx";
import { placeOf, VIEWS } from "./live.ts";

export const liveName = ({ name, visitor_id: id }: LiveVisitorView): string =>
  name || t("live.visitor", { tail: tail(id) });

export function LiveLists() {
  const { live, plans } = useDesk();
  const { language, page } = live.filters;
  return (
    <Lists
      name="live"
      label={t("live.label")}
      tabs={VIEWS.map((name) => ({ name, label: t(`live.${name}`) }))}
      view={live.view}
      onView={(view) => live.choose(view)}
      picture="people"
      filters={
        <div class="live-filters">
          <Crowds />
          <FilterSelect
            label={t("live.plan")}
            value={live.plan}
            options={plans.named.map(({ plan_key: key, name }) => [key, name])}
            onChoose={(key) => live.choosePlan(key)}
          />
          <FilterInput label={t("live.page")} value={page} onChoose={(said) => live.filter({ page: said })} />
          <FilterInput
            label={t("live.language")}
            value={language}
            onChoose={(said) => live.filter({ language: said })}
          />
        </div>
      }
      list={live.list.shown}
      placeOf={({ visitor_id: id }) => placeOf(id)}
      wordsOf={(visitor) => [liveName(visitor), visitor.page, visitor.title, visitor.referrer].join("\n")}
      row={(visitor) => <LiveRow visitor={visitor} />}
    />
  );
}

/** All websites at one look; who has but one sees its list anyway. */
function Crowds() {
  const { live } = useDesk();
  const { items, hasMore, more } = live.crowds.shown;
  if (items.length < 2 && !hasMore) return null;
  return (
    <ul class="live-crowds" aria-label={t("live.crowds")}>
      {items.map(({ plan_key: key, name, count, more: others }) => (
        <li key={key}>
          <button
            type="button"
            aria-label={t("live.crowd", { name, count })}
            aria-pressed={key === live.plan}
            onClick={() => live.choosePlan(key)}
          >
            <PlanMark plan={key} />
            <b class="number">{others ? `${count}+` : count}</b>
          </button>
        </li>
      ))}
      {hasMore && (
        <li>
          <button type="button" onClick={more}>{t("live.crowds.more")}</button>
        </li>
      )}
    </ul>
  );
}

/** Asked for when it is left or entered, not with each letter. */
function FilterInput({ label, value, onChoose }: { label: string; value: string; onChoose: (said: string) => void }) {
  return (
    <input
      type="search"
      aria-label={label}
      placeholder={label}
      defaultValue={value}
      onChange={(event) => onChoose(event.currentTarget.value.trim())}
    />
  );
}

function LiveRow({ visitor }: { visitor: LiveVisitorView }) {
  const { visitor_id: id, page, title, since, visits, country, language } = visitor;
  const here = duration(ticked() - new Date(since).getTime());
  return (
    <Row place={placeOf(id)}>
      <VisitorMark visitor_id={id} visitor_name={visitor.name} />
      <span class="row-name">
        <span class="row-visitor" dir="auto">{liveName(visitor)}</span>
      </span>
      <span class="row-when" title={fullTime(since)}>{here}</span>
      <span class="row-text">
        <bdi>{title || page}</bdi>
      </span>
      <span class="row-facts">
        <LiveChip visitor={visitor} />
        <span>{t("live.visits", { count: visits })}</span>
        <span>{t(`live.device.${visitor.device}`)}</span>
        <span>{country ?? language}</span>
      </span>
    </Row>
  );
}

/** What became of their last invitation. */
export function LiveChip({ visitor: { invitation, declined_until: declined } }: { visitor: LiveVisitorView }) {
  if (declined) return <span class="chip message-closed">{t("live.dismissed")}</span>;
  if (!invitation) return null;
  const kinds = { offered: "message-claimed", shown: "message-claimed", accepted: "message-answered", dismissed: "" };
  return <span class={`chip ${kinds[invitation.state]}`}>{t(`live.${invitation.state}`)}</span>;
}
