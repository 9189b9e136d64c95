/** The questions of a follow-up, as an agent asks them on the phone. */
import { useEffect, useId, useMemo } from "preact/hooks";
import { dayAndTime } from "../../desk/format.ts";
import { t, tOf } from "../../desk/i18n.ts";
import { Button } from "../../kit/button.tsx";
import { confirmed } from "../../kit/dialogs.tsx";
import { say } from "../../kit/toasts.tsx";
import { useDesk } from "../desk.ts";
import { Answering, inWords, type Question } from "./answering.ts";

export function Questionnaire({ id }: { id: string }) {
  const { agentId } = useDesk();
  const model = useMemo(() => new Answering(id, agentId), []);
  useEffect(() => {
    void model.read();
    return () => model.leave();
  }, []);
  const { view, trouble } = model;
  return (
    <section class="script questionnaire" aria-label={t("questionnaire")} aria-busy={model.busy}>
      <h3 dir="auto">{view ? inWords(view.definition.names) : t("questionnaire")}</h3>
      {trouble && (
        <p class="note error" role="alert">
          {tOf("questionnaire.failed", trouble.code, { detail: trouble.message })}{" "}
          {!view && <Button small onClick={() => void model.read()}>{t("again")}</Button>}
        </p>
      )}
      {!view && !trouble && <p class="quiet" role="status">{t("conversation.loading")}</p>}
      {view && <p class="quiet">{stateOf(model)}</p>}
      {view && view.definition.intro && <p dir="auto">{inWords(view.definition.intro)}</p>}
      {model.questions.map((question) => <Asked key={question.key} model={model} question={question} />)}
      {view && !model.isOver && <Foot model={model} />}
    </section>
  );
}

function stateOf({ view }: Answering): string {
  const { state, sent_at: at } = view!;
  return [t(`questionnaire.state.${state}`), ...(at ? [t("questionnaire.sent", { at: dayAndTime(at) })] : [])].join(
    " · ",
  );
}

function Foot({ model }: { model: Answering }) {
  const finish = async () => {
    if (await model.save(true)) say(t("questionnaire.done"));
  };
  const send = async () => {
    const isSure = await confirmed({
      title: t("questionnaire.send"),
      paragraphs: [t("questionnaire.send.about")],
      confirm: t("questionnaire.send"),
      danger: false,
    });
    if (isSure && await model.send()) say(t("questionnaire.sent.now"));
  };
  return (
    <p class="questionnaire-foot">
      <Button kind="primary" small disabled={model.busy} onClick={() => void finish()}>
        {t("questionnaire.finish")}
      </Button>{" "}
      {!model.view?.sent_at && (
        <Button small disabled={model.busy} onClick={() => void send()}>{t("questionnaire.send")}</Button>
      )}
    </p>
  );
}

interface AskedProps {
  model: Answering;
  question: Question;
}

function Asked({ model, question }: AskedProps) {
  const id = useId();
  const { kind, key, required } = question;
  const wrong = model.wrongAt(key);
  const words = `${inWords(question.texts)}${required ? ` · ${t("questionnaire.required")}` : ""}`;
  const its = {
    "aria-invalid": Boolean(wrong) || undefined,
    "aria-describedby": wrong ? `${id}-wrong` : undefined,
    disabled: model.isOver,
  };
  const below = wrong && <p class="field-wrong" id={`${id}-wrong`}>{t("questionnaire.wrong")}</p>;
  if (kind === "text" || kind === "number" || kind === "date") {
    const value = `${model.answers[key] ?? ""}`;
    const type = (event: { currentTarget: { value: string } }) => model.answer(key, event.currentTarget.value);
    return (
      <div class="questionnaire-asked">
        <label for={id} dir="auto">{words}</label>
        {kind === "text"
          ? <textarea {...its} id={id} rows={2} dir="auto" maxLength={2000} value={value} onInput={type} />
          : <input {...its} id={id} type={kind} step="any" value={value} onInput={type} />}
        {below}
      </div>
    );
  }
  return (
    <fieldset class="questionnaire-asked" {...its}>
      <legend dir="auto">{words}</legend>
      <div class="questionnaire-choices">
        {choicesOf(question).map(([value, shown]) => (
          <Choice key={`${value}`} model={model} question={question} value={value} words={shown} group={id} />
        ))}
      </div>
      {below}
    </fieldset>
  );
}

function choicesOf({ kind, choices, lowest, highest }: Question): Array<[string | number, string]> {
  if (kind === "one" || kind === "many") return choices.map(({ key, texts }) => [key, inWords(texts)]);
  const [low, high] = kind === "nps" ? [0, 10] : [lowest ?? 1, highest ?? 5];
  return Array.from({ length: high - low + 1 }, (_, at) => [low + at, `${low + at}`]);
}

interface ChoiceProps extends AskedProps {
  value: string | number;
  words: string;
  group: string;
}

function Choice({ model, question: { kind, key }, value, words, group }: ChoiceProps) {
  const answer = model.answers[key];
  const isMany = kind === "many";
  const checked = isMany ? [answer ?? []].flat().includes(value) : answer === value;
  return (
    <label class="way">
      <input
        type={isMany ? "checkbox" : "radio"}
        name={`${group}-${key}`}
        checked={checked}
        onChange={(event) =>
          isMany ? model.tick(key, `${value}`, event.currentTarget.checked) : model.answer(key, value)}
      />
      <span dir="auto">{words}</span>
    </label>
  );
}
