/** A certificate, as it is printed; whoever leads its holder may take it back. */
import { useEffect, useMemo } from "preact/hooks";
import { agentName, dateOf } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import type { CertificateView } from "../../desk/operations.ts";
import { Button } from "../../kit/button.tsx";
import { useDesk } from "../desk.ts";
import { WorkPage } from "../lists/work-page.tsx";
import { certificateOf, revoking } from "./models.ts";
import { ToOwn } from "./page.tsx";
import { Again } from "./parts.tsx";
import { leadsTraining } from "./place.ts";
import { askReason } from "./ordering.tsx";

const dayOf = (at: string): string => dateOf(at.slice(0, 10));

export function CertificatePage({ id }: { id: string }) {
  const desk = useDesk();
  const held = useMemo(() => certificateOf(id), [id]);
  useEffect(() => void held.look(), [held]);
  const { value } = held;
  const mayRevoke = value !== null && !value.revoked && leadsTraining(desk.session) && value.agent.id !== desk.agentId;
  const revoke = async () => {
    const after = await askReason("revoke", revoking(id));
    if (after) held.value = after;
  };
  return (
    <WorkPage
      label={t("training.certificate")}
      contentLabel={t("training.certificate")}
      class="training-page"
      title={<h2>{t("training.certificate")}</h2>}
      moves={<ToOwn />}
      word={null}
      foot={null}
    >
      <Again held={held} />
      {value && <Paper certificate={value} />}
      {value && (
        <div class="training-moves">
          <Button icon="file" onClick={() => print()}>{t("training.print")}</Button>
          {mayRevoke && <Button icon="undo" onClick={() => void revoke()}>{t("training.revoke")}</Button>}
        </div>
      )}
    </WorkPage>
  );
}

function Paper({ certificate }: { certificate: CertificateView }) {
  const { certificate_id: id, agent, title, issued_at: issued, expires_at: ends, score, revoked, counts } = certificate;
  return (
    <article class="training-paper" aria-label={t("training.certificate")}>
      <p class="training-paper-head">{t("training.certificate")}</p>
      <p class="training-paper-name">
        <bdi>{agentName(agent)}</bdi>
      </p>
      <p>{t("training.certificate.passed")}</p>
      <p class="training-paper-title" dir="auto">{title}</p>
      <p>
        {t("training.certificate.issued", { day: dayOf(issued) })}
        {score !== null && ` · ${t("training.score", { score })}`}
      </p>
      <p>{ends ? t("training.certificate.valid", { day: dayOf(ends) }) : t("training.certificate.forever")}</p>
      {revoked && (
        <p class="note error" dir="auto">
          {t("training.certificate.taken_back", {
            day: dayOf(revoked.at),
            by: agentName(revoked.by),
            why: revoked.reason,
          })}
        </p>
      )}
      {!counts && !revoked && <p class="note warning">{t("training.certificate.over")}</p>}
      <p class="training-facts">{id}</p>
    </article>
  );
}
