/** The middle pane: one's own file; for those who lead also a month of theirs, and what waits for a second person. */
import { useEffect, useMemo } from "preact/hooks";
import { agentName } from "../../desk/format.ts";
import { inOurLanguage, t } from "../../desk/i18n.ts";
import type { StaffKindsView, StaffMonthView } from "../../desk/operations.ts";
import { Button, LinkButton } from "../../kit/button.tsx";
import { tabId, Tabs } from "../../kit/tabs.tsx";
import { useDesk } from "../desk.ts";
import { WithWords } from "../conversations/moves.tsx";
import type { Listed } from "../lists/listed.ts";
import { WorkPage } from "../lists/work-page.tsx";
import { EntryLine } from "./entry.tsx";
import { Files } from "./files.ts";
import { money } from "./money.ts";
import { placeOfStaff, type View, viewsOf } from "./place.ts";
import { saveFile } from "./sheet.ts";
import { enterInFile } from "./writing.tsx";

const PANEL = "staff-file";

export function StaffPage({ view }: { view: View }) {
  const desk = useDesk();
  const views = viewsOf(desk.session);
  const shown = views.includes(view) ? view : "own";
  const files = useMemo(() => new Files(desk, shown), [shown]);
  useEffect(() => void files.start(), [files]);
  const enter = async () => {
    if (await enterInFile(desk)) await files.again();
  };
  return (
    <WorkPage
      label={t("staff.title")}
      contentLabel={t(`staff.view.${shown}`)}
      class="staff-page"
      title={<h2>{t("staff.title")}</h2>}
      moves={desk.session.can("staff.enter") && (
        <WithWords
          icon="plus"
          words={t("staff.new")}
          onClick={() => void enter()}
        />
      )}
      word={null}
      foot={null}
    >
      {views.length > 1 && (
        <Tabs
          tabs={views.map((name) => ({ name, label: t(`staff.view.${name}`) }))}
          chosen={shown}
          label={t("staff.title")}
          panel={PANEL}
          onChoose={(name) => desk.selection.choose(placeOfStaff(name))}
        />
      )}
      <div
        id={PANEL}
        role={views.length > 1 ? "tabpanel" : undefined}
        aria-labelledby={views.length > 1 ? tabId(PANEL, shown) : undefined}
      >
        <p class="hint">{t(`staff.about.${shown}`)}</p>
        {shown !== "waiting" && <Month files={files} />}
        {shown !== "waiting" && <Sums files={files} />}
        <Entries files={files} />
      </div>
    </WorkPage>
  );
}

/** Which month, and of whom alone. */
function Month({ files }: { files: Files }) {
  const { view, month, agent } = files;
  const chosen = files.sums.items.find(({ agent: { id } }) => id === agent);
  return (
    <div class="staff-tools">
      <label class="field">
        <span>{t(`staff.month.${view}`)}</span>
        <input
          type="month"
          required
          value={month}
          onChange={({ currentTarget: { value } }) => value && files.choose(value)}
        />
      </label>
      {agent && (
        <p class="staff-of">
          <bdi>{t("staff.of", { agent: chosen ? agentName(chosen.agent) : agent })}</bdi>{" "}
          <LinkButton onClick={() => files.choose(month, "")}>{t("staff.everybody")}</LinkButton>
        </p>
      )}
      {view === "month" && <Button small icon="down" onClick={() => void saveFile(files)}>{t("staff.csv")}</Button>}
    </div>
  );
}

function Sums({ files }: { files: Files }) {
  const { sums, kinds, view } = files;
  const some = view === "own" ? sums.items : sums.items.filter((each) => Object.keys(each.kinds).length || files.agent);
  if (view === "own") {
    const [own] = some;
    return own ? <p class="staff-sum" role="status">{sumWords(own, kinds)}</p> : <State list={sums} none="" />;
  }
  return (
    <>
      {some.length > 0 && (
        <div class="panel scrolls-across">
          <table class="staff-sums">
            <caption class="unseen">{t("staff.sums")}</caption>
            <thead>
              <tr>
                <th scope="col">{t("staff.agent")}</th>
                <th scope="col">{t("staff.sums")}</th>
              </tr>
            </thead>
            <tbody>
              {some.map((each) => (
                <tr key={each.agent.id}>
                  <th scope="row">
                    <LinkButton onClick={() => files.choose(files.month, each.agent.id!)}>
                      <bdi>{agentName(each.agent)}</bdi>
                    </LinkButton>
                  </th>
                  <td>{sumWords(each, kinds)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <State list={sums} none={some.length ? "" : "staff.sums.none"} more="staff.sums.more" />
    </>
  );
}

/** "Praise 2 (+5 points), Fine 1 (−¥50.00)": what a month comes to. */
function sumWords({ kinds: sums, points }: StaffMonthView, kinds: StaffKindsView | null): string {
  const parts = Object.entries(sums).map(([id, sum]) => {
    const name = inOurLanguage(kinds?.kinds.find(({ kind_id: each }) => each === id)?.names) ?? id;
    const sign = sum.effect === "reward" ? "+" : "−";
    const amounts = [
      ...(sum.points ? [t("staff.points", { points: `${sign}${sum.points}` })] : []),
      ...Object.entries(sum.money).map(([currency, amount]) => `${sign}${money(amount, currency)}`),
    ].join(t("staff.comma"));
    return t(amounts ? "staff.sum.of" : "staff.sum.plain", { name, count: sum.count, amounts });
  });
  if (!parts.length) return t("staff.sum.none");
  const total = t("staff.sum.points", { points: points > 0 ? `+${points}` : `${points}`.replace("-", "−") });
  return [...parts, ...(points ? [total] : [])].join(t("staff.semicolon"));
}

function Entries({ files }: { files: Files }) {
  const { entries, view } = files;
  return (
    <>
      <ul class="staff-list" aria-label={t(`staff.view.${view}`)}>
        {entries.items.map((each) => (
          <li key={each.entry_id} data-entry={each.entry_id}>
            <EntryLine files={files} entry={each} />
          </li>
        ))}
      </ul>
      <State list={entries} none={entries.items.length ? "" : `staff.none.${view}`} more="staff.more" />
    </>
  );
}

/** What is being read, could not be, is not there, or goes on. */
function State({ list, none, more }: { list: Listed<unknown>; none: string; more?: string }) {
  const { state, hasMore } = list;
  return (
    <>
      <p role="status" class="staff-state">
        {state === "loading" && t("conversation.loading")}
        {state === "there" && none && !hasMore && t(none)}
      </p>
      {state === "failed" && (
        <p class="note error" role="alert">
          {t("staff.not_read")} <Button small onClick={() => void list.again()}>{t("connection.retry")}</Button>
        </p>
      )}
      {state === "there" && hasMore && more && <Button small onClick={() => void list.more()}>{t(more)}</Button>}
    </>
  );
}
