/** Where it belongs on the map of touch points, what is to be done there, and how far that is done. */
import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { agentName } from "../../desk/format.ts";
import { speak, type Spoken, t } from "../../desk/i18n.ts";
import type { StepBesideView, TouchpointBesideView } from "../../desk/operations.ts";
import { Button } from "../../kit/button.tsx";
import { dress } from "../../kit/dress.ts";
import { Icon } from "../../kit/icons/icon.tsx";
import { say } from "../../kit/toasts.tsx";
import css from "./touchpoints.css" with { type: "text" };
import { askingAbout, meaning, Touchpoint as Model, words } from "./touchpoints.ts";

const WORDS: Spoken = {
  "zh-CN": () => import("../../words/zh/console-touchpoints.ts"),
  en: () => import("../../words/en/console-touchpoints.ts"),
};
const NONE = "none";

/** Whether it has its words. */
export const isSpoken = (): Promise<boolean> => speak(WORDS);

dress(css);

export function Touchpoint({ id, stands }: { id: string; stands: string }) {
  const touchpoint = useMemo(() => new Model(askingAbout(id)), [id]);
  const correcting = useSignal(false);
  useEffect(() => void touchpoint.read(), [touchpoint, stands]);
  const { held, problem, busy } = touchpoint;
  if (!held) {
    return problem
      ? (
        <p class="note error" role="alert">
          {t("touchpoint.failed")} <Button small onClick={() => void touchpoint.read()}>{t("touchpoint.again")}</Button>
        </p>
      )
      : <p class="card-word" role="status">{t("touchpoint.loading")}</p>;
  }
  return (
    <div class="touchpoint-body" aria-busy={busy}>
      <p class="touchpoint-cell">
        {held.code === NONE ? t("touchpoint.none") : <bdi>{meaning(held)}</bdi>}{" "}
        {held.code !== NONE && <code>{held.code}</code>}{" "}
        {held.kind && <span class="chip">{t(`touchpoint.kind.${held.kind}`)}</span>}
      </p>
      {held.by && <p class="quiet">{t("touchpoint.by", { by: agentName(held.by) })}</p>}
      {problem && (
        <p class="note error" role="alert">
          {t(problem.code === "changed_meanwhile" ? "touchpoint.changed" : "touchpoint.failed")}
        </p>
      )}
      {correcting.value
        ? <Correcting touchpoint={touchpoint} held={held} done={() => correcting.value = false} />
        : (
          <p class="touchpoint-tools">
            {held.may_correct && (
              <Button small onClick={() => correcting.value = true}>{t("touchpoint.correct")}</Button>
            )}
            <Button small kind="quiet" onClick={() => void touchpoint.read()}>{t("touchpoint.again")}</Button>
          </p>
        )}
      <Steps held={held} />
    </div>
  );
}

function Steps({ held }: { held: TouchpointBesideView }) {
  if (held.code === NONE) return null;
  if (!held.steps.length) return <p class="card-word">{t("touchpoint.flow.none")}</p>;
  return (
    <>
      <h4>{t("touchpoint.flow")}</h4>
      <ol class="touchpoint-steps">
        {held.steps.map((step, number) => <StepLine key={number} step={step} />)}
      </ol>
    </>
  );
}

function StepLine({ step }: { step: StepBesideView }) {
  const { state } = step;
  return (
    <li class={state ?? "unseen-step"}>
      <span class="touchpoint-mark">
        {state === "kept" && <Icon name="check" />}
        {state === "not_kept" && <Icon name="cross" />}
      </span>
      <span>
        <bdi>{words(step)}</bdi> {state && <span class="quiet">{t(`touchpoint.state.${state}`)}</span>}
      </span>
    </li>
  );
}

interface CorrectingProps {
  touchpoint: Model;
  held: TouchpointBesideView;
  done: () => void;
}

function Correcting({ touchpoint, held, done }: CorrectingProps) {
  const [channel, brand, business] = held.code === NONE ? ["", "", ""] : held.code.split("-");
  const first = (parts: TouchpointBesideView["brands"], code: string) => code || parts[0]?.code || "";
  const chosen = {
    business: useSignal(first(held.businesses, business)),
    channel: useSignal(first(held.channels, channel)),
    brand: useSignal(first(held.brands, brand)),
  };
  const store = async (code: string | null) => {
    if (!await touchpoint.correct(code)) return;
    say(t("touchpoint.corrected"));
    done();
  };
  const submit = (event: Event) => {
    event.preventDefault();
    void store(`${chosen.channel.value}-${chosen.brand.value}-${chosen.business.value}`);
  };
  const sides = [["business", held.businesses], ["channel", held.channels], ["brand", held.brands]] as const;
  return (
    <form class="touchpoint-form" onSubmit={submit} aria-label={t("touchpoint.correct")}>
      {sides.filter(([, parts]) => parts.length > 1).map(([side, parts]) => (
        <label key={side} class="field">
          <span>{t(`touchpoint.${side}`)}</span>
          <select onChange={(event) => chosen[side].value = event.currentTarget.value}>
            {parts.map((part) => (
              <option key={part.code} value={part.code} selected={part.code === chosen[side].value}>
                {words(part)}
              </option>
            ))}
          </select>
        </label>
      ))}
      <p class="touchpoint-tools">
        <Button small kind="primary" submits disabled={touchpoint.busy}>{t("touchpoint.correct.save")}</Button>
        {held.by && (
          <Button small disabled={touchpoint.busy} onClick={() => void store(null)}>
            {t("touchpoint.correct.rules")}
          </Button>
        )}
        <Button small kind="quiet" onClick={done}>{t("touchpoint.correct.cancel")}</Button>
      </p>
    </form>
  );
}
