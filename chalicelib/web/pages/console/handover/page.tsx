/** The middle pane: what is open with oneself before one goes; for those who lead also what was left open on a day. */
import { useEffect } from "preact/hooks";
import { clockOf } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import { Button } from "../../kit/button.tsx";
import { tabId, Tabs } from "../../kit/tabs.tsx";
import { type Desk, useDesk } from "../desk.ts";
import { WorkPage } from "../lists/work-page.tsx";
import { LeftOpen } from "./left-open.tsx";
import { placeOfView, type View } from "./place.ts";
import { handOver, later } from "./seeing-to.tsx";
import { ThingLine } from "./thing.tsx";
import { type Unfinished, unfinishedOf, waitingIn } from "./unfinished.ts";
import { placeOf } from "./where.ts";

const PANEL = "unfinished";
const VIEWS: readonly View[] = ["own", "left"];

export function UnfinishedPage({ view }: { view: View }) {
  const desk = useDesk();
  const leads = desk.session.can("handover.see");
  const shown = leads ? view : "own";
  return (
    <WorkPage
      label={t("unfinished.title")}
      contentLabel={t(`unfinished.view.${shown}`)}
      class="unfinished-page"
      title={<h2>{t("unfinished.title")}</h2>}
      moves={null}
      word={null}
      foot={null}
    >
      {leads && (
        <Tabs
          tabs={VIEWS.map((name) => ({ name, label: t(`unfinished.view.${name}`) }))}
          chosen={shown}
          label={t("unfinished.title")}
          panel={PANEL}
          onChoose={(name) => desk.selection.choose(placeOfView(name))}
        />
      )}
      <div
        id={PANEL}
        role={leads ? "tabpanel" : undefined}
        aria-labelledby={leads ? tabId(PANEL, shown) : undefined}
      >
        {shown === "own" ? <Own desk={desk} /> : <LeftOpen />}
      </div>
    </WorkPage>
  );
}

function Own({ desk }: { desk: Desk }) {
  const unfinished = unfinishedOf(desk);
  useEffect(() => void unfinished.look(), []);
  const { day, failed } = unfinished;
  if (!day && failed) return <Failed unfinished={unfinished} />;
  if (!day) return <p class="log-word" role="status">{t("conversation.loading")}</p>;
  const waiting = waitingIn(day.things).length;
  return (
    <>
      <p class="unfinished-head" role="status">
        {day.things.length ? t("unfinished.head", { count: day.things.length, waiting }) : t("unfinished.none")}{" "}
        {day.ends_at && t("unfinished.ends", { time: clockOf(day.ends_at) })}
      </p>
      {day.things.length > 0 && <p class="hint">{t("unfinished.about")}</p>}
      {failed && <Failed unfinished={unfinished} />}
      <ul class="unfinished-list">
        {day.things.map((each) => (
          <li key={each.thing_id} class="unfinished-item">
            <ThingLine thing={each} />
            <div class="unfinished-moves" role="group" aria-label={t("unfinished.moves", { what: nameOf(each) })}>
              <Button small onClick={() => desk.selection.choose(placeOf(each))}>{t("unfinished.open")}</Button>
              <Button small icon="transfer" onClick={() => handOver(desk, unfinished, each)}>
                {t("unfinished.hand_over")}
              </Button>
              <Button small icon="clock" onClick={() => later(desk, unfinished, each)}>
                {t("unfinished.tomorrow")}
              </Button>
            </div>
          </li>
        ))}
      </ul>
      {day.more && <p class="hint">{t("unfinished.more")}</p>}
    </>
  );
}

const nameOf = ({ number, customer, about }: { number: string; customer: string; about: string }): string =>
  [number, customer, about].find(Boolean) ?? "";

function Failed({ unfinished }: { unfinished: Unfinished }) {
  return (
    <p class="note error" role="alert">
      {t("unfinished.not_read")} <Button small onClick={() => void unfinished.look()}>{t("connection.retry")}</Button>
    </p>
  );
}
