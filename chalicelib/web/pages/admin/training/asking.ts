/** What one asks of the desk to keep courses, and what groups require. Every failure is thrown as a Problem. */
import { ask, insist, list } from "../../desk/asking.ts";
import { download } from "../../desk/csv.ts";
import { language } from "../../desk/i18n.ts";
import * as operations from "../../desk/operations.ts";

const course = (id: string) => ({ path: { course_id: id } });
const group = (id: string) => ({ path: { group_id: id } });

export const listCourses = () => list(operations.listCourses, {});
export const readCourse = (id: string) => insist(() => ask(operations.readCourseRecord, course(id)));
export const createCourse = (draft: operations.CourseDefinition, key: string) =>
  insist(() => ask(operations.createCourse, { body: { draft }, key }));
export const saveDraft = (id: string, body: operations.SaveCourseDraft) =>
  insist(() => ask(operations.saveCourseDraft, { ...course(id), body }));
export const discardDraft = (id: string) => insist(() => ask(operations.discardCourseDraft, course(id)));
export const publish = (id: string, version: number, key: string) =>
  insist(() => ask(operations.publishCourse, { ...course(id), body: { version }, key }));
export const archive = (id: string, archived: boolean) =>
  insist(() => ask(operations.archiveCourse, { ...course(id), body: { archived } }));
export const preview = (draft: operations.CourseDefinition) =>
  insist(() => ask(operations.previewCourse, { body: { draft } }));

export const listRequirements = () => list(operations.listRequirements, {});
export const readRequirement = (id: string) => insist(() => ask(operations.readRequirement, group(id)));
export const requireCourses = (id: string, body: operations.RequireCourses) =>
  insist(() => ask(operations.requireCourses, { ...group(id), body }));
export const tryRequirement = (id: string, body: operations.TryRequirement) =>
  insist(() => ask(operations.tryRequirement, { ...group(id), body }));

export const listAttempts = (about: string, cursor?: string) =>
  insist(() => ask(operations.listAttempts, { query: { view: "course" as const, about, cursor } }));

/** The titles of published articles by id; none where they cannot be had. */
export async function articleTitles(): Promise<Array<readonly [string, string]>> {
  try {
    const articles = await list(operations.listArticles, { query: { state: "published" as const } });
    return articles.map(({ article_id: id, titles }) =>
      [id, titles[language.code] ?? Object.values(titles)[0] ?? id] as const
    );
  } catch {
    return [];
  }
}

/** Saves a course's results, which the desk writes part by part. */
export async function saveResults(id: string): Promise<void> {
  const pieces: string[] = [];
  let cursor: string | undefined;
  for (;;) {
    const query = { course_id: id, language: language.code, cursor };
    const part: operations.ResultsPartView = await insist(() => ask(operations.exportTrainingResults, { query }));
    pieces.push(part.text);
    if (part.next === null) break;
    cursor = part.next;
  }
  download(`training-${id}.csv`, ...pieces);
}
