/** A request for instruction: what is asked, every step, and the answer of whoever is to give it. */
import { useEffect, useMemo } from "preact/hooks";
import { agentName } from "../../desk/format.ts";
import { dayAndTimeThere } from "../../desk/zoned.ts";
import { t } from "../../desk/i18n.ts";
import type { InstructionStepView, InstructionView } from "../../desk/operations.ts";
import { Button } from "../../kit/button.tsx";
import { openDialog } from "../../kit/dialogs.tsx";
import { useDesk } from "../desk.ts";
import type { Refused } from "../people/choose.tsx";
import { FormDialog, typed, WordsField } from "../tickets/form-dialog.tsx";
import { type Act, instructionOf, sayTo } from "./acts.ts";
import { type Level, LevelFields, LEVELS } from "./beginning.tsx";
import { ofInstruction } from "./duty.ts";
import { EntryFrame, Part, Said } from "./frame.tsx";
import type { Opened } from "./open.ts";

interface PartProps {
  open: Opened<InstructionView>;
  instruction: InstructionView;
}

export function InstructionPage({ id }: { id: string }) {
  const desk = useDesk();
  const open = useMemo(() => instructionOf(desk, id), []);
  useEffect(() => open.start(), []);
  const instruction = open.thing;
  return (
    <EntryFrame
      open={open}
      entry={instruction && ofInstruction(instruction)}
      facts={instruction && <span>{agentName(instruction.asker)}</span>}
      moves={instruction && <InstructionMoves open={open} instruction={instruction} mine={desk.agentId} />}
    >
      {instruction && <Body instruction={instruction} />}
    </EntryFrame>
  );
}

function InstructionMoves({ open, instruction, mine }: PartProps & { mine: string }) {
  const { state, may_answer: may, asker } = instruction;
  const isMine = asker.id === mine;
  const acts: Act[] = [
    ...(may ? ["answer", "pass_up"] as const : []),
    ...(isMine && state === "answered" ? ["carry_out"] as const : []),
    ...(isMine && state === "waiting" ? ["withdraw"] as const : []),
  ];
  return (
    <>
      {acts.map((act, number) => (
        <Button
          key={act}
          small
          kind={number === 0 ? "primary" : undefined}
          onClick={() => void say(act, { open, instruction })}
        >
          {t(`duty.${act}`)}
        </Button>
      ))}
    </>
  );
}

const say = (act: Act, props: PartProps) =>
  openDialog<null>((close) => <SayDialog {...props} act={act} close={() => close(null)} />);

function SayDialog({ act, open, instruction, close }: PartProps & { act: Act; close: () => void }) {
  const { instruction_id: id, level, urgent } = instruction;
  const above = LEVELS.slice(LEVELS.indexOf(level as Level) + 1);
  const submit = (form: HTMLFormElement): Promise<Refused | null> => {
    const level = (typed(form, "level") || null) as Level | null;
    return sayTo(open, id, act, { text: typed(form, "text"), level, reason: typed(form, "reason") });
  };
  return (
    <FormDialog title={t(`duty.${act}`)} submit={t(`duty.${act}`)} act={submit} close={close}>
      <p class="hint">{t(`duty.${act}.about`)}</p>
      <WordsField
        name="text"
        label={t(`duty.${act}.text`)}
        limit={act === "withdraw" ? 500 : 4000}
        required={act !== "carry_out"}
      />
      {act === "pass_up" && urgent && above.length > 1 && <LevelFields above={above} />}
    </FormDialog>
  );
}

function Body({ instruction }: { instruction: InstructionView }) {
  const { text, proposal, steps, state, level, due_at: due, urgent } = instruction;
  return (
    <>
      <p class="duty-head" role="status">
        {state === "waiting"
          ? t("duty.instruction.at", { level: t(`duty.level.${level}`), time: dayAndTimeThere(due) })
          : t(`duty.instruction.${state}`)} {urgent && t("duty.urgent")}
      </p>
      <Part title={t("duty.ask.text")}>
        <Said words={text} />
      </Part>
      {proposal && (
        <Part title={t("duty.ask.proposal")}>
          <Said words={proposal} />
        </Part>
      )}
      <Part title={t("duty.steps")}>
        <ol class="duty-steps">{steps.map((each, number) => <StepLine key={number} step={each} />)}</ol>
      </Part>
    </>
  );
}

function StepLine({ step: { what, at, by, level, text, reason } }: { step: InstructionStepView }) {
  return (
    <li class={`duty-step-${what}`}>
      <time dateTime={at}>{dayAndTimeThere(at)}</time>
      <div>
        <strong>
          {t(`duty.step.${what}`, {
            name: by.name ? agentName(by) : t("duty.desk"),
            level: level ? t(`duty.level.${level}`) : "",
          })}
        </strong>
        {text && <Said words={text} />}
        {reason && <p class="hint">{t("duty.reason", { reason })}</p>}
      </div>
    </li>
  );
}
