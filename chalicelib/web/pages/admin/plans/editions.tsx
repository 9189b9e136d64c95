/** What a plan's visitors were asked to agree to, edition by edition: who published it, how many agreed, what is new. */
import { useSignal } from "@preact/signals";
import { fullTime } from "../../desk/format.ts";
import { speak, type Spoken, t } from "../../desk/i18n.ts";
import type { ConsentEditionView } from "../../desk/operations.ts";
import { LinkButton } from "../../kit/button.tsx";
import { dress } from "../../kit/dress.ts";
import { Drawer, openDrawer } from "../parts/drawer.tsx";
import { More } from "../parts/table.tsx";
import { Nothing, Shown, useModel } from "../section.tsx";
import css from "./editions.css" with { type: "text" };
import { differenceOf } from "./difference.ts";
import { editionsOf } from "./editions.ts";
import { type LanguageCode, languageName } from "./languages.ts";

const WORDS: Spoken = {
  "zh-CN": () => import("../../words/zh/admin-consents.ts"),
  en: () => import("../../words/en/admin-consents.ts"),
};

/** Whether they have their words. */
export const isSpoken = (): Promise<boolean> => speak(WORDS);

dress(css);

export const openEditions = (planKey: string, leaving: AbortSignal): Promise<null> =>
  openDrawer<null>((close) => (
    <Drawer title={t("consents.title")} size="middle" onClose={() => close(null)}>
      <Editions planKey={planKey} />
    </Drawer>
  ), leaving);

function Editions({ planKey }: { planKey: string }) {
  const { reading } = useModel(() => ({ reading: editionsOf(planKey) }));
  return (
    <>
      <p class="drawer-intro">{t("consents.intro")}</p>
      <div class="editions-of">
        <Shown reading={reading}>
          {(pages) => (
            <>
              {pages.items.length === 0 && <Nothing>{t("consents.none")}</Nothing>}
              <ol class="editions">
                {pages.items.map((each, at) => (
                  <Edition key={each.number} of={each} before={pages.items[at + 1] ?? null} isNow={at === 0} />
                ))}
              </ol>
              <More pages={pages} />
            </>
          )}
        </Shown>
      </div>
    </>
  );
}

interface EditionProps {
  of: ConsentEditionView;
  /** The one before, where it was read. */
  before: ConsentEditionView | null;
  isNow: boolean;
}

function Edition({ of, before, isNow }: EditionProps) {
  const isCompared = useSignal(false);
  const { number, at, by, agreed, refused, texts, kept } = of;
  const name = t("consents.edition", { number });
  const canCompare = kept && before?.kept;
  return (
    <li aria-label={name}>
      <h3>
        {name} {isNow && <span class="chip">{t("consents.now")}</span>}
      </h3>
      <p class="quiet">
        {at ? fullTime(at) : t("consents.before")}
        {at && (
          <>
            {" · "}
            <bdi>{by ?? t("consents.desk")}</bdi>
          </>
        )}
        {" · "}
        {t("consents.agreed", { count: agreed })}
        {refused > 0 && <>{" · "}{t("consents.refused", { count: refused })}</>}
      </p>
      {!kept && <p class="quiet">{t("consents.lost")}</p>}
      {kept && !Object.keys(texts).length && <p class="quiet">{t("consents.nothing")}</p>}
      {isCompared.value && before
        ? <Compared before={before.texts} after={texts} />
        : Object.entries(texts).map(([code, text]) => (
          <div key={code}>
            <h4>{languageName(code as LanguageCode)}</h4>
            <p class="edition-text" lang={code} dir="auto">{text}</p>
          </div>
        ))}
      {canCompare && (
        <LinkButton aria-pressed={isCompared.value} onClick={() => isCompared.value = !isCompared.value}>
          {t("consents.compare", { number: before.number })}
        </LinkButton>
      )}
    </li>
  );
}

const Compared = ({ before, after }: { before: Record<string, string>; after: Record<string, string> }) => (
  <>
    {[...new Set([...Object.keys(before), ...Object.keys(after)])].map((code) => (
      <div key={code}>
        <h4>{languageName(code as LanguageCode)}</h4>
        <p class="edition-text" lang={code} dir="auto">
          {differenceOf(before[code] ?? "", after[code] ?? "").map(({ kind, text }, at) =>
            kind === "same"
              ? <span key={at}>{text}</span>
              : kind === "added"
              ? <ins key={at}>{text}</ins>
              : <del key={at}>{text}</del>
          )}
        </p>
      </div>
    ))}
  </>
);
