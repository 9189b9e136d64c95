/** What groups require before their agents are assigned: as a list, and one that is tried before it is set. */
import { signal } from "@preact/signals";
import type { Problem } from "../../desk/client.ts";
import { t } from "../../desk/i18n.ts";
import type { RequiredView, RequirementView, TrialView } from "../../desk/operations.ts";
import { confirmed } from "../../kit/dialogs.tsx";
import { say } from "../../kit/toasts.tsx";
import * as api from "../parts/api.ts";
import { NumberField, TicksField } from "../parts/fields.ts";
import { Form, valuesOf } from "../parts/form.ts";
import { wordsOf } from "../parts/problem.ts";
import { Reading } from "../parts/reading.ts";
import * as asking from "./asking.ts";
import type { Choices } from "./courses.ts";

export interface Row {
  groupId: string;
  name: string;
  requirement: RequirementView | null;
}

const fieldsOf = (requirement: RequirementView | null, courses: Choices) => ({
  course_ids: new TicksField({
    value: requirement?.courses.map(({ course_id: id }) => id) ?? [],
    choices: courses.map(([id]) => id),
  }),
  grace_days: new NumberField({ value: requirement?.grace_days ?? 0, required: true }),
});

export type RequirementFields = ReturnType<typeof fieldsOf>;

export class RequirementEditing {
  readonly form: Form<RequirementFields, RequiredView>;
  readonly #trial = signal<TrialView | null>(null);

  constructor(row: Row, courses: Choices, done: (answer: RequiredView) => void, leaving: AbortSignal) {
    let { requirement } = row;
    this.form = new Form<RequirementFields, RequiredView>({
      name: `requirement.${row.groupId}`,
      fields: fieldsOf(requirement, courses),
      send: async (values) => {
        const body = { ...values, version: requirement?.version ?? 0 };
        try {
          return await asking.requireCourses(row.groupId, body);
        } catch (problem) {
          if ((problem as Problem).code !== "nobody_left" || !await this.#anyway(problem as Problem, leaving)) {
            throw problem;
          }
          return await asking.requireCourses(row.groupId, { ...body, anyway: true });
        }
      },
      newest: async () => {
        requirement = await asking.readRequirement(row.groupId);
        return valuesOf(fieldsOf(requirement, courses));
      },
      done,
    });
    this.groupId = row.groupId;
  }

  readonly groupId: string;

  /** Who would be out, as it was last tried. */
  get trial(): TrialView | null {
    return this.#trial.value;
  }

  readonly look = async (): Promise<void> => {
    try {
      this.#trial.value = await asking.tryRequirement(this.groupId, valuesOf(this.form.fields));
    } catch (problem) {
      say(wordsOf(problem as Problem), { kind: "warning" });
    }
  };

  #anyway({ said }: Problem, leaving: AbortSignal): Promise<boolean> {
    return confirmed({
      title: t("training.nobody_left"),
      paragraphs: [t("training.nobody_left.about", { members: said?.members ?? "" })],
      confirm: t("training.nobody_left.anyway"),
    }, leaving);
  }
}

export class Requirements {
  readonly reading = new Reading(async () => {
    const [groups, requirements, courses] = await Promise.all([
      api.listGroups(),
      asking.listRequirements(),
      asking.listCourses(),
    ]);
    const rows = groups.map(({ group_id: groupId, name }): Row => ({
      groupId,
      name,
      requirement: requirements.find(({ group_id: id }) => id === groupId) ?? null,
    }));
    const open = courses.filter(({ published, archived }) => published && !archived);
    return { rows, courses: open.map(({ course_id: id, title }) => [id, title] as const) };
  });

  /** What it was before it is edited, also where nothing is required by now. */
  readonly newest = async (row: Row): Promise<Row> => {
    try {
      return { ...row, requirement: await asking.readRequirement(row.groupId) };
    } catch {
      return row;
    }
  };

  stored(answer: RequiredView | null): void {
    if (!answer) return;
    const { out } = answer.trial;
    say(out.length ? t("training.required.out", { out: out.length }) : t("training.required"));
    void this.reading.reload();
  }
}
