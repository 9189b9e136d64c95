/** Looking for what was said, for customers and for messages that were left. */
import { useEffect, useMemo } from "preact/hooks";
import { agentName, dayAndTime, visitorName } from "../../desk/format.ts";
import { speak, type Spoken, t } from "../../desk/i18n.ts";
import type { OverviewView } from "../../desk/operations.ts";
import { Button } from "../../kit/button.tsx";
import { Dialog, openDialog } from "../../kit/dialogs.tsx";
import { dress } from "../../kit/dress.ts";
import { Icon } from "../../kit/icons/icon.tsx";
import { PlanMark } from "../conversations/marks.tsx";
import { type Desk, DeskProvider } from "../desk.ts";
import { placeOf as placeOfFollowUp } from "../followups/followups.ts";
import { placeOf } from "../offline/messages.ts";
import { placeOf as placeOfTicket } from "../tickets/place.ts";
import { type Found, type Kind, marked, type Question, type Results, Search } from "./search.ts";
import css from "./search.css" with { type: "text" };

const KINDS: readonly Kind[] = ["", "conversation", "customer", "message", "follow_up", "ticket"];
const GROUPS = ["customers", "conversations", "tickets", "messages", "callbacks", "follow_ups"] as const;

const WORDS: Spoken = {
  "zh-CN": () => import("../../words/zh/console-search.ts"),
  en: () => import("../../words/en/console-search.ts"),
};

dress(css);

export async function showSearch(desk: Desk, words = "", kind: Kind = ""): Promise<void> {
  if (!(await speak(WORDS))) return;
  openDialog<null>((close) => (
    <DeskProvider value={desk}>
      <Searching desk={desk} beginning={{ words, kind }} close={() => close(null)} />
    </DeskProvider>
  ));
}

interface SearchingProps {
  desk: Desk;
  /** What is looked for from the beginning, if there are words. */
  beginning: Pick<Question, "words" | "kind">;
  close: () => void;
}

function Searching({ desk, beginning, close }: SearchingProps) {
  const search = useMemo(() => new Search(), []);
  useEffect(() => {
    search.begin(beginning);
  }, []);
  const open = (place: string) => {
    close();
    desk.selection.choose(place);
  };
  return (
    <Dialog title={t("search.title")} class="search" onClose={close}>
      <Asking search={search} />
      <div class="search-results" aria-live="polite" aria-busy={search.busy}>
        {search.busy && !search.results && <p class="card-word">{t("search.busy")}</p>}
        {search.overview && <Overview overview={search.overview} search={search} open={open} />}
        {search.results && <ResultList results={search.results} search={search} open={open} />}
      </div>
      <div class="dialog-buttons">
        <Button onClick={close}>{t("close")}</Button>
      </div>
    </Dialog>
  );
}

function Asking({ search }: { search: Search }) {
  const { words, kind, tag, from, to } = search.question;
  const narrow = (changes: Parameters<Search["change"]>[0]) => {
    search.change(changes);
    void search.ask();
  };
  return (
    <form
      class="search-form"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        void search.ask();
      }}
    >
      <input
        type="search"
        class="search-words"
        value={words}
        maxLength={100}
        autofocus
        aria-label={t("search.words")}
        placeholder={t("search.words")}
        onInput={(event) => search.change({ words: event.currentTarget.value })}
      />
      <Button kind="primary" submits>{t("search.go")}</Button>
      <div class="search-narrow">
        <select
          aria-label={t("search.kind")}
          value={kind}
          onChange={(event) => narrow({ kind: event.currentTarget.value as Kind })}
        >
          {KINDS.map((each) => <option key={each} value={each}>{t(`search.kind.${each || "any"}`)}</option>)}
        </select>
        <label>
          <span>{t("search.tag")}</span>
          <input
            class="search-tag"
            list="search-tags"
            value={tag}
            maxLength={40}
            onFocus={() => void search.readTags()}
            onChange={(event) => narrow({ tag: event.currentTarget.value })}
          />
          <datalist id="search-tags">{search.tags.map((each) => <option key={each} value={each} />)}</datalist>
        </label>
        <label>
          <span>{t("search.from")}</span>
          <input type="date" value={from} onChange={(event) => narrow({ from: event.currentTarget.value })} />
        </label>
        <label>
          <span>{t("search.to")}</span>
          <input type="date" value={to} onChange={(event) => narrow({ to: event.currentTarget.value })} />
        </label>
      </div>
    </form>
  );
}

interface OverviewProps {
  overview: OverviewView;
  search: Search;
  open: (place: string) => void;
}

/** All that is known by a number or an address, each kind of it apart. */
function Overview({ overview, search, open }: OverviewProps) {
  const groups = GROUPS.filter((name) => overview[name].length);
  return (
    <>
      {groups.map((name) => (
        <section key={name} class="search-group">
          <h3>{t(`search.group.${name}`)}</h3>
          <ul class="search-list">
            {overview[name].map((found) => (
              <li key={found.about}>
                <Result found={found} words={search.question.words} open={open} />
              </li>
            ))}
          </ul>
        </section>
      ))}
      {!groups.length && <p class="card-word">{t("search.nothing")}</p>}
      {overview.more && <p class="card-word">{t("search.cut")}</p>}
      <Button wide onClick={() => void search.ask(true)}>{t("search.as_words")}</Button>
    </>
  );
}

interface ResultListProps {
  results: Results;
  search: Search;
  open: (place: string) => void;
}

function ResultList({ results, search, open }: ResultListProps) {
  const { items, next, refused, failed } = results;
  if (refused) {
    return <p class="card-word" role="alert">{t(`search.refused.${refused === "until" ? "until" : "q"}`)}</p>;
  }
  return (
    <>
      {items.length > 0 && (
        <ul class="search-list">
          {items.map((found, index) => (
            <li key={index}>
              <Result found={found} words={search.question.words} open={open} />
            </li>
          ))}
        </ul>
      )}
      {!items.length && !failed && !next && <p class="card-word">{t("search.nothing")}</p>}
      {failed && <p class="card-word" role="alert">{t("search.failed")}</p>}
      {(next || failed) && (
        <Button wide disabled={search.busy} onClick={() => void search.more()}>
          {t(search.busy ? "search.busy" : failed ? "lists.again" : "search.more")}
        </Button>
      )}
    </>
  );
}

interface ResultProps {
  found: Found;
  words: string;
  open: (place: string) => void;
}

/** A conversation or a message is opened; of a customer it is said how they are reached. */
function Result({ found, words, open }: ResultProps) {
  const { kind } = found;
  if (kind === "customer") {
    return (
      <div class="search-found">
        <Words found={found} words={words} />
      </div>
    );
  }
  return (
    <button type="button" class="search-found" onClick={() => open(placeFor(found))}>
      <Words found={found} words={words} />
    </button>
  );
}

const PLACES: { [kind in Kind]?: (id: string) => string } = {
  message: placeOf,
  follow_up: placeOfFollowUp,
  ticket: placeOfTicket,
};

const placeFor = ({ kind, about }: Found): string => PLACES[kind]?.(about) ?? about;

const ICONS = {
  conversation: "chat",
  customer: "card",
  message: "mail",
  follow_up: "phone",
  ticket: "ticket",
} as const;

function Words({ found, words }: { found: Found; words: string }) {
  const { kind, agent, at, lines, plan_key: plan } = found;
  return (
    <>
      <span class="search-who">
        <Icon name={ICONS[kind]} />
        <span class="unseen">{t(`search.kind.${kind}`)}</span>
        <bdi>{visitorName(found)}</bdi>
        {agent && <span class="search-agent" dir="auto">{agentName(agent)}</span>}
        <PlanMark plan={plan} />
        <time dateTime={at}>{dayAndTime(at)}</time>
      </span>
      {lines.map((line) => (
        <span key={`${line.seq} ${line.side}`} class={`search-line ${line.side}`} dir="auto">
          {marked(line.text, words).map((piece, index) =>
            piece.isFound ? <mark key={index}>{piece.text}</mark> : piece.text
          )}
        </span>
      ))}
    </>
  );
}
