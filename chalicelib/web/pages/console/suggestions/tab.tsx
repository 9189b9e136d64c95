/** Articles in the card: those suggested for the visitor's last words, a search, and one as it is read. */
import { useEffect, useRef } from "preact/hooks";
import { t } from "../../desk/i18n.ts";
import { Button, IconButton, LinkButton } from "../../kit/button.tsx";
import { say } from "../../kit/toasts.tsx";
import type { OpenConversation } from "../conversations/open.ts";
import type { Beside, Line } from "./beside.ts";
import { addressOf, besideOf } from "./models.ts";
import { askToPropose } from "./propose.tsx";
import { showOwnProposals } from "./own.tsx";

/** The number of the last message that its visitor wrote, as far as it is here. */
const lastAsked = ({ transcript }: OpenConversation): number =>
  transcript.entries.findLast(({ kind, author }) => kind === "message" && author.kind === "visitor")?.seq ?? 0;

const canWrite = ({ conversation, desk }: OpenConversation): boolean =>
  conversation?.state === "open" && desk.conversations.isOurs(conversation);

interface SuggestedProps {
  open: OpenConversation;
  inSight: boolean;
  onMore: () => void;
}

export function Suggested({ open, inSight, onMore }: SuggestedProps) {
  const beside = besideOf(open);
  const seq = lastAsked(open);
  const { suggested } = beside;
  const ids = suggested.map(({ article_id: id }) => id);
  useEffect(() => {
    if (inSight && seq) beside.look(seq);
  }, [inSight, seq]);
  useEffect(() => {
    if (inSight && ids.length) beside.note("shown", ids);
  }, [inSight, ids.join()]);
  useEffect(() => () => beside.stop(), []);
  if (!suggested.length) return null;
  const choose = (id: string) => {
    void beside.open(id);
    onMore();
  };
  return (
    <section class="suggested" aria-label={t("articles.suggested")}>
      <h3>{t("articles.suggested")}</h3>
      <Lines lines={suggested} choose={choose} />
    </section>
  );
}

interface LinesProps {
  lines: readonly Line[];
  choose: (articleId: string) => void;
}

function Lines({ lines, choose }: LinesProps) {
  return (
    <ul class="article-lines">
      {lines.map(({ article_id: id, title, excerpt }) => (
        <li key={id}>
          <button type="button" class="article-line" onClick={() => choose(id)}>
            <b dir="auto">{title}</b>
            <span dir="auto">{excerpt}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

interface TabProps {
  open: OpenConversation;
  /** Where the card covers the reply, it gives way. */
  onInserted: () => void;
}

export function KnowledgeTab({ open, onInserted }: TabProps) {
  const beside = besideOf(open);
  const isReading = Boolean(beside.article || beside.opening || beside.failed);
  return (
    <div class="articles">
      {isReading ? <Article open={open} beside={beside} onInserted={onInserted} /> : <Search beside={beside} />}
      <div class="articles-foot">
        <Button small icon="plus" onClick={() => void askToPropose(open)}>{t("proposing.open")}</Button>
        <LinkButton onClick={() => showOwnProposals(open.desk)}>{t("proposing.own")}</LinkButton>
      </div>
    </div>
  );
}

function Search({ beside }: { beside: Beside }) {
  const { query, finding, found } = beside;
  return (
    <>
      <label class="field" role="search">
        <span>{t("articles.search")}</span>
        <input
          type="search"
          value={query}
          maxLength={200}
          dir="auto"
          autocomplete="off"
          placeholder={t("articles.search.hint")}
          onInput={(event) => beside.type(event.currentTarget.value)}
        />
      </label>
      <p class="card-word" role="status">{finding === "new" ? "" : wordOf(beside)}</p>
      {finding === "failed" && <Button small onClick={beside.findAgain}>{t("articles.again")}</Button>}
      {finding !== "failed" && <Lines lines={found} choose={(id) => void beside.open(id)} />}
    </>
  );
}

function wordOf({ finding, found }: Beside): string {
  if (finding === "failed") return t("articles.failed");
  if (finding === "loading") return t("articles.finding");
  return found.length ? t("articles.found", { count: found.length }) : t("articles.none");
}

function Article({ open, beside, onInserted }: TabProps & { beside: Beside }) {
  const { article, opening, failed } = beside;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [article?.article_id]);
  const back = <IconButton icon="back" label={t("articles.back")} onClick={beside.back} />;
  if (!article || opening) {
    return (
      <div class="article-head">
        {back}
        <p role="status">{t(failed ? "articles.failed" : "articles.opening")}</p>
      </div>
    );
  }
  const { article_id: id, title, text, plan_keys: plans } = article;
  const planKey = open.conversation?.plan_key ?? "";
  const isForVisitors = !plans.length || plans.includes(planKey);
  const address = addressOf(planKey, id);
  const insert = (words: string) => {
    open.composing.insert(words);
    beside.note("inserted", [id]);
    onInserted();
  };
  return (
    <article class="article">
      <div class="article-head">
        {back}
        <h3 ref={heading} tabIndex={-1} dir="auto">{title}</h3>
      </div>
      {!isForVisitors && <p class="note">{t("articles.other_plan")}</p>}
      <div class="article-text" dir="auto">{text}</div>
      <div class="article-acts">
        {canWrite(open) && (
          <>
            <Button small kind="primary" onClick={() => insert(text)}>{t("articles.insert")}</Button>
            {isForVisitors && (
              <Button small onClick={() => insert(`${title} ${address}`)}>{t("articles.insert_link")}</Button>
            )}
          </>
        )}
        {isForVisitors && <a href={address} target="_blank" rel="noopener">{t("articles.page")}</a>}
        <LinkButton
          onClick={() => {
            beside.note("helped", [id]);
            say(t("articles.helped.thanks"));
          }}
        >
          {t("articles.helped")}
        </LinkButton>
      </div>
    </article>
  );
}
