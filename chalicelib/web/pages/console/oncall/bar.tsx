/** A line above everything while one is called. */
import { useEffect } from "preact/hooks";
import { clockOf } from "../../desk/format.ts";
import { speak, type Spoken, t } from "../../desk/i18n.ts";
import { Button } from "../../kit/button.tsx";
import { dress } from "../../kit/dress.ts";
import { Icon } from "../../kit/icons/icon.tsx";
import css from "./bar.css" with { type: "text" };
import { accept, follow, isBusy, ownCalls } from "./calls.ts";

const WORDS: Spoken = {
  "zh-CN": () => import("../../words/zh/console-oncall.ts"),
  en: () => import("../../words/en/console-oncall.ts"),
};

export const isSpoken = (): Promise<boolean> => speak(WORDS);

dress(css);

export function CallBar() {
  useEffect(follow, []);
  const [newest, ...others] = ownCalls();
  return (
    <div class="call-bar" role="status">
      {newest && (
        <p>
          <Icon name="bell" />
          <b>{t(newest.state === "calling" ? "oncall.bar.called" : "oncall.bar.mine")}</b>
          <span>{t(`oncall.bar.${newest.kind}`, { at: clockOf(newest.since) })}</span>
          {newest.plan_key && <bdi>{newest.plan_key}</bdi>}
          {others.length > 0 && <span>{t("oncall.bar.more", { count: others.length })}</span>}
          {newest.state === "calling" && (
            <Button
              small
              kind="primary"
              disabled={isBusy()}
              onClick={() => void accept(newest)}
            >
              {t("oncall.bar.accept")}
            </Button>
          )}
        </p>
      )}
    </div>
  );
}
