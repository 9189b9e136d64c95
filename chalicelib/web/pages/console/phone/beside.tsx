/** A call in a transcript: heard there by those who may, and put right. */
import { useEffect, useMemo } from "preact/hooks";
import { t } from "../../desk/i18n.ts";
import { Button } from "../../kit/button.tsx";
import { useDesk } from "../desk.ts";
import type { Call } from "./asking.ts";
import { OneCall, Recording } from "./calls.ts";
import { correctCall } from "./correct.tsx";
import { lasted } from "./rules.ts";

export function CallBeside({ callId, inspectionId }: { callId: string; inspectionId?: string }) {
  const { answers } = useDesk();
  const one = useMemo(() => new OneCall(callId), [callId]);
  useEffect(() => void one.read(), [one]);
  const { call } = one;
  if (!call) return null;
  const correct = async () => {
    const after = await correctCall(call);
    if (after) one.learn(after);
  };
  return (
    <div class="call-beside">
      {call.version > 1 && <p class="call-now" role="status" dir="auto">{asItIs(call)}</p>}
      <Hearing call={call} inspectionId={inspectionId} />
      {answers && !inspectionId && (
        <Button small kind="quiet" icon="pencil" onClick={() => void correct()}>{t("calls.correct")}</Button>
      )}
    </div>
  );
}

/** What is known of it by now: the entry tells what was at first. */
function asItIs({ direction, number, seconds, notes }: Call): string {
  const words = { direction: t(`calls.direction.${direction}`), number: number || t("calls.withheld"), notes };
  return t("calls.now", { ...words, lasted: lasted(seconds) });
}

/** Nothing for who may not hear it, or where nothing was recorded. */
export function Hearing({ call, inspectionId }: { call: Call; inspectionId?: string }) {
  const { session } = useDesk();
  const recording = useMemo(() => new Recording(call.call_id, inspectionId), [call.call_id, call.version]);
  if (!call.has_recording) return null;
  if (!session.can("recordings.hear")) return <span class="call-word">{t("calls.recorded")}</span>;
  const { url, trouble } = recording;
  return (
    <>
      {url && (
        <audio
          controls
          autoplay
          src={url}
          aria-label={t("calls.recording")}
          onError={() => recording.fail()}
        />
      )}
      {!url && (
        <Button small icon="play" disabled={recording.busy} onClick={() => void recording.hear()}>
          {t("calls.hear")}
        </Button>
      )}
      {trouble && <span class="call-word" role="alert">{trouble}</span>}
    </>
  );
}
