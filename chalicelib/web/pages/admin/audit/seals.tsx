/** The days whose audit log is sealed: looked at one by one, beside the seal from a letter. */
import { fullTime } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import type { Fault, SealedDay } from "../../desk/operations.ts";
import { Button } from "../../kit/button.tsx";
import { More, Table } from "../parts/table.tsx";
import { Nothing, Shown, useModel } from "../section.tsx";
import { Seals } from "./seals.ts";

export function SealList() {
  const seals = useModel(() => new Seals());
  return (
    <>
      <Letter seals={seals} />
      <Shown reading={seals.reading}>
        {(pages) =>
          pages.items.length
            ? (
              <>
                <Table
                  caption={t("audit.tab.seals")}
                  rows={pages.items}
                  keyOf={({ day }) => day}
                  columns={[
                    { label: t("seals.day"), cell: ({ day, ended }) => ended ? day : t("seals.goes_on", { day }) },
                    { label: t("seals.acts"), cell: ({ acts }) => acts },
                    { label: t("seals.seal"), cell: (each) => <Chain day={each} letter={seals.sealOfLetter} /> },
                    { label: t("seals.state"), cell: (each) => <State seals={seals} day={each} /> },
                  ]}
                />
                <More pages={pages} />
              </>
            )
            : <Nothing>{t("seals.none")}</Nothing>}
      </Shown>
    </>
  );
}

function Letter({ seals }: { seals: Seals }) {
  return (
    <label class="field seal-letter">
      <span>{t("seals.letter")}</span>
      <input
        type="text"
        class="mono"
        spellcheck={false}
        autocomplete="off"
        value={seals.letter}
        aria-describedby="seal-letter-hint"
        onInput={({ currentTarget }) => seals.letter = currentTarget.value}
      />
      <small id="seal-letter-hint" class="field-hint" aria-live="polite">{hintOf(seals)}</small>
    </label>
  );
}

function hintOf(seals: Seals): string {
  if (!seals.letter.trim()) return t("seals.letter.hint");
  const seal = seals.sealOfLetter;
  if (!seal) return t("seals.letter.not_one");
  const same = seals.reading.data?.items.find(({ chain }) => chain === seal);
  return same ? t("seals.letter.same", { day: same.day }) : t("seals.letter.none");
}

const Chain = ({ day: { chain }, letter }: { day: SealedDay; letter: string | null }) => (
  <>
    <code class="seal" title={chain}>{chain.slice(0, 12)}…</code>
    {letter === chain && [" ", <span key="badge" class="badge">{t("seals.as_in_letter")}</span>]}
  </>
);

function State({ seals, day: { day } }: { seals: Seals; day: SealedDay }) {
  const looked = seals.lookedAt(day);
  return (
    <div class="seal-state">
      <span aria-live="polite">
        {looked && ("words" in looked
          ? <span class="bad">{looked.words}</span>
          : looked.day.fault
          ? <span class="bad">{faultWords(looked.day.fault)}</span>
          : <span class="good">{t("seals.holds")}</span>)}
      </span>
      <Button small disabled={seals.busy !== null} onClick={() => seals.look(day)}>
        {t(seals.busy === day ? "seals.looking" : "seals.look")}
      </Button>
    </div>
  );
}

function faultWords({ kind, at, audit_id: id, number }: Fault): string {
  const when = fullTime(`${at.slice(0, 26)}Z`);
  return t(`seals.fault.${kind}`, { when, id: id || "–", number });
}
