/** What is done with inspections besides filling them in; what is refused is said. */
import type { Problem } from "../../desk/client.ts";
import { agentName } from "../../desk/format.ts";
import { t, tOf } from "../../desk/i18n.ts";
import type { AgentRef, InspectionView } from "../../desk/operations.ts";
import { say } from "../../kit/toasts.tsx";
import type { Desk } from "../desk.ts";
import { newClientId } from "../outbox.ts";
import * as asking from "./asking.ts";
import { qualityOf } from "./lists-model.ts";
import type { OpenInspection } from "./open.ts";
import { calibrationPlace, inspectionPlace } from "./place.ts";

/** Null where it was refused. */
async function told<Answer>(asked: Promise<Answer>): Promise<Answer | null> {
  try {
    return await asked;
  } catch (problem) {
    const { code, message } = problem as Problem;
    say(tOf("inspection.refused", code, { detail: message }), { kind: "warning" });
    return null;
  }
}

/** Has a conversation inspected, and opens that where it is one's own to do. */
export async function inspect(desk: Desk, conversationId: string): Promise<void> {
  const line = await told(asking.inspectConversation(conversationId));
  if (!line) return;
  qualityOf(desk).changed();
  say(t("quality.inspected", { agent: line.inspector ? agentName(line.inspector) : t("quality.nobody") }));
  if (line.inspector?.id === desk.agentId) desk.selection.choose(inspectionPlace(line.inspection_id));
}

/** Who may be given it, or compare it. */
export const ableFor = (id: string): Promise<AgentRef[] | null> => told(asking.inspectors(id));

export async function assignTo(open: OpenInspection, agentId: string): Promise<void> {
  if (!await told(asking.assign(open.id, agentId))) return;
  qualityOf(open.desk).changed();
  await open.read();
}

export async function calibrateWith(desk: Desk, seen: InspectionView, inspectorIds: string[]): Promise<void> {
  const { conversation_id: about, sheet_id: sheet } = seen;
  const body = { conversation_id: about, inspector_ids: inspectorIds, sheet_id: sheet };
  const compared = await told(asking.openCalibration(body, newClientId()));
  if (!compared) return;
  qualityOf(desk).changed();
  desk.selection.choose(calibrationPlace(compared.calibration_id));
}
