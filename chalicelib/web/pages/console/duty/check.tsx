/** A check: what is looked at, point by point, and what was found. */
import { type Signal, useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { agentName } from "../../desk/format.ts";
import { dayAndTimeThere } from "../../desk/zoned.ts";
import { t } from "../../desk/i18n.ts";
import type { DutyCheckView, FindingForm, PointView } from "../../desk/operations.ts";
import { Button } from "../../kit/button.tsx";
import { useDesk } from "../desk.ts";
import { checkOf, fill as store } from "./acts.ts";
import { reportFault } from "./beginning.tsx";
import { ofCheck } from "./duty.ts";
import { EntryFrame, Part, Said } from "./frame.tsx";
import type { Opened } from "./open.ts";

export function CheckPage({ id }: { id: string }) {
  const desk = useDesk();
  const open = useMemo(() => checkOf(desk, id), []);
  useEffect(() => open.start(), []);
  const check = open.thing;
  return (
    <EntryFrame
      open={open}
      entry={check && ofCheck(check)}
      facts={check && <span>{dayAndTimeThere(check.due_at)}</span>}
    >
      {check && (
        <>
          <p class="duty-head" role="status">
            {check.state === "done"
              ? t("duty.check.by", { name: agentName(check.by), time: dayAndTimeThere(check.done_at!) })
              : t("duty.check.until", { time: dayAndTimeThere(check.until) })}{" "}
            {check.passed_over > 0 && t("duty.check.passed_over", { count: check.passed_over })}
          </p>
          {check.state === "done" ? <Findings check={check} /> : <FillForm open={open} check={check} />}
        </>
      )}
    </EntryFrame>
  );
}

function Findings({ check }: { check: DutyCheckView }) {
  const desk = useDesk();
  return (
    <Part title={t("duty.check.findings")}>
      <ul class="duty-points">
        {check.points.map(({ point_id: id, text }) => {
          const { ok, text: found } = check.findings[id] ?? { ok: true, text: "" };
          return (
            <li key={id}>
              <span class={`chip duty-${ok ? "good" : "bad"}`}>{t(ok ? "duty.point.ok" : "duty.point.fault")}</span>
              <span dir="auto">{text}</span>
              {found && <Said words={found} />}
              {!ok && (
                <Button
                  small
                  aria-label={t("duty.report.what", { what: text })}
                  onClick={() => void reportFault(desk, { checkId: check.check_id, pointId: id, text: found || text })}
                >
                  {t("duty.report")}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      {check.note && <Said words={check.note} />}
    </Part>
  );
}

type Findings = Record<string, FindingForm>;

function FillForm({ open, check }: { open: Opened<DutyCheckView>; check: DutyCheckView }) {
  const findings = useSignal<Findings>({});
  const note = useSignal("");
  const unsaid = check.points.filter(({ point_id: id }) => {
    const said = findings.value[id];
    return !said || (!said.ok && !said.text?.trim());
  }).length;
  const fill = (event: SubmitEvent) => {
    event.preventDefault();
    const body = { findings: findings.value, note: note.value };
    void store(open, check.check_id, body);
  };
  return (
    <form onSubmit={fill} class="duty-form">
      {check.points.map((point) => <PointField key={point.point_id} point={point} findings={findings} />)}
      <label class="field">
        <span>{t("duty.check.note")}</span>
        <textarea
          rows={2}
          maxLength={1000}
          dir="auto"
          value={note.value}
          onInput={(event) => note.value = event.currentTarget.value}
        />
      </label>
      <div class="duty-submit">
        <Button submits kind="primary" disabled={open.busy || unsaid > 0}>{t("duty.check.fill")}</Button>
        {unsaid > 0 && <span class="hint" role="status">{t("duty.check.unsaid", { count: unsaid })}</span>}
      </div>
    </form>
  );
}

function PointField({ point, findings }: { point: PointView; findings: Signal<Findings> }) {
  const { point_id: id, text, how } = point;
  const said = findings.value[id];
  const say = (finding: FindingForm) => findings.value = { ...findings.peek(), [id]: finding };
  return (
    <fieldset class="duty-point">
      <legend dir="auto">{text}</legend>
      {how && <p class="hint" dir="auto">{how}</p>}
      <div class="duty-choices">
        {[true, false].map((ok) => (
          <label key={String(ok)}>
            <input
              type="radio"
              name={id}
              checked={said?.ok === ok}
              onChange={() => say({ ok, text: said?.text ?? "" })}
            />
            <span>{t(ok ? "duty.point.ok" : "duty.point.fault")}</span>
          </label>
        ))}
      </div>
      {said && !said.ok && (
        <textarea
          rows={2}
          maxLength={1000}
          required
          dir="auto"
          aria-label={t("duty.point.what", { what: text })}
          placeholder={t("duty.point.what", { what: text })}
          value={said.text}
          onInput={(event) => say({ ok: false, text: event.currentTarget.value })}
        />
      )}
    </fieldset>
  );
}
