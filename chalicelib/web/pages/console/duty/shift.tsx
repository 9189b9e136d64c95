/** A hand-over: its note, and each thing, which the next shift accepts one by one or all. */
import { useEffect, useMemo } from "preact/hooks";
import { agentName } from "../../desk/format.ts";
import { dayAndTimeThere } from "../../desk/zoned.ts";
import { t, tOf } from "../../desk/i18n.ts";
import type { HandedView, ShiftView } from "../../desk/operations.ts";
import { Button } from "../../kit/button.tsx";
import { confirmed, openDialog } from "../../kit/dialogs.tsx";
import { useDesk } from "../desk.ts";
import { placeOf as placeOfThing } from "../handover/where.ts";
import { FormDialog, typed, WordsField } from "../tickets/form-dialog.tsx";
import { changeNote as storeNote, shiftOf, take as takeOne, takeAll, takeBack } from "./acts.ts";
import { SECTIONS } from "./beginning.tsx";
import { ofShift } from "./duty.ts";
import { EntryFrame, Part, Said } from "./frame.tsx";
import type { Opened } from "./open.ts";

interface PartProps {
  open: Opened<ShiftView>;
  shift: ShiftView;
}

export function ShiftPage({ id }: { id: string }) {
  const desk = useDesk();
  const open = useMemo(() => shiftOf(desk, id), []);
  useEffect(() => open.start(), []);
  const shift = open.thing;
  return (
    <EntryFrame
      open={open}
      entry={shift && ofShift(shift)}
      facts={shift && <span>{dayAndTimeThere(shift.begun_at)}</span>}
      moves={shift?.state === "open" && <ShiftMoves open={open} shift={shift} />}
    >
      {shift && <Body open={open} shift={shift} />}
    </EntryFrame>
  );
}

const waits = ({ state }: HandedView): boolean => state === "offered" || state === "taking";

function ShiftMoves({ open, shift }: PartProps) {
  const { handover_id: id } = shift;
  const back = async () => {
    const sure = await confirmed({
      title: t("duty.take_back"),
      paragraphs: [t("duty.take_back.about")],
      confirm: t("duty.take_back"),
      danger: false,
    });
    if (sure) await takeBack(open, id);
  };
  const offered = shift.things.some(({ state }) => state === "offered") || (shift.has_note && !shift.noted_by);
  return (
    <>
      {shift.may_accept && offered && (
        <Button
          kind="primary"
          small
          disabled={open.busy}
          onClick={() => void takeAll(open, id)}
        >
          {t("duty.accept_all")}
        </Button>
      )}
      {shift.mine && !shift.noted_by && (
        <Button small onClick={() => void changeNote({ open, shift })}>{t("duty.change_note")}</Button>
      )}
      {shift.mine && <Button small disabled={open.busy} onClick={() => void back()}>{t("duty.take_back")}</Button>}
    </>
  );
}

const changeNote = (props: PartProps) =>
  openDialog<null>((close) => <NoteDialog {...props} close={() => close(null)} />);

function NoteDialog({ open, shift, close }: PartProps & { close: () => void }) {
  const act = (form: HTMLFormElement) => {
    const sections = Object.fromEntries(SECTIONS.map((each) => [each, typed(form, each)]));
    return storeNote(open, shift.handover_id, sections);
  };
  return (
    <FormDialog title={t("duty.change_note")} submit={t("duty.save")} act={act} close={close}>
      {SECTIONS.map((each) => (
        <WordsField
          key={each}
          name={each}
          label={t(`duty.section.${each}`)}
          limit={4000}
          rows={2}
          value={shift.sections[each] ?? ""}
        />
      ))}
    </FormDialog>
  );
}

function Body({ open, shift }: PartProps) {
  const { handover_id: id, sections, things } = shift;
  const take = (kind: "note" | HandedView["kind"], thing: string) => void takeOne(open, id, kind, thing);
  const waiting = things.filter(waits).length;
  return (
    <>
      <p class="duty-head" role="status">
        {shift.group}
        {shift.shift && ` · ${t("duty.shift.named", { shift: shift.shift })}`}{" "}
        {shift.state === "open" && t("duty.shift.until", { time: dayAndTimeThere(shift.until) })}
      </p>
      {shift.has_note && (
        <Part title={t("duty.note")}>
          {SECTIONS.filter((each) => sections[each]).map((each) => (
            <div key={each} class="duty-section">
              <h4>{t(`duty.section.${each}`)}</h4>
              <Said words={sections[each]!} />
            </div>
          ))}
          {shift.noted_by
            ? <p class="hint">{t("duty.note.by", { name: agentName(shift.noted_by) })}</p>
            : shift.may_accept && (
              <Button small disabled={open.busy} onClick={() => take("note", id)}>{t("duty.accept_note")}</Button>
            )}
        </Part>
      )}
      <Part title={t("duty.things", { count: things.length, waiting })}>
        {!shift.listed && <p class="hint" role="status">{t("duty.things.coming")}</p>}
        {shift.listed && !things.length && <p class="hint">{t("duty.things.none")}</p>}
        <ul class="duty-things">
          {things.map((each) => (
            <li key={`${each.kind}/${each.thing_id}`}>
              <ThingLine thing={each} />
              {each.state === "offered" && shift.may_accept && shift.state === "open" && (
                <Button
                  small
                  disabled={open.busy}
                  aria-label={t("duty.accept.what", { what: nameOf(each) })}
                  onClick={() => take(each.kind, each.thing_id)}
                >
                  {t("duty.accept")}
                </Button>
              )}
            </li>
          ))}
        </ul>
        {shift.more && <p class="hint">{t("duty.things.more")}</p>}
      </Part>
    </>
  );
}

const nameOf = ({ number, customer, about, thing_id: id }: HandedView): string => number || customer || about || id;

function ThingLine({ thing }: { thing: HandedView }) {
  const desk = useDesk();
  const { kind, customer, number, about, due_at: due, state, by, why } = thing;
  const open = () => desk.selection.choose(placeOfThing(thing));
  return (
    <div class="duty-thing">
      <span class="chip">{t(`duty.kind.${kind}`)}</span>
      <button type="button" class="link" onClick={open}>
        <bdi>{[number, customer].filter(Boolean).join(" · ") || t(`duty.kind.${kind}`)}</bdi>
      </button>
      <span class="duty-thing-about" dir="auto">{about}</span>
      <small>
        {due && `${t("duty.due", { time: dayAndTimeThere(due) })} `}
        {state !== "offered" && t(`duty.thing.${state}`, { name: by ? agentName(by) : "" })}
        {state === "offered" && why && tOf("duty.failed", why, { detail: why })}
      </small>
    </div>
  );
}
