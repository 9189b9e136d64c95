/** What is read and done of training behind the pages: one's own, a course, what leaders see to, orders, judgements. */
import { signal } from "@preact/signals";
import type { Problem } from "../../desk/client.ts";
import { t } from "../../desk/i18n.ts";
import type {
  AttemptLineView,
  CertificateView,
  CourseLineView,
  CourseView,
  JudgeAttempt,
  LessonView,
  MemberView,
  OrderTraining,
  QuizAttemptView,
  TrainingOrderView,
} from "../../desk/operations.ts";
import { now } from "../../desk/time.ts";
import { say } from "../../kit/toasts.tsx";
import type { Desk } from "../desk.ts";
import { Listed } from "../lists/listed.ts";
import { Keys } from "../request-keys.ts";
import * as asking from "./asking.ts";
import { barred } from "./barred.ts";
import { Held, wordsOf } from "./held.ts";
import { placeOfTraining } from "./place.ts";

const LEAVE_MS = 24 * 3_600_000;

export const attemptOf = (id: string): Held<QuizAttemptView> => new Held(() => asking.readAttempt(id));
export const certificateOf = (id: string): Held<CertificateView> => new Held(() => asking.readCertificate(id));
export const revoking = (id: string) => (reason: string): Promise<CertificateView> => asking.revoke(id, reason);
export const openCourses = (): Held<CourseLineView[]> => new Held(asking.openCourses);

/** What was ordered of a ticket or an inspection. */
export const ordersOf = (view: "ticket" | "inspection", about: string): Listed<TrainingOrderView> =>
  new Listed((cursor) => asking.listOrders({ view, about, cursor }));

/** Orders what is said; the same once more is the same order. */
export function orderer(): (body: Omit<OrderTraining, "client_id">) => Promise<TrainingOrderView> {
  const keys = new Keys();
  return (body) => asking.order({ ...body, client_id: keys.keyOf(body) });
}

/** Gives points; the same once more is the same judgement. */
export function judge(id: string): (judgements: JudgeAttempt["judgements"]) => Promise<QuizAttemptView> {
  const keys = new Keys();
  return (judgements) => asking.judge(id, judgements, keys.keyOf(judgements));
}

export class OwnTraining {
  readonly mine = new Held(async () => {
    const mine = await asking.readMine();
    barred.value = mine.barred;
    return mine;
  });
  readonly courses = new Held(asking.openCourses);
  readonly attempts = new Listed<AttemptLineView>((cursor) => asking.listAttempts({ view: "own", cursor }));

  readonly start = (): void => {
    void this.mine.look();
    void this.courses.look();
    void this.attempts.look();
  };
}

export class Led {
  readonly judging = new Listed<AttemptLineView>((cursor) => asking.listAttempts({ view: "judging", cursor }));
  readonly orders = new Listed<TrainingOrderView>((cursor) => asking.listOrders({ view: "open", cursor }));
  readonly members: Listed<MemberView>;
  readonly certificates: Listed<CertificateView>;
  readonly #group = signal("");

  constructor() {
    const about = () => this.#group.peek();
    this.members = new Listed((cursor) => asking.listMembers({ group_id: about(), cursor }));
    this.certificates = new Listed((cursor) => asking.listCertificates({ view: "group", about: about(), cursor }));
  }

  get group(): string {
    return this.#group.value;
  }

  readonly start = (): void => {
    void this.judging.look();
    void this.orders.look();
  };

  choose(group: string): void {
    this.#group.value = group;
    if (!group) return;
    void this.members.look();
    void this.certificates.look();
  }

  /** Takes an order back. */
  readonly cancelling = ({ order_id: id }: TrainingOrderView) => (reason: string): Promise<TrainingOrderView> =>
    asking.cancelOrder(id, reason);

  /** Lets somebody be given conversations for a day. */
  readonly granting = (agentId: string) => (reason: string) =>
    asking.grant(agentId, { until: new Date(now() + LEAVE_MS).toISOString(), reason });

  async endGrant(agentId: string): Promise<void> {
    try {
      await asking.grant(agentId, { until: null });
      await this.members.look();
    } catch (problem) {
      say(wordsOf(problem as Problem), { kind: "warning" });
    }
  }
}

export class Reading {
  readonly course: Held<CourseView>;
  readonly lesson: Held<LessonView>;
  readonly #chosen = signal("");
  readonly #busy = signal(false);

  constructor(readonly desk: Desk, readonly id: string) {
    this.course = new Held(() => asking.readCourse(id));
    this.lesson = new Held(() => asking.readLesson(id, this.#chosen.peek(), this.course.value!.version));
  }

  get chosen(): string {
    return this.#chosen.value;
  }

  get busy(): boolean {
    return this.#busy.value;
  }

  readonly start = async (): Promise<void> => {
    await this.course.look();
    const lessons = this.course.value?.lessons ?? [];
    const next = lessons.find(({ seen }) => !seen) ?? lessons[0];
    if (next) this.open(next.lesson_id);
  };

  open(lessonId: string): void {
    this.#chosen.value = lessonId;
    this.lesson.value = null;
    void this.lesson.look();
  }

  /** One has read it; the next one is opened. */
  readonly seen = async (): Promise<void> => {
    const { value: course } = this.course;
    if (!course) return;
    const at = course.lessons.findIndex(({ lesson_id: id }) => id === this.#chosen.peek());
    await this.#doing(async () => {
      await asking.seeLesson(this.id, this.#chosen.peek());
      this.course.value = await asking.readCourse(this.id);
      const next = course.lessons[at + 1];
      if (next) this.open(next.lesson_id);
      else say(t("training.lessons.done"));
    });
  };

  readonly begin = (): Promise<void> =>
    this.#doing(async () => {
      const { attempt_id: id } = await asking.startAttempt(this.id);
      this.desk.selection.choose(placeOfTraining("attempt", id), { step: true });
    });

  async #doing(act: () => Promise<void>): Promise<void> {
    this.#busy.value = true;
    try {
      await act();
    } catch (problem) {
      say(wordsOf(problem as Problem), { kind: "warning" });
    } finally {
      this.#busy.value = false;
    }
  }
}
