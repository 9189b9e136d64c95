/** A line above everything while something goes wrong, for everybody; what is written stands below it and does not move. */
import { useEffect } from "preact/hooks";
import { clockOf } from "../../desk/format.ts";
import { inOurLanguage, speak, type Spoken, t } from "../../desk/i18n.ts";
import { LinkButton } from "../../kit/button.tsx";
import { dress } from "../../kit/dress.ts";
import { Icon } from "../../kit/icons/icon.tsx";
import { useDesk } from "../desk.ts";
import css from "./bar.css" with { type: "text" };
import { follow, openOnes } from "./opened.ts";
import { placeOf } from "./place.ts";

const WORDS: Spoken = {
  "zh-CN": () => import("../../words/zh/console-incident-bar.ts"),
  en: () => import("../../words/en/console-incident-bar.ts"),
};

export const isSpoken = (): Promise<boolean> => speak(WORDS);

dress(css);

export function OpenBar({ maySee }: { maySee: boolean }) {
  const { selection } = useDesk();
  useEffect(follow, []);
  const [newest, ...others] = openOnes();
  return (
    <div class="incident-bar" role="status">
      {newest && (
        <p>
          <Icon name="bell" />
          <b>{t(`incident.bar.${newest.severity}`)}</b>
          <bdi>{inOurLanguage(newest.titles)}</bdi>
          <span>{t("incident.bar.since", { at: clockOf(newest.raised_at) })}</span>
          {newest.shown_on.length > 0 && <span>{t("incident.bar.shown")}</span>}
          {others.length > 0 && <span>{t("incident.bar.more", { count: others.length })}</span>}
          {maySee && (
            <LinkButton onClick={() => selection.choose(placeOf(newest.incident_id))}>
              {t("incident.bar.open")}
            </LinkButton>
          )}
        </p>
      )}
    </div>
  );
}
