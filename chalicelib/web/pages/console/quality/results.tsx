/** The results: by agent, group, criterion and so on, over months. */
import { useEffect, useMemo } from "preact/hooks";
import { t, tOf } from "../../desk/i18n.ts";
import { LinkButton } from "../../kit/button.tsx";
import { WithWords } from "../conversations/moves.tsx";
import { useDesk } from "../desk.ts";
import { FilterSelect } from "../lists/lists.tsx";
import { WorkPage } from "../lists/work-page.tsx";
import { type By, Results } from "./results.ts";

export function ResultsPage() {
  const { session } = useDesk();
  const results = useMemo(() => new Results(session), []);
  useEffect(() => void results.read(), []);
  const { problem, page } = results;
  return (
    <WorkPage
      class="results-page"
      label={t("quality.results")}
      contentLabel={t("quality.results")}
      title={<h2>{t("quality.results")}</h2>}
      moves={
        <div class="moves">
          <WithWords
            icon="down"
            words={t("results.export")}
            move="export"
            disabled={!results.lines.length}
            onClick={results.save}
          />
        </div>
      }
      word={page || problem ? null : t("conversation.loading")}
      foot={null}
    >
      <Filters results={results} />
      {problem && (
        <p class="note error" role="alert">
          {tOf("inspection.refused", problem.code, { detail: problem.message })}{" "}
          <LinkButton onClick={() => void results.read()}>{t("again")}</LinkButton>
        </p>
      )}
      {page && <Total results={results} />}
      {page && <Table results={results} />}
    </WorkPage>
  );
}

function Filters({ results }: { results: Results }) {
  const { colleagues, agentId } = useDesk();
  useEffect(() => results.sees ? colleagues.follow() : undefined, []);
  const agents = [...colleagues.agents].sort((a, b) => a.number.localeCompare(b.number, undefined, { numeric: true }));
  const everybody = results.everywhere ? [["", t("results.everybody")] as const] : [];
  return (
    <div class="quality-filters">
      <FilterSelect
        label={t("results.by")}
        value={results.by}
        options={results.choices.map((each) => [each, t(`results.by.${each}`)])}
        onChoose={(by) => results.choose({ by: by as By })}
      />
      {results.isOfOne && results.sees && (
        <FilterSelect
          label={t("results.of")}
          value={results.of}
          options={[
            ...everybody,
            [`agent:${agentId}`, t("results.own")],
            ...colleagues.everyGroup.map((each) => [`group:${each.group_id}`, each.name] as const),
            ...agents.filter((each) => each.agent_id !== agentId).map((each) =>
              [`agent:${each.agent_id}`, `${each.name} ${each.number}`] as const
            ),
          ]}
          onChoose={(of) => results.choose({ of })}
        />
      )}
      {(["from", "to"] as const).map((name) => (
        <label key={name} class="quality-month">
          <span>{t(`results.${name}`)}</span>
          <input
            type="month"
            value={results[name]}
            onChange={(event) => results.choose({ [name]: event.currentTarget.value })}
          />
        </label>
      ))}
    </div>
  );
}

function Total({ results }: { results: Results }) {
  const total = results.page?.total;
  if (!total) return null;
  return (
    <dl class="quality-numbers">
      {(["inspected", "average", "passed", "fatal", "appealed", "changed"] as const).map((name) => (
        <div key={name}>
          <dt>{t(`results.${name}`)}</dt>
          <dd>{total[name] ?? "–"}</dd>
        </div>
      ))}
    </dl>
  );
}

function Table({ results }: { results: Results }) {
  if (!results.lines.length) return <p class="log-word">{t("results.none")}</p>;
  const [first, ...heads] = results.heads;
  return (
    <div class="quality-table" tabIndex={0} role="group" aria-label={t("quality.results")} aria-busy={results.busy}>
      <table>
        <caption class="unseen">{t("quality.results")}</caption>
        <thead>
          <tr>
            <th scope="col">{first}</th>
            {heads.map((head) => <th key={head} scope="col">{head}</th>)}
          </tr>
        </thead>
        <tbody>
          {results.lines.map((line) => {
            const [name, ...cells] = results.cellsOf(line);
            return (
              <tr key={line.key}>
                <th scope="row" dir="auto">{name}</th>
                {cells.map((cell, place) => <td key={place}>{cell ?? "–"}</td>)}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
