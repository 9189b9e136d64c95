/** Training: fetched when it is opened. What one still needs is said above everything, once it keeps one from work. */
import { useEffect } from "preact/hooks";
import { t } from "../../desk/i18n.ts";
import { Late } from "../../desk/late.ts";
import type { AgentRef } from "../../desk/operations.ts";
import { LinkButton } from "../../kit/button.tsx";
import { WithWords } from "../conversations/moves.tsx";
import { useDesk } from "../desk.ts";
import { Coming } from "../lists/coming.tsx";
import { barred, lookSoon } from "./barred.ts";
import { leadsTraining, placeOfTraining, trainingOf, type TrainingPlace } from "./place.ts";

const pages = new Late(() => import("./pages.ts"));
export function TrainingPage(props: TrainingPlace) {
  const late = pages.use();
  return late ? <late.TrainingPage key={`${props.view}/${props.id}`} {...props} /> : <Coming />;
}

/** Above everything while one lacks training that one's group requires. */
export function TrainingBar() {
  const desk = useDesk();
  useEffect(() => desk.answers ? lookSoon() : undefined, []);
  if (!barred.value || trainingOf(desk.selection.place)) return null;
  return (
    <div class="owed-bar" role="status">
      <p>
        {t("training.barred")}{" "}
        <LinkButton onClick={() => desk.selection.choose(placeOfTraining("own"))}>
          {t("training.barred.open")}
        </LinkButton>
      </p>
    </div>
  );
}

export interface Cause {
  cause: "ticket" | "inspection";
  about: string;
}

/** Orders a course of whoever a complaint or an inspection is about, and shows what was. */
export function OrderButton({ agent, ...cause }: Cause & { agent: AgentRef | null }) {
  const desk = useDesk();
  if (!leadsTraining(desk.session) || !agent?.id || agent.id === desk.agentId) return null;
  const open = async () => void (await pages.come())?.orderAbout(desk, agent, cause);
  return <WithWords icon="check" words={t("training.order_about")} onClick={() => void open()} />;
}
