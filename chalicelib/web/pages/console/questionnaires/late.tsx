/** The questionnaire of a follow-up: fetched when one is opened that has it. */
import { Late } from "../../desk/late.ts";

const pages = new Late(() => import("./pages.ts"));

export function Questionnaire(props: { id: string }) {
  const late = pages.use();
  return late ? <late.Questionnaire {...props} /> : null;
}
