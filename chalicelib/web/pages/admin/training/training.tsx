/** The section of training: courses, what groups require, results. */
import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { agentName, dayAndTime } from "../../desk/format.ts";
import { type Spoken, t } from "../../desk/i18n.ts";
import type { RequiredView, TrialView } from "../../desk/operations.ts";
import { session } from "../../desk/session.ts";
import { Button } from "../../kit/button.tsx";
import { Ticks } from "../parts/choices.tsx";
import { Drawer, openDrawer } from "../parts/drawer.tsx";
import { NumberInput } from "../parts/fields.tsx";
import { FormView } from "../parts/form.tsx";
import { Actions, At, More, RowButton, Table } from "../parts/table.tsx";
import { Nothing, Shown, useLeaving, useModel } from "../section.tsx";
import { TabbedSection } from "../tabs.tsx";
import type { Choices } from "./courses.ts";
import { CourseList } from "./editor.tsx";
import { attemptsOf, CourseResults } from "./results.ts";
import { RequirementEditing, Requirements, type Row } from "./requirements.ts";

export const WORDS: Spoken = {
  "zh-CN": () => import("../../words/zh/admin-training.ts"),
  en: () => import("../../words/en/admin-training.ts"),
};

const ALL = { courses: CourseList, requirements: RequirementList, results: Results };
const NEAR = { requirements: RequirementList, results: Results };

/** Courses are for whose role reaches everybody. */
export function Content() {
  return session.agent.scope === "all"
    ? <TabbedSection id="training" contents={ALL} />
    : <TabbedSection id="training" contents={NEAR} />;
}

// --- what groups require -----------------------------------------------------------------------------------------------

function RequirementList() {
  const requirements = useModel(() => new Requirements());
  const leaving = useLeaving();
  const open = async (row: Row, courses: Choices) =>
    requirements.stored(await openRequirement(await requirements.newest(row), courses, leaving));
  return (
    <Shown reading={requirements.reading}>
      {({ rows, courses }) => (
        <>
          <p class="section-hint">{t("training.requirements.about")}</p>
          {rows.length
            ? (
              <Table
                caption={t("training.tab.requirements")}
                rows={rows}
                keyOf={({ groupId }) => groupId}
                columns={[
                  { label: t("training.group"), cell: ({ name }) => <span dir="auto">{name}</span> },
                  { label: t("training.required.courses"), cell: (row) => <span dir="auto">{required(row)}</span> },
                  {
                    label: t("training.binds"),
                    cell: ({ requirement }) => requirement?.binds_from ? <At at={requirement.binds_from} /> : "—",
                  },
                  {
                    label: t("actions"),
                    cell: (row) => (
                      <Actions>
                        <RowButton label={t("edit")} of={row.name} onClick={() => void open(row, courses)} />
                      </Actions>
                    ),
                  },
                ]}
              />
            )
            : <Nothing>{t("training.groups.none")}</Nothing>}
        </>
      )}
    </Shown>
  );
}

const required = ({ requirement }: Row): string =>
  requirement?.courses.map(({ title }) => title).join(t("comma")) || t("training.required.nothing");

const openRequirement = (row: Row, courses: Choices, leaving: AbortSignal) =>
  openDrawer<RequiredView>((close) => <RequirementDrawer {...{ row, courses, close, leaving }} />, leaving);

interface DrawerProps {
  row: Row;
  courses: Choices;
  close: (answer: RequiredView | null) => void;
  leaving: AbortSignal;
}

function RequirementDrawer({ row, courses, close, leaving }: DrawerProps) {
  const editing = useMemo(() => new RequirementEditing(row, courses, close, leaving), []);
  const { form, trial } = editing;
  return (
    <Drawer title={t("training.requirement.of", { group: row.name })} onClose={() => close(null)}>
      <FormView
        form={form}
        label={t("save")}
        onCancel={() => close(null)}
        beside={<Button disabled={form.busy} onClick={() => void editing.look()}>{t("training.try")}</Button>}
      >
        <Ticks
          name="course_ids"
          field={form.fields.course_ids}
          label={t("training.required.courses")}
          hint={t("training.required.hint")}
          options={courses}
          empty={t("training.courses.none")}
        />
        <NumberInput
          name="grace_days"
          field={form.fields.grace_days}
          label={t("training.grace")}
          hint={t("training.grace.hint")}
          unit={t("training.days")}
          min={0}
          max={365}
        />
        <div role="status">{trial && <Tried trial={trial} />}</div>
      </FormView>
    </Drawer>
  );
}

function Tried({ trial: { members, out, everybody, binds_from: at } }: { trial: TrialView }) {
  return (
    <div class={`note ${everybody ? "error" : out.length ? "warning" : "info"}`}>
      <p>
        {out.length
          ? t("training.try.out", { out: out.length, members, at: dayAndTime(at) })
          : t("training.try.none", { members })} {everybody && t("training.try.everybody")}
      </p>
      {out.length > 0 && <p dir="auto">{out.slice(0, 200).map(({ agent }) => agentName(agent)).join(t("comma"))}</p>}
    </div>
  );
}

// --- results -----------------------------------------------------------------------------------------------------------

function Results() {
  const model = useModel(() => new CourseResults());
  const chosen = useSignal("");
  return (
    <Shown reading={model.reading}>
      {(courses) => (
        <>
          <div class="tools">
            <label class="form-field">
              {t("training.course")}
              <select value={chosen.value} onChange={(event) => chosen.value = event.currentTarget.value}>
                <option value="">{t("training.choose")}</option>
                {courses.filter(({ published }) => published > 0).map(({ course_id: id, title }) => (
                  <option key={id} value={id}>{title}</option>
                ))}
              </select>
            </label>
            <span class="spring" />
            <Button icon="down" disabled={!chosen.value || model.busy} onClick={() => void model.save(chosen.value)}>
              {t("training.csv")}
            </Button>
          </div>
          {chosen.value && <Attempts key={chosen.value} courseId={chosen.value} />}
        </>
      )}
    </Shown>
  );
}

function Attempts({ courseId }: { courseId: string }) {
  const reading = useMemo(() => attemptsOf(courseId), [courseId]);
  useEffect(() => {
    void reading.reload();
    return () => reading.leave();
  }, [reading]);
  return (
    <Shown reading={reading}>
      {(pages) => (
        <>
          {pages.items.length
            ? (
              <Table
                caption={t("training.tab.results")}
                rows={pages.items}
                keyOf={({ attempt_id: id }) => id}
                columns={[
                  { label: t("training.agent"), cell: ({ agent }) => <bdi>{agentName(agent)}</bdi> },
                  { label: t("training.begun"), cell: ({ started_at: at }) => <At at={at} /> },
                  { label: t("training.outcome"), cell: ({ state }) => t(`training.state.${state}`) },
                  { label: t("training.score"), cell: ({ score }) => score ?? "—" },
                  { label: t("training.version"), cell: ({ version }) => t("training.version.of", { version }) },
                ]}
              />
            )
            : !pages.more && <Nothing>{t("training.results.none")}</Nothing>}
          <More pages={pages} />
        </>
      )}
    </Shown>
  );
}
