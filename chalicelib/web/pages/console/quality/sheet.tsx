/** The score sheet: filled in by its inspector, and read by everybody else. */
import { useId } from "preact/hooks";
import { inOurLanguage, t, tOf } from "../../desk/i18n.ts";
import type { InspectionView, QualityDefinitionShown } from "../../desk/operations.ts";
import { Button, classes, LinkButton } from "../../kit/button.tsx";
import { confirmed } from "../../kit/dialogs.tsx";
import type { OpenInspection } from "./open.ts";
import { criteriaOf, type Marks, missingIn, totalOf } from "./scoring.ts";

interface PartProps {
  open: OpenInspection;
  seen: InspectionView;
}

type Criterion = QualityDefinitionShown["sections"][number]["criteria"][number];

const LONGEST = 2000;

export function Sheet({ open, seen }: PartProps) {
  const { definition } = seen.sheet;
  if (open.can("score")) {
    const { marks, fatal, text } = open.draft;
    return (
      <Filling
        definition={definition}
        marks={marks}
        fatal={fatal}
        mark={open.mark.bind(open)}
        tick={open.tick.bind(open)}
      >
        <label class="field">
          <span>{t("inspection.text")}</span>
          <textarea
            rows={3}
            maxLength={LONGEST}
            dir="auto"
            value={text}
            onInput={(event) => open.say(event.currentTarget.value)}
          />
        </label>
      </Filling>
    );
  }
  if (!seen.filled) return <p class="note info">{t("inspection.hidden")}</p>;
  const final = seen.decision ?? seen.filled;
  return (
    <>
      {definition.sections.map((section) => (
        <section key={section.key} class="sheet-section">
          <h3>
            <span dir="auto">{inOurLanguage(section.names)}</span>
            <Part total={(seen.decision?.score ?? seen.score)?.sections[section.key]} />
          </h3>
          <dl>
            {section.criteria.map((each) => (
              <Given key={each.key} criterion={each} marks={final.marks} before={seen.filled!.marks} />
            ))}
          </dl>
        </section>
      ))}
      {final.fatal.length > 0 && (
        <section class="sheet-section fatal">
          <h3>{t("inspection.fatal")}</h3>
          <ul>
            {definition.fatal.filter(({ key }) => final.fatal.includes(key)).map(({ key, names }) => (
              <li key={key} dir="auto">{inOurLanguage(names)}</li>
            ))}
          </ul>
        </section>
      )}
      {seen.filled.text && <blockquote class="message-text said" dir="auto">{seen.filled.text}</blockquote>}
    </>
  );
}

const Part = ({ total }: { total: number | null | undefined }) =>
  total === null || total === undefined ? null : <span class="chip">{total}</span>;

function Given({ criterion, marks, before }: { criterion: Criterion; marks: Marks; before: Marks }) {
  const { key, names, points } = criterion;
  const words = (given: number | null | undefined) =>
    given === null || given === undefined ? t("inspection.not_applicable") : `${given} / ${points}`;
  const was = before[key] !== marks[key];
  return (
    <div class="given">
      <dt dir="auto">{inOurLanguage(names)}</dt>
      <dd>
        {was && <s>{words(before[key])}</s>} {words(marks[key])}
      </dd>
    </div>
  );
}

interface FillingProps {
  definition: QualityDefinitionShown;
  marks: Marks;
  fatal: readonly string[];
  mark: (key: string, points: number | null | undefined) => void;
  tick: (key: string, made: boolean) => void;
  // deno-lint-ignore no-explicit-any
  children?: any;
}

/** Points criterion by criterion; the keys of numbers and Tab are enough. */
export function Filling({ definition, marks, fatal, mark, tick, children }: FillingProps) {
  return (
    <div class="sheet">
      {definition.sections.map((section) => (
        <fieldset key={section.key} class="sheet-section">
          <legend dir="auto">{inOurLanguage(section.names)}</legend>
          {section.criteria.map((each) => <Points key={each.key} criterion={each} marks={marks} mark={mark} />)}
        </fieldset>
      ))}
      {definition.fatal.length > 0 && (
        <fieldset class="sheet-section fatal">
          <legend>{t("inspection.fatal")}</legend>
          {definition.fatal.map(({ key, names, effect }) => (
            <label key={key} class="fatal-error">
              <input
                type="checkbox"
                checked={fatal.includes(key)}
                onChange={(event) => tick(key, event.currentTarget.checked)}
              />
              <span dir="auto">{inOurLanguage(names)}</span>
              <span class="chip">{t(`inspection.effect.${effect}`)}</span>
            </label>
          ))}
        </fieldset>
      )}
      {children}
    </div>
  );
}

function Points({ criterion, marks, mark }: { criterion: Criterion; marks: Marks; mark: FillingProps["mark"] }) {
  const id = useId();
  const { key, names, hints, points, weight } = criterion;
  const [given, hint] = [marks[key], inOurLanguage(hints)];
  const write = (value: string) => {
    const number = Math.round(Number(value));
    if (value === "") mark(key, undefined);
    else if (Number.isFinite(number)) mark(key, Math.min(points, Math.max(0, number)));
  };
  return (
    <div class="criterion">
      <label for={id} dir="auto">{inOurLanguage(names)}</label>
      <span class="criterion-points">
        <input
          id={id}
          type="number"
          inputMode="numeric"
          min={0}
          max={points}
          step={1}
          value={given ?? ""}
          disabled={given === null}
          aria-describedby={`${id}-hint`}
          onInput={(event) => write(event.currentTarget.value)}
        />
        <span aria-hidden="true">/ {points}</span>
      </span>
      <label class="criterion-none">
        <input
          type="checkbox"
          checked={given === null}
          onChange={(event) => mark(key, event.currentTarget.checked ? null : undefined)}
        />
        <span>
          {t("inspection.not_applicable")}
          <span class="unseen">{inOurLanguage(names)}</span>
        </span>
      </label>
      <p class="field-hint" id={`${id}-hint`}>
        {hint && (
          <>
            <bdi>{hint}</bdi>
            {" · "}
          </>
        )}
        {t("inspection.weight", { weight })}
      </p>
    </div>
  );
}

/** The total so far, how it is kept, and submitting. */
export function Foot({ open, seen }: PartProps) {
  const { definition } = seen.sheet;
  const { marks, fatal } = open.draft;
  const [total, missing] = [totalOf(definition, marks, fatal), missingIn(definition, marks)];
  const failed = total !== null && (fatal.length > 0 || total < definition.pass_mark);
  const submit = async () => {
    const words = t(seen.calibration_id ? "inspection.submit.calibration" : "inspection.submit.words", {
      total: total ?? "–",
    });
    const question = {
      title: t("inspection.submit"),
      paragraphs: [words],
      confirm: t("inspection.submit"),
      danger: false,
    };
    if (await confirmed(question)) await open.submit();
  };
  const { problem, saving, busy } = open;
  const isUntouched = saving === "kept" && !seen.saved_at;
  return (
    <div class="sheet-foot">
      {saving === "conflict" && (
        <p class="note warning" role="alert">
          {t("inspection.conflict")}{" "}
          <LinkButton onClick={() => void open.keepOwn()}>{t("inspection.keep_own")}</LinkButton>{" "}
          <LinkButton onClick={() => void open.takeOther()}>{t("inspection.take_other")}</LinkButton>
        </p>
      )}
      {problem && saving !== "conflict" && (
        <p class="note error" role="alert">
          {tOf("inspection.refused", problem.code, { detail: problem.message })}{" "}
          <LinkButton onClick={() => void open.save()}>{t("again")}</LinkButton>
        </p>
      )}
      <div class="sheet-total">
        <output class={classes("sheet-number", failed && "failed")} aria-label={t("inspection.total")}>
          {total ?? "–"}
        </output>
        <span class="hint">
          {missing.length
            ? t("inspection.left", { count: missing.length, of: criteriaOf(definition).length })
            : t(failed ? "inspection.failed" : "inspection.passed")}
          {!isUntouched && " · "}
          <span role="status">{isUntouched ? "" : t(`inspection.saving.${saving}`)}</span>
        </span>
        <Button kind="primary" disabled={busy || missing.length > 0} onClick={() => void submit()}>
          {t("inspection.submit")}
        </Button>
      </div>
    </div>
  );
}
