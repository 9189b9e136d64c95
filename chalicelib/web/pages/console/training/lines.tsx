/** An order in a line, where nothing is opened from. */
import { agentName, dateOf } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import type { TrainingOrderView } from "../../desk/operations.ts";

export function OrderWords({ order }: { order: TrainingOrderView }) {
  const { agent, title, due_on: due, state, late } = order;
  return (
    <p class="training-line">
      <bdi class="training-who">{agentName(agent)}</bdi>
      <bdi>{title}</bdi>
      <OrderChip {...{ state, late, due }} />
    </p>
  );
}

export function OrderChip({ state, late, due }: { state: TrainingOrderView["state"]; late: boolean; due: string }) {
  const tone = state === "done" ? "training-good" : late ? "training-bad" : "training-warn";
  const word = `training.order.${state}${late && state !== "cancelled" ? ".late" : ""}`;
  return <span class={`chip ${tone}`}>{t(word, { day: dateOf(due) })}</span>;
}
