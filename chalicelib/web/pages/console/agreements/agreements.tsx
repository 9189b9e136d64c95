/** The part of the card that shows what a customer agreed to, or refused: when, where, and in which words. */
import { useEffect, useMemo } from "preact/hooks";
import { inOurLanguage, speak, type Spoken, t } from "../../desk/i18n.ts";
import type { CustomerConsentView } from "../../desk/operations.ts";
import { Moment } from "../conversations/facts.tsx";
import { Listed } from "../conversations/listed.tsx";
import { agreementsOf } from "./agreements.ts";

const WORDS: Spoken = {
  "zh-CN": () => import("../../words/zh/console-agreements.ts"),
  en: () => import("../../words/en/console-agreements.ts"),
};

/** Whether it has its words. */
export const isSpoken = (): Promise<boolean> => speak(WORDS);

export function Agreements({ visitorId }: { visitorId: string }) {
  const pages = useMemo(() => agreementsOf(visitorId), [visitorId]);
  useEffect(() => pages.open(), [pages]);
  return (
    <Listed pages={pages} none={t("agreements.none")}>
      {(each) => <Agreement key={`${each.at} ${each.edition} ${each.refused}`} of={each} />}
    </Listed>
  );
}

function Agreement({ of: { edition, refused, at, where, texts, kept } }: { of: CustomerConsentView }) {
  const words = inOurLanguage(texts) ?? Object.values(texts)[0];
  return (
    <li>
      <div>
        <span class="customer-head">
          <span>{t(refused ? "agreements.refused" : "agreements.agreed", { number: edition })}</span>
          <Moment at={at} />
        </span>
        <span class="customer-facts">{t(`agreements.where.${where}`)}</span>
        {kept && words
          ? (
            <details>
              <summary>{t("agreements.words")}</summary>
              <p class="customer-note" dir="auto">{words}</p>
            </details>
          )
          : <span class="customer-note">{t("agreements.lost")}</span>}
      </div>
    </li>
  );
}
