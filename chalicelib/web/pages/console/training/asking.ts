/** What one can ask of the desk about training. Every failure is thrown as a Problem. */
import { ask, insist, list } from "../../desk/asking.ts";
import * as operations from "../../desk/operations.ts";

type Query<Operation> = Operation extends { readonly types?: { query: infer Asked } } ? Asked : never;

const course = (id: string) => ({ path: { course_id: id } });
const attempt = (id: string) => ({ path: { attempt_id: id } });
const question = (id: string, questionId: string) => ({ path: { attempt_id: id, question_id: questionId } });

export const readMine = () => insist(() => ask(operations.readMyTraining, {}));
export const mineOnce = () => ask(operations.readMyTraining, {});
export const openCourses = () => list(operations.listOpenCourses, {});
export const readCourse = (id: string) => insist(() => ask(operations.readCourse, course(id)));
export const readLesson = (id: string, lessonId: string, version: number) =>
  insist(() => ask(operations.readLesson, { path: { course_id: id, lesson_id: lessonId }, query: { version } }));
export const seeLesson = (id: string, lessonId: string) =>
  insist(() => ask(operations.seeLesson, { path: { course_id: id, lesson_id: lessonId } }));
export const startAttempt = (id: string) => insist(() => ask(operations.startAttempt, course(id)));
export const readAttempt = (id: string) => insist(() => ask(operations.readAttempt, attempt(id)));
export const answer = (id: string, questionId: string, body: operations.AnswerQuestion) =>
  insist(() => ask(operations.answerQuestion, { ...question(id, questionId), body }));
export const beginTyping = (id: string, questionId: string) =>
  insist(() => ask(operations.beginTyping, question(id, questionId)));
export const endTyping = (id: string, questionId: string, body: operations.EndTyping) =>
  insist(() => ask(operations.endTyping, { ...question(id, questionId), body }));
export const submit = (id: string) => insist(() => ask(operations.submitAttempt, attempt(id)), 6);
export const judge = (id: string, judgements: operations.JudgeAttempt["judgements"], key: string) =>
  insist(() => ask(operations.judgeAttempt, { ...attempt(id), body: { judgements }, key }));
export const listAttempts = (query: Query<typeof operations.listAttempts>) =>
  insist(() => ask(operations.listAttempts, { query }));
export const readCertificate = (id: string) =>
  insist(() => ask(operations.readCertificate, { path: { certificate_id: id } }));
export const revoke = (id: string, reason: string) =>
  insist(() => ask(operations.revokeCertificate, { path: { certificate_id: id }, body: { reason } }));
export const listCertificates = (query: Query<typeof operations.listCertificates>) =>
  insist(() => ask(operations.listCertificates, { query }));
export const listOrders = (query: Query<typeof operations.listTrainingOrders>) =>
  insist(() => ask(operations.listTrainingOrders, { query }));
export const order = (body: operations.OrderTraining) => insist(() => ask(operations.orderTraining, { body }));
export const cancelOrder = (id: string, reason: string) =>
  insist(() => ask(operations.cancelTrainingOrder, { path: { order_id: id }, body: { reason } }));
export const listMembers = (query: Query<typeof operations.listTrainingOfMembers>) =>
  insist(() => ask(operations.listTrainingOfMembers, { query }));
export const grant = (id: string, body: operations.GrantTraining) =>
  insist(() => ask(operations.grantTraining, { path: { agent_id: id }, body }));
