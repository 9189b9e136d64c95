/** One piece of due work: what it is and why it died; doing it again, or never. */
import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import { Button } from "../../kit/button.tsx";
import { confirmed } from "../../kit/dialogs.tsx";
import { fullTime } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import type { WorkView } from "../../desk/operations.ts";
import { Drawer, openDrawer } from "../parts/drawer.tsx";
import { Technical } from "../parts/table.tsx";
import { useLeaving, useModel } from "../section.tsx";
import { isRunning, kindWords, Piece } from "./work.ts";

/** Whether the list may no longer be right. */
export const openPiece = (piece: WorkView, leaving: AbortSignal): Promise<boolean | null> =>
  openDrawer<boolean>((close) => <PieceDrawer piece={piece} close={close} />, leaving);

interface PieceProps {
  piece: WorkView;
  close: (changed: boolean | null) => void;
}

function PieceDrawer({ piece: listed, close }: PieceProps) {
  const piece = useModel(() => new Piece(listed, () => close(true)));
  const leaving = useLeaving();
  const { data, busy } = piece.reading;
  const ask = async (what: "redrive" | "drop") => {
    const question = {
      title: t(`duework.${what}.title`),
      paragraphs: [t(`duework.${what}.body`)],
      confirm: t(`duework.${what}`),
      danger: what === "drop",
    };
    if (await confirmed(question, leaving)) await piece[what]();
  };
  return (
    <Drawer title={kindWords(listed)} size="middle" onClose={() => close(null)}>
      <div class="form">
        <p class="note error" role="alert" hidden={!piece.problem.value}>{piece.problem.value}</p>
        <div class="notice-content">{data ? <Facts piece={data} /> : busy && <p class="quiet">{t("loading")}</p>}</div>
        <div class="form-buttons">
          {data?.state === "dead" && (
            <>
              <Button kind="primary" disabled={piece.busy.value} onClick={() => ask("redrive")}>
                {t("duework.redrive")}
              </Button>
              <Button disabled={piece.busy.value} onClick={() => ask("drop")}>{t("duework.drop")}</Button>
            </>
          )}
          <Button onClick={() => close(null)}>{t("dismiss")}</Button>
        </div>
      </div>
    </Drawer>
  );
}

function Facts({ piece }: { piece: WorkView }) {
  const payload = useMemo(() => JSON.stringify(piece.payload, null, 2), [piece]);
  const facts: Array<[string, ComponentChildren]> = [
    [
      "state",
      <span key="state" class={`chip notice-${piece.state === "dead" ? "failed" : "pending"}`}>
        {t(`duework.${piece.state}`)}
      </span>,
    ],
    ["due_at", fullTime(piece.due_at)],
    ["tries", piece.tries],
    ...(isRunning(piece) ? [["leased_until", fullTime(piece.leased_until!)] as [string, ComponentChildren]] : []),
  ];
  return (
    <>
      <dl class="facts">
        {facts.map(([name, value]) => [
          <dt key={`${name}-name`}>{t(`duework.${name}`)}</dt>,
          <dd key={name}>{value}</dd>,
        ])}
      </dl>
      <p class="field-hint">{t("duework.payload.hint")}</p>
      <Technical
        facts={[
          [t("duework.last_error"), piece.last_error],
          [t("duework.kind"), piece.kind],
          [t("duework.work_id"), piece.work_id],
          [t("duework.request_id"), piece.request_id],
          [t("duework.payload"), payload],
        ]}
      />
    </>
  );
}
