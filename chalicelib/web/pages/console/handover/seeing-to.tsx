/** What becomes of something open: a colleague or a group has it, or tomorrow, and how its customer knows. */
import { useSignal } from "@preact/signals";
import { useMemo, useRef } from "preact/hooks";
import { t } from "../../desk/i18n.ts";
import { now } from "../../desk/time.ts";
import { openDialog } from "../../kit/dialogs.tsx";
import type { Desk } from "../desk.ts";
import { dayAt, localTime, momentOf } from "../followups/due.ts";
import { choose } from "../people/late.ts";
import { RequestDraft } from "../request-draft.ts";
import { FormDialog, typed, WordsField } from "../tickets/form-dialog.tsx";
import type { Thing, Unfinished } from "./unfinished.ts";

const LONGEST_NOTE = 300;
const LONGEST_MESSAGE = 1000;
const MORNING = 10;
const TELLABLE = ["conversation", "ticket"];

/** To a colleague, or to whoever of a group is next: the thing itself goes to them, with the words. */
export function handOver(desk: Desk, unfinished: Unfinished, thing: Thing): void {
  const { colleagues, agentId } = desk;
  const draft = new RequestDraft(`unfinished.hand.${agentId}.${thing.thing_id}`);
  choose({
    kind: "hand",
    colleagues,
    agentId,
    exceptIds: [agentId],
    act: async ({ over_capacity: _, ...choice }) => {
      const refused = await unfinished.note(thing, draft.request({ what: "hand_over" as const, ...choice }));
      if (!refused) draft.forget();
      return refused;
    },
  });
}

export function later(desk: Desk, unfinished: Unfinished, thing: Thing): void {
  openDialog<null>((close) => <Later {...{ desk, unfinished, thing }} close={() => close(null)} />);
}

interface Written {
  how: "tell" | "knows";
  until: string;
  message: string;
  note: string;
}

interface LaterProps {
  desk: Desk;
  unfinished: Unfinished;
  thing: Thing;
  close: () => void;
}

function Later({ desk, unfinished, thing, close }: LaterProps) {
  const draft = useMemo(() => new RequestDraft<Written>(`unfinished.later.${desk.agentId}.${thing.thing_id}`), []);
  const canTell = TELLABLE.includes(thing.kind);
  const how = useSignal<Written["how"]>(canTell ? draft.get("how", "tell") : "knows");
  const until = draft.get("until", localTime(dayAt(1, MORNING)));
  const written = (form: HTMLFormElement): Written => ({
    how: how.peek(),
    until: typed(form, "until"),
    message: typed(form, "message"),
    note: typed(form, "note"),
  });
  const said = useRef(thing.kind === "conversation" ? proposed(thing, until) : "");
  /** Words that nobody has changed follow the time. */
  const follow = (form: HTMLFormElement) => {
    const words = form.querySelector<HTMLTextAreaElement>("[name=message]");
    const until = typed(form, "until");
    if (!words || !said.current || words.value !== said.current || !momentOf(until)) return;
    words.value = said.current = proposed(thing, until);
  };
  const act = async (form: HTMLFormElement) => {
    const { until, message, note } = written(form);
    const what = how.peek();
    const asked = { what, until: momentOf(until)!, ...(what === "tell" ? { message } : { note }) };
    const refused = await unfinished.note(thing, draft.request(asked));
    if (!refused) draft.forget();
    return refused;
  };
  return (
    <FormDialog
      title={t("unfinished.later.title")}
      submit={t(how.value === "tell" ? "unfinished.later.tell.submit" : "unfinished.later.submit")}
      class="unfinished-dialog"
      onInput={(form) => {
        follow(form);
        draft.keep(written(form));
      }}
      {...{ act, close }}
    >
      {canTell && (
        <fieldset class="choices">
          <legend>{t("unfinished.later.how")}</legend>
          {(["tell", "knows"] as const).map((each) => (
            <label key={each}>
              <input type="radio" name="how" checked={how.value === each} onChange={() => how.value = each} />
              <span>{t(`unfinished.later.${each}${each === "tell" ? `.${thing.kind}` : ""}`)}</span>
            </label>
          ))}
        </fieldset>
      )}
      <label class="field">
        <span>{t("unfinished.later.until")}</span>
        <input type="datetime-local" name="until" required min={localTime(new Date(now()))} defaultValue={until} />
      </label>
      {how.value === "tell"
        ? (
          <WordsField
            key="message"
            name="message"
            label={t(`unfinished.later.message.${thing.kind}`)}
            limit={LONGEST_MESSAGE}
            required={thing.kind === "conversation"}
            value={draft.get("message", said.current)}
          />
        )
        : (
          <WordsField
            key="note"
            name="note"
            label={t("unfinished.later.note")}
            hint={t("unfinished.later.note.hint")}
            limit={LONGEST_NOTE}
            required
            value={draft.get("note", "")}
          />
        )}
    </FormDialog>
  );
}

/** Words for the customer, in their language as far as we speak it. */
function proposed({ locale }: Thing, until: string): string {
  const spoken = locale.startsWith("zh") ? "zh" : "en";
  const time = new Date(until).toLocaleString(spoken, {
    month: "long",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hour12: false,
  });
  return t(`unfinished.later.words.${spoken}`, { time });
}
