/** What became of courses: their attempts, a page at a time, and all of them in a file. */
import { signal } from "@preact/signals";
import type { Problem } from "../../desk/client.ts";
import type { AttemptLineView } from "../../desk/operations.ts";
import { say } from "../../kit/toasts.tsx";
import { Pages } from "../parts/pages.ts";
import { wordsOf } from "../parts/problem.ts";
import { Reading } from "../parts/reading.ts";
import * as asking from "./asking.ts";

export class CourseResults {
  readonly reading = new Reading(asking.listCourses);
  readonly #busy = signal(false);

  /** A file is on its way. */
  get busy(): boolean {
    return this.#busy.value;
  }

  /** All attempts of a course in a file. */
  async save(courseId: string): Promise<void> {
    this.#busy.value = true;
    try {
      await asking.saveResults(courseId);
    } catch (problem) {
      say(wordsOf(problem as Problem), { kind: "warning" });
    } finally {
      this.#busy.value = false;
    }
  }
}

export const attemptsOf = (courseId: string): Reading<Pages<AttemptLineView>> =>
  new Reading(async () => {
    const first = await asking.listAttempts(courseId);
    return new Pages<AttemptLineView>(first, (cursor) => asking.listAttempts(courseId, cursor));
  });
