/** Inspections: fetched when their section, or one of them, is opened first. */
import { t } from "../../desk/i18n.ts";
import { Late } from "../../desk/late.ts";
import { Button } from "../../kit/button.tsx";
import { type Desk, useDesk } from "../desk.ts";
import { Coming } from "../lists/coming.tsx";
import type { Looked } from "./place.ts";

const pages = new Late(() => import("./pages.ts"));

export function QualityLists() {
  const late = pages.use();
  return late ? <late.QualityLists /> : <Coming />;
}

export function QualityPage({ kind, id }: Looked) {
  const late = pages.use();
  if (!late) return <Coming />;
  if (kind === "results") return <late.ResultsPage />;
  return kind === "inspection" ? <late.InspectionPage id={id} /> : <late.CalibrationPage id={id} />;
}

async function inspect(desk: Desk, conversationId: string): Promise<void> {
  await (await pages.come())?.inspect(desk, conversationId);
}

/** Has a conversation that is over inspected, for who may inspect others' work. */
export function InspectButton({ conversationId, agentId }: { conversationId: string; agentId: string | null }) {
  const desk = useDesk();
  const may = desk.session.can("quality.inspect") || desk.session.can("quality.decide");
  if (!may || !agentId || agentId === desk.agentId) return null;
  const label = t("quality.inspect");
  return (
    <Button small icon="check" aria-label={label} title={label} onClick={() => void inspect(desk, conversationId)}>
      <span>{label}</span>
    </Button>
  );
}
