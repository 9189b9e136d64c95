/** The agreement is fetched when one is asked to accept it. */
import { Late } from "./late.ts";

const agreement = new Late(() => import("./agreement.tsx"));

export function AgreementDialog() {
  const late = agreement.use();
  return late ? <late.AgreementDialog /> : null;
}
