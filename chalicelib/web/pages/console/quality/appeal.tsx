/** Disagreeing with an inspection, and deciding on that. */
import { useSignal } from "@preact/signals";
import { agentName, dayAndTime } from "../../desk/format.ts";
import { t, tOf } from "../../desk/i18n.ts";
import type { InspectionView } from "../../desk/operations.ts";
import { Button } from "../../kit/button.tsx";
import type { OpenInspection } from "./open.ts";
import { type Marks, totalOf } from "./scoring.ts";
import { Filling } from "./sheet.tsx";

interface PartProps {
  open: OpenInspection;
  seen: InspectionView;
}

const LONGEST = 2000;

export function Appeal({ open, seen }: PartProps) {
  const { appeal, decision } = seen;
  return (
    <>
      {appeal && (
        <section class="appeal" aria-label={t("appeal.label")}>
          <h3>{t("appeal.label")}</h3>
          <p class="hint">{t("appeal.at", { time: dayAndTime(appeal.at) })}</p>
          <blockquote class="message-text said" dir="auto">{appeal.text}</blockquote>
          {decision && (
            <>
              <p>
                <b>{t(`appeal.${decision.outcome}`)}</b>{" "}
                {t("appeal.decided", { agent: agentName(decision.by), time: dayAndTime(decision.at) })}
              </p>
              <blockquote class="message-text said" dir="auto">{decision.text}</blockquote>
            </>
          )}
        </section>
      )}
      {open.can("appeal") && <AppealForm open={open} />}
      {open.can("decide") && <DecisionForm open={open} seen={seen} />}
    </>
  );
}

const Refused = ({ open }: { open: OpenInspection }) =>
  open.problem && (
    <p class="note error" role="alert">
      {tOf("inspection.refused", open.problem.code, { detail: open.problem.message })}
    </p>
  );

/** What is typed stays in the browser until it is sent. */
function useWords(open: OpenInspection, name: string) {
  const place = `${name} ${open.id}`;
  const words = useSignal(open.desk.drafts.get(place));
  const write = (text: string) => {
    words.value = text;
    open.desk.drafts.set(place, text);
  };
  return { text: words.value, write };
}

const Words = ({ label, text, write }: { label: string; text: string; write: (text: string) => void }) => (
  <label class="field">
    <span>{label}</span>
    <textarea
      rows={3}
      maxLength={LONGEST}
      dir="auto"
      value={text}
      onInput={(event) => write(event.currentTarget.value)}
    />
  </label>
);

function AppealForm({ open }: { open: OpenInspection }) {
  const { text, write } = useWords(open, "appeal");
  const send = async () => {
    if (await open.appeal(text)) write("");
  };
  return (
    <form
      class="appeal"
      aria-label={t("appeal.make")}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Words label={t("appeal.why")} text={text} write={write} />
      <p class="field-hint">{t("appeal.once")}</p>
      <Refused open={open} />
      <Button submits disabled={open.busy || !text.trim()}>{t("appeal.make")}</Button>
    </form>
  );
}

function DecisionForm({ open, seen }: PartProps) {
  const { text, write } = useWords(open, "decision");
  const changes = useSignal(false);
  const marks = useSignal<Marks>(seen.filled?.marks ?? {});
  const fatal = useSignal<string[]>(seen.filled?.fatal ?? []);
  const { definition } = seen.sheet;
  const mark = (key: string, points: number | null | undefined) => {
    const { [key]: _, ...others } = marks.value;
    marks.value = points === undefined ? others : { ...others, [key]: points };
  };
  const tick = (key: string, made: boolean) =>
    fatal.value = made ? [...fatal.value, key] : fatal.value.filter((each) => each !== key);
  const send = async () => {
    const changed = { marks: marks.value, fatal: fatal.value };
    if (await open.decide(changes.value ? "changed" : "upheld", text, changed)) write("");
  };
  return (
    <form
      class="appeal"
      aria-label={t("appeal.decide")}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <fieldset class="choices">
        <legend>{t("appeal.decide")}</legend>
        {[false, true].map((each) => (
          <label key={String(each)}>
            <input type="radio" name="outcome" checked={changes.value === each} onChange={() => changes.value = each} />
            <span>{t(each ? "appeal.change" : "appeal.uphold")}</span>
          </label>
        ))}
      </fieldset>
      {changes.value && (
        <>
          <Filling definition={definition} marks={marks.value} fatal={fatal.value} mark={mark} tick={tick} />
          <p role="status">{t("appeal.new_total", { total: totalOf(definition, marks.value, fatal.value) ?? "–" })}</p>
        </>
      )}
      <Words label={t("appeal.because")} text={text} write={write} />
      <Refused open={open} />
      <Button submits kind="primary" disabled={open.busy || !text.trim()}>{t("appeal.send")}</Button>
    </form>
  );
}
