/** The editions of an article, and what is new in one of them. */
import { fullTime } from "../../desk/format.ts";
import { t } from "../../desk/i18n.ts";
import type {
  ArticleView,
  ComparedWordingsView,
  DifferenceLineView,
  EditionSummaryView,
} from "../../desk/operations.ts";
import { Actions, More, RowButton, Table } from "../parts/table.tsx";
import { type LanguageCode, languageName } from "../plans/languages.ts";
import { Nothing, Shown, Unread, useModel } from "../section.tsx";
import { type Pair, VersionList } from "./versions.ts";

/** Lines around a change that are shown with it. */
const AROUND = 2;

export const Versions = ({ article }: { article: ArticleView | null }) =>
  article && article.last_number > 0
    ? <Known key={article.version} article={article} />
    : <Nothing>{t("articles.versions.none")}</Nothing>;

function Known({ article }: { article: ArticleView }) {
  const versions = useModel(() => new VersionList(article.article_id));
  const pair = versions.pair.value;
  return (
    <Shown reading={versions.reading}>
      {(pages) => (
        <div class="article-versions">
          <List editions={pages.items} article={article} compare={(chosen) => void versions.compare(chosen)} />
          <More pages={pages} />
          {versions.problem && pair && <Unread problem={versions.problem} again={() => void versions.compare(pair)} />}
          {pair && versions.comparison && (
            <section aria-label={nameOf(pair)} aria-live="polite">
              <h3>{nameOf(pair)}</h3>
              {versions.comparison.languages.map((each) => <Compared key={each.language} compared={each} />)}
            </section>
          )}
        </div>
      )}
    </Shown>
  );
}

const nameOf = ({ from, to }: Pair): string =>
  to === null ? t("articles.versions.with_draft", { from }) : t("articles.versions.with", { from, to });

interface ListProps {
  editions: EditionSummaryView[];
  article: ArticleView;
  compare: (pair: Pair) => void;
}

function List({ editions, article, compare }: ListProps) {
  const name = (number: number) => t("articles.version", { number });
  return (
    <Table
      caption={t("articles.part.versions")}
      rows={editions}
      keyOf={({ number }) => `${number}`}
      columns={[
        {
          label: t("articles.versions.number"),
          cell: ({ number }) => (
            <span class="chips">
              <span class="who-name">{name(number)}</span>
              {number === article.number && <span class="chip">{t("articles.versions.now")}</span>}
            </span>
          ),
        },
        { label: t("articles.versions.at"), cell: ({ published_at: at }) => fullTime(at) },
        {
          label: t("articles.versions.by"),
          cell: ({ publisher }) => <bdi>{publisher.name ?? t("articles.author.desk")}</bdi>,
        },
        { label: t("articles.versions.changes"), cell: ({ changes }) => <span dir="auto">{changes || "—"}</span> },
        {
          label: t("actions"),
          cell: ({ number }) => (
            <Actions>
              {number > 1 && (
                <RowButton
                  label={t("articles.versions.before")}
                  of={name(number)}
                  onClick={() => compare({ from: number - 1, to: number })}
                />
              )}
              <RowButton
                label={t("articles.versions.draft")}
                of={name(number)}
                onClick={() => compare({ from: number, to: null })}
              />
            </Actions>
          ),
        },
      ]}
    />
  );
}

function Compared(
  { compared: { language, title_before: before, title_after: after, lines } }: { compared: ComparedWordingsView },
) {
  const shown = around(lines);
  return (
    <div class="article-compared">
      <h4>{languageName(language as LanguageCode)}</h4>
      {before !== after && (
        <p>
          <del dir="auto">{before}</del> <ins dir="auto">{after}</ins>
        </p>
      )}
      {shown.length
        ? <ol lang={language}>{shown.map((line, at) => <Line key={at} line={line} />)}</ol>
        : before === after && <p class="quiet">{t("articles.versions.same")}</p>}
    </div>
  );
}

function Line({ line }: { line: DifferenceLineView | null }) {
  if (!line) return <li class="gap" aria-hidden="true">…</li>;
  const text = line.text || " ";
  if (line.kind === "same") return <li dir="auto">{text}</li>;
  return <li class={line.kind} dir="auto">{line.kind === "added" ? <ins>{text}</ins> : <del>{text}</del>}</li>;
}

/** The changes with some lines around each; null stands where others are left out. Pure. */
export function around(lines: readonly DifferenceLineView[]): Array<DifferenceLineView | null> {
  const near = lines.map((_, at) =>
    lines.slice(Math.max(0, at - AROUND), at + AROUND + 1).some(({ kind }) => kind !== "same")
  );
  if (!near.includes(true)) return [];
  const shown: Array<DifferenceLineView | null> = [];
  lines.forEach((line, at) => {
    if (near[at]) shown.push(line);
    else if (at === 0 || near[at - 1]) shown.push(null);
  });
  return shown;
}
