/** Minutes of a meeting: a draft is written here, confirmed ones are read, added to, and taken elsewhere as text. */
import { useEffect, useMemo } from "preact/hooks";
import { agentName, dayAndTime } from "../../desk/format.ts";
import { language, t } from "../../desk/i18n.ts";
import type { MinutesView } from "../../desk/operations.ts";
import { Button } from "../../kit/button.tsx";
import { confirmed, openDialog } from "../../kit/dialogs.tsx";
import { say } from "../../kit/toasts.tsx";
import { Fact } from "../conversations/facts.tsx";
import { useDesk } from "../desk.ts";
import { placeOf as placeOfTicket } from "../tickets/place.ts";
import { FormDialog, typed, WordsField } from "../tickets/form-dialog.tsx";
import { announceMinutes, confirmMinutes, copyMinutes, correctMinutes, linkMinutes, minutesOf } from "./acts.ts";
import { ofMinutes } from "./duty.ts";
import { Draft } from "./draft.tsx";
import { EntryFrame, Part, Said } from "./frame.tsx";
import { attempt, type Opened } from "./open.ts";

/** How the address of an announcement begins that they became. */
const ANNOUNCED = "/admin?announcement=";

interface PartProps {
  open: Opened<MinutesView>;
  minutes: MinutesView;
}

export function MinutesPage({ id }: { id: string }) {
  const desk = useDesk();
  const open = useMemo(() => minutesOf(desk, id), []);
  useEffect(() => open.start(), []);
  const minutes = open.thing;
  const leads = desk.session.can("duty.lead");
  return (
    <EntryFrame
      open={open}
      entry={minutes && ofMinutes(minutes)}
      facts={minutes && <span>{dayAndTime(minutes.held_at)}</span>}
      moves={minutes && <MinutesMoves open={open} minutes={minutes} leads={leads} />}
    >
      {minutes &&
        (leads && minutes.state === "draft" ? <Draft open={open} minutes={minutes} /> : <Whole minutes={minutes} />)}
    </EntryFrame>
  );
}

function MinutesMoves({ open, minutes, leads }: PartProps & { leads: boolean }) {
  const { minutes_id: id, state } = minutes;
  const mayAnnounce = useDesk().session.can("announcements.manage");
  const confirm = async () => {
    const sure = await confirmed({
      title: t("duty.minutes.confirm"),
      paragraphs: [t("duty.minutes.confirm.about")],
      confirm: t("duty.minutes.confirm"),
      danger: false,
    });
    if (sure) {
      await confirmMinutes(open, id, minutes.version);
    }
  };
  const copy = async () => {
    const refused = await attempt(() => copyMinutes(id, language.code));
    say(refused ? t("duty.minutes.not_copied") : t("duty.minutes.copied"), refused ? { kind: "warning" } : {});
  };
  return (
    <>
      {leads && state === "draft" && (
        <Button small kind="primary" disabled={open.busy} onClick={() => void confirm()}>
          {t("duty.minutes.confirm")}
        </Button>
      )}
      {leads && state === "confirmed" && (
        <>
          <Button small onClick={() => void correct({ open, minutes })}>{t("duty.minutes.correct")}</Button>
          <Button small onClick={() => void link({ open, minutes })}>{t("duty.minutes.link")}</Button>
          {mayAnnounce && !minutes.published.startsWith(ANNOUNCED) && (
            <Button
              small
              disabled={open.busy}
              onClick={() => void announceMinutes(open, id, language.code)}
            >
              {t("duty.minutes.announce")}
            </Button>
          )}
        </>
      )}
      <Button small onClick={() => void copy()}>{t("duty.minutes.copy")}</Button>
    </>
  );
}

const correct = (props: PartProps) =>
  openDialog<null>((close) => <CorrectDialog {...props} close={() => close(null)} />);
const link = (props: PartProps) => openDialog<null>((close) => <LinkDialog {...props} close={() => close(null)} />);

function CorrectDialog({ open, minutes, close }: PartProps & { close: () => void }) {
  const act = (form: HTMLFormElement) => {
    const text = typed(form, "text");
    return correctMinutes(open, minutes.minutes_id, text);
  };
  return (
    <FormDialog title={t("duty.minutes.correct")} submit={t("duty.minutes.correct")} act={act} close={close}>
      <WordsField name="text" label={t("duty.minutes.correct.text")} limit={4000} required />
    </FormDialog>
  );
}

function LinkDialog({ open, minutes, close }: PartProps & { close: () => void }) {
  const act = (form: HTMLFormElement) => linkMinutes(open, minutes.minutes_id, typed(form, "address"));
  return (
    <FormDialog title={t("duty.minutes.link")} submit={t("duty.save")} act={act} close={close}>
      <label class="field">
        <span>{t("duty.minutes.link.address")}</span>
        <input name="address" maxLength={500} defaultValue={minutes.published} />
      </label>
    </FormDialog>
  );
}

export const TOPICS = ["service", "safety", "conduct", "training", "attendance", "business"] as const;

function Whole({ minutes }: { minutes: MinutesView }) {
  const desk = useDesk();
  const { group, chair, present, absences, topics, cases, decisions, corrections, published } = minutes;
  return (
    <>
      <dl class="facts">
        <Fact name={t("duty.group")}>{group || t("duty.minutes.desk")}</Fact>
        <Fact name={t("duty.minutes.chair")}>{chair && agentName(chair)}</Fact>
        <Fact name={t("duty.minutes.present")}>{present.map(agentName).join(", ")}</Fact>
        <Fact name={t("duty.minutes.absent")}>
          {absences.map(({ who, reason }) => `${agentName(who)} (${reason})`).join(", ")}
        </Fact>
        <Fact name={t("duty.minutes.published")}>
          {published.startsWith(ANNOUNCED)
            ? <a href={published} target="_blank" rel="noopener">{t("duty.minutes.announced")}</a>
            : published}
        </Fact>
      </dl>
      {TOPICS.filter((each) => topics[each]).map((each) => (
        <Part key={each} title={t(`duty.topic.${each}`)}>
          <Said words={topics[each]!} />
        </Part>
      ))}
      {cases.length > 0 && (
        <Part title={t("duty.minutes.cases")}>
          {cases.map(({ title, analysis, answer }, number) => (
            <article key={number} class="duty-case">
              <h4 dir="auto">{title}</h4>
              {analysis && <Said words={analysis} />}
              {answer && (
                <>
                  <h5>{t("duty.minutes.answer")}</h5>
                  <Said words={answer} />
                </>
              )}
            </article>
          ))}
        </Part>
      )}
      {decisions.length > 0 && (
        <Part title={t("duty.minutes.decisions")}>
          <ul class="duty-decisions">
            {decisions.map(({ decision_id: id, text, who, until, ticket_id: ticket, number }) => (
              <li key={id}>
                <Said words={text} />
                <small>
                  {[who && agentName(who), until && t("duty.due", { time: until })].filter(Boolean).join(" · ")}
                </small>
                {ticket && (
                  <Button small onClick={() => desk.selection.choose(placeOfTicket(ticket))}>
                    {t("duty.ticket", { number })}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </Part>
      )}
      {corrections.length > 0 && (
        <Part title={t("duty.minutes.corrections")}>
          {corrections.map(({ at, by, text }) => (
            <div key={at}>
              <small>{agentName(by)} · {dayAndTime(at)}</small>
              <Said words={text} />
            </div>
          ))}
        </Part>
      )}
    </>
  );
}
