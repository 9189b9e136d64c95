/** The middle pane: one incident, what is done about it, what visitors are told, and afterwards its report. */
import { useEffect, useMemo } from "preact/hooks";
import { agentName, dayAndTime } from "../../desk/format.ts";
import { inOurLanguage, t } from "../../desk/i18n.ts";
import type { WholeIncident } from "../../desk/operations.ts";
import { confirmed } from "../../kit/dialogs.tsx";
import { Fact, Moment } from "../conversations/facts.tsx";
import { PlanMark } from "../conversations/marks.tsx";
import { WithWords } from "../conversations/moves.tsx";
import { useDesk } from "../desk.ts";
import { WorkPage } from "../lists/work-page.tsx";
import { Contacts } from "./contacts.tsx";
import { History, NoteField } from "./history.tsx";
import { Holding } from "./holding.tsx";
import { incidentsOf } from "./incidents.ts";
import { Links } from "./links.tsx";
import { titleOf } from "./lists.tsx";
import { SeverityMark, StateMark } from "./marks.tsx";
import { OpenIncident } from "./open.ts";
import { lookAnew } from "./opened.ts";
import { Review } from "./review.tsx";
import { Toggle } from "./toggle.tsx";

export interface PartProps {
  open: OpenIncident;
  incident: WholeIncident;
  /** Whether they may do more than tick and note. */
  leads: boolean;
}

export function IncidentPage({ id }: { id: string }) {
  const desk = useDesk();
  const open = useMemo(
    () => new OpenIncident(id, { incident: (incident) => incidentsOf(desk).learn(incident) }),
    [],
  );
  useEffect(() => open.start(), []);
  const { incident, missing } = open;
  const leads = desk.session.can("incidents.lead");
  const parts = incident && { open, incident, leads };
  return (
    <WorkPage
      class="followup-page incident-page"
      label={t("incident.label")}
      contentLabel={t("incident.content")}
      title={incident && <Title incident={incident} />}
      moves={parts && <Moves {...parts} />}
      word={!incident || missing ? t(missing ? "incident.missing" : "conversation.loading") : null}
      foot={parts && (
        <>
          {open.trouble && <p class="note error incident-trouble" role="alert">{open.trouble}</p>}
          <NoteField open={open} />
        </>
      )}
    >
      {parts && <Body {...parts} />}
    </WorkPage>
  );
}

function Title({ incident }: { incident: WholeIncident }) {
  return (
    <div class="conversation-names">
      <div class="conversation-who">
        <h2 dir="auto">{titleOf(incident)}</h2>
      </div>
      <div class="conversation-facts">
        <SeverityMark {...incident} />
        <StateMark {...incident} />
        <span>{dayAndTime(incident.raised_at)}</span>
      </div>
    </div>
  );
}

function Moves({ open, incident, leads }: PartProps) {
  const end = async () => {
    const isSure = await confirmed({
      title: t("incident.end.title"),
      paragraphs: [t("incident.end.text")],
      confirm: t("incident.end"),
      danger: false,
    });
    if (isSure && await open.end()) lookAnew();
  };
  return (
    <div class="moves" role="group" aria-label={t("incident.moves")}>
      <WithWords icon="down" words={t("incident.print")} move="print" onClick={() => print()} />
      {leads && incident.state === "open" && (
        <WithWords
          icon="check"
          words={t("incident.end")}
          move="end"
          onClick={() => void end()}
        />
      )}
    </div>
  );
}

function Body(props: PartProps) {
  const { incident } = props;
  const { found, raised_by: by, plan_keys: plans, ended_at: ended } = incident;
  return (
    <>
      {found && (
        <p class="note warning" role="status">
          {t(found.usual === null ? "incident.found" : "incident.found.usual", {
            ...found,
            usual: found.usual === null ? undefined : Math.round(found.usual * 10) / 10,
          })}
        </p>
      )}
      <dl class="facts">
        <Fact name={t("incident.by")}>{by ? agentName(by) : t("incident.by.desk")}</Fact>
        <Fact name={t("incident.since")}>
          <Moment at={incident.since} />
        </Fact>
        <Fact name={t("incident.plans")}>
          {plans.length ? plans.map((key) => <PlanMark key={key} plan={key} />) : t("incident.plans.all")}
        </Fact>
        <Fact name={t("incident.ended")}>{ended && <Moment at={ended} />}</Fact>
        <Fact name={t("incident.lasted")}>{ended && lasted(incident.raised_at, ended)}</Fact>
        <Fact name={t("incident.ended.by")}>
          {ended && (incident.ended_by ? agentName(incident.ended_by) : t("incident.by.calm"))}
        </Fact>
      </dl>
      <Steps {...props} />
      {incident.state === "open" && <Holding {...props} />}
      {incident.state === "over" && <Review {...props} />}
      <Contacts incident={incident} />
      <History {...props} />
      <Links {...props} />
      {incident.state === "open" && <Review {...props} />}
    </>
  );
}

function lasted(from: string, until: string): string {
  const minutes = Math.round((Date.parse(until) - Date.parse(from)) / 60_000);
  return t("incident.minutes", { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}

function Steps({ open, incident: { steps, state, steps_done: done, steps_all: all } }: PartProps) {
  if (!steps.length) return null;
  return (
    <section class="incident-part" aria-labelledby="incident-steps">
      <h3 id="incident-steps">
        {t("incident.steps")} <small>{t("incident.steps.count", { done, all })}</small>
      </h3>
      <ol class="incident-steps">
        {steps.map((step) => (
          <li key={step.step_id}>
            <label>
              <Toggle
                isOn={step.done_at !== null}
                disabled={state === "over"}
                set={(done) => open.tick(step.step_id, done)}
              />
              <span>{inOurLanguage(step.text)}</span>
            </label>
            <small>
              {inOurLanguage(step.who)}
              {step.done_at && step.done_by && ` · ${agentName(step.done_by)} · ${dayAndTime(step.done_at)}`}
            </small>
          </li>
        ))}
      </ol>
    </section>
  );
}
