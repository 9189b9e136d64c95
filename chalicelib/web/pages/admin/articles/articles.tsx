/** The section of articles: which there are, and in what state. */
import { useEffect } from "preact/hooks";
import { dateOf, dayAndTime } from "../../desk/format.ts";
import { language, type Spoken, t } from "../../desk/i18n.ts";
import type { ArticleSettingsView, ArticleSummaryView } from "../../desk/operations.ts";
import { classes } from "../../kit/button.tsx";
import { dress } from "../../kit/dress.ts";
import { FormDrawer, openDrawer } from "../parts/drawer.tsx";
import { NumberInput, Tick } from "../parts/fields.tsx";
import { namesOf } from "../parts/people.ts";
import { Actions, More, RowButton, Table } from "../parts/table.tsx";
import { languageName } from "../plans/languages.ts";
import { Nothing, Section, useLeaving, useModel } from "../section.tsx";
import { reachesEverything } from "../sections.ts";
import { Button } from "../../kit/button.tsx";
import { session } from "../../desk/session.ts";
import css from "./articles.css" with { type: "text" };
import { openArticle } from "./editor.tsx";
import {
  ArticleList,
  categoryChoices,
  type Choices,
  LANGUAGES,
  readSettings,
  settingsForm,
  STATES,
  titleOf,
} from "./list.ts";

dress(css);

export const WORDS: Spoken = {
  "zh-CN": () => import("../../words/zh/admin-articles.ts"),
  en: () => import("../../words/en/admin-articles.ts"),
};

export function Content() {
  const list = useModel(() => new ArticleList());
  const leaving = useLeaving();
  useEffect(() => list.follow(), [list]);
  const open = async (id: string | null) => {
    const { data } = list.reading;
    if (data && await openArticle(id, data, leaving)) list.reading.reload();
  };
  const mayKeep = session.can("articles.publish") && reachesEverything();
  return (
    <Section
      id="articles"
      reading={list.reading}
      create={{ label: t("articles.new"), run: () => void open(null) }}
      tools={mayKeep && <Button onClick={() => void openSettings(leaving)}>{t("articles.settings")}</Button>}
    >
      {({ pages, ...choices }) => (
        <>
          <Filters list={list} {...choices} />
          {pages.items.length
            ? <List articles={pages.items} choices={choices} open={(id) => void open(id)} />
            : <Nothing>{t(list.filtered ? "articles.none.found" : "articles.none")}</Nothing>}
          <More pages={pages} />
        </>
      )}
    </Section>
  );
}

interface Choosing {
  label: string;
  value: string;
  options: ReadonlyArray<readonly [string, string]>;
  choose: (value: string) => void;
}

const Chooser = ({ label, value, options, choose }: Choosing) => (
  <label class="filter">
    <span>{label}</span>
    <select value={value} onChange={(event) => choose(event.currentTarget.value)}>
      <option value="">{t("articles.any")}</option>
      {options.map(([each, words]) => <option key={each} value={each}>{words}</option>)}
    </select>
  </label>
);

function Filters({ list, categories, plans }: { list: ArticleList } & Choices) {
  return (
    <div class="article-filters" role="search" aria-label={t("articles.filters")}>
      <label class="filter words">
        <span>{t("articles.words")}</span>
        <input
          type="search"
          value={list.words.value}
          maxLength={100}
          onInput={(event) => list.words.value = event.currentTarget.value}
        />
      </label>
      <Chooser
        label={t("articles.state")}
        value={list.state.value}
        options={STATES.map((each) => [each, t(`articles.state.${each}`)])}
        choose={(value) => list.state.value = value as typeof list.state.value}
      />
      <Chooser
        label={t("articles.category")}
        value={list.category.value}
        options={categoryChoices(categories)}
        choose={(value) => list.category.value = value}
      />
      <Chooser
        label={t("articles.plan")}
        value={list.plan.value}
        options={plans.map(({ key, name }) => [key, name])}
        choose={(value) => list.plan.value = value}
      />
      <Chooser
        label={t("articles.lacks")}
        value={list.lacks.value}
        options={LANGUAGES.map((each) => [each, languageName(each)])}
        choose={(value) => list.lacks.value = value as typeof list.lacks.value}
      />
      <label class="tick filter-tick">
        <input
          type="checkbox"
          checked={list.due.value}
          onChange={(event) => list.due.value = event.currentTarget.checked}
        />
        <span>{t("articles.due")}</span>
      </label>
    </div>
  );
}

interface ListProps {
  articles: ArticleSummaryView[];
  choices: Choices;
  open: (id: string) => void;
}

function List({ articles, choices, open }: ListProps) {
  const planName = namesOf(choices.plans, ({ key }) => key, ({ name }) => name);
  const named = language.code === "en" ? "en" : "zh";
  const categoryName = namesOf(choices.categories, ({ category_id: id }) => id, (each) => each[named]);
  const name = ({ titles }: ArticleSummaryView) => titleOf(titles) || t("articles.untitled");
  return (
    <Table
      caption={t("section.articles")}
      rows={articles}
      keyOf={({ article_id: id }) => id}
      faded={({ state }) => state === "archived"}
      columns={[
        {
          label: t("articles.title"),
          cell: (each) => <Named name={name(each)} languages={Object.keys(each.titles)} />,
        },
        { label: t("articles.state"), cell: (each) => <State {...each} /> },
        { label: t("articles.category"), cell: ({ category_id: id }) => id ? categoryName(id) : "—" },
        {
          label: t("articles.plan"),
          cell: ({ plan_keys: keys }) =>
            keys.length ? <bdi>{keys.map(planName).join(" · ")}</bdi> : t("articles.plan.all"),
        },
        { label: t("articles.author"), cell: ({ author }) => <bdi>{author.name ?? t("articles.author.desk")}</bdi> },
        { label: t("articles.changed"), cell: ({ changed_at: at }) => dayAndTime(at) },
        { label: t("articles.review_on"), cell: ({ review_on: day }) => day ? dateOf(day) : "—" },
        {
          label: t("actions"),
          cell: (each) => (
            <Actions>
              <RowButton label={t("edit")} of={name(each)} onClick={() => open(each.article_id)} />
            </Actions>
          ),
        },
      ]}
    />
  );
}

const Named = ({ name, languages }: { name: string; languages: readonly string[] }) => (
  <span class="chips">
    <span class="who-name" dir="auto">{name}</span>
    {LANGUAGES.filter((each) => languages.includes(each)).map((each) => (
      <span key={each} class="chip">{languageName(each)}</span>
    ))}
  </span>
);

/** What is worked on may be a draft while readers have an edition. */
export const State = ({ state, number }: Pick<ArticleSummaryView, "state" | "number">) => (
  <span class="chips">
    <span class={classes("chip", `article-${state}`)}>{t(`articles.state.${state}`)}</span>
    {number !== null && state !== "published" && <span class="chip">{t("articles.live", { number })}</span>}
  </span>
);

async function openSettings(leaving: AbortSignal): Promise<void> {
  const settings = await readSettings();
  await openDrawer<ArticleSettingsView>((close) => (
    <FormDrawer
      title={t("articles.settings")}
      label={t("save")}
      close={close}
      make={(done) => settingsForm(settings, done)}
    >
      {(fields) => (
        <>
          <Tick
            name="second_person"
            field={fields.second_person}
            label={t("articles.second_person")}
            hint={t("articles.second_person.hint")}
          />
          <NumberInput
            name="review_days"
            field={fields.review_days}
            label={t("articles.review_days")}
            hint={t("articles.review_days.hint")}
            unit={t("articles.days")}
            min={0}
            max={3650}
          />
        </>
      )}
    </FormDrawer>
  ), leaving);
}
