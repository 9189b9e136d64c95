/** The results of a course: a list that goes on, and the file. */
import type { Problem } from "../../desk/client.ts";
import type { AttemptLineView } from "../../desk/operations.ts";
import { say } from "../../kit/toasts.tsx";
import { Pages } from "../parts/pages.ts";
import { wordsOf } from "../parts/problem.ts";
import { Reading } from "../parts/reading.ts";
import * as asking from "./asking.ts";

export class ResultsOf {
  readonly reading = new Reading(asking.listCourses);

  async save(courseId: string): Promise<void> {
    try {
      await asking.saveResults(courseId);
    } catch (problem) {
      say(wordsOf(problem as Problem), { kind: "warning" });
    }
  }
}

export const attemptsOf = (courseId: string) =>
  new Reading(async () => {
    const first = await asking.listAttempts(courseId);
    return new Pages<AttemptLineView>(first, (cursor) => asking.listAttempts(courseId, cursor));
  });
