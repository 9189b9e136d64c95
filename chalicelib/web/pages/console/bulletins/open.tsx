/** One's day report, the reports one was sent, and for those who lead who of theirs sent a day report. */
import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { speak, type Spoken, t } from "../../desk/i18n.ts";
import { Button } from "../../kit/button.tsx";
import { Dialog, openDialog } from "../../kit/dialogs.tsx";
import { dress } from "../../kit/dress.ts";
import { Tabs } from "../../kit/tabs.tsx";
import type { Desk } from "../desk.ts";
import css from "./bulletins.css" with { type: "text" };
import { dueOf } from "./due.ts";
import { OwnDay } from "./own.ts";
import { OwnDayForm } from "./own.tsx";
import { Received } from "./received.tsx";
import { Team } from "./team.tsx";

dress(css);

const WORDS: Spoken = {
  "zh-CN": () => import("../../words/zh/console-bulletins.ts"),
  en: () => import("../../words/en/console-bulletins.ts"),
};

/** Whether they have their words. */
export const isSpoken = (): Promise<boolean> => speak(WORDS);

export function showBulletins(desk: Desk): void {
  openDialog<null>((close) => <Bulletins desk={desk} close={() => close(null)} />);
}

type Name = "own" | "received" | "team";

const PANEL = "bulletins";

function Bulletins({ desk: { session }, close }: { desk: Desk; close: () => void }) {
  const chosen = useSignal<Name>("own");
  const { agent_id: id, scope } = session.agent;
  const own = useMemo(() => new OwnDay(id, { onSent: () => dueOf(id).sent() }), []);
  useEffect(() => {
    void own.reading.reload();
    return () => own.leave();
  }, []);
  const names: Name[] = scope === "own" ? ["own", "received"] : ["own", "team", "received"];
  return (
    <Dialog title={t("bulletins.mine")} class="bulletins" onClose={close}>
      <Tabs
        tabs={names.map((name) => ({ name, label: t(`bulletins.tab.${name}`) }))}
        chosen={chosen.value}
        label={t("bulletins.mine")}
        panel={PANEL}
        onChoose={(name) => chosen.value = name}
      />
      <div
        class="bulletins-panel"
        id={PANEL}
        role="tabpanel"
        aria-labelledby={`${PANEL}-tab-${chosen.value}`}
        tabIndex={0}
      >
        {chosen.value === "own" && <OwnDayForm own={own} />}
        {chosen.value === "team" && <Team />}
        {chosen.value === "received" && <Received />}
      </div>
      <div class="dialog-buttons">
        <Button onClick={close}>{t("close")}</Button>
      </div>
    </Dialog>
  );
}
