/** What the desk finds wrong in something larger, for the form that holds a part of it. */
import { Problem } from "../../desk/client.ts";

const dotted = (field: string): string => field.replace(/\[(\d+)\]/g, ".$1").replace(/\[\.{3}\]/g, "");

/** The same refusal, with the paths below `place` as a form of that place knows them: as those of `name`. Pure. */
export function within(place: string, problem: Problem, name = ""): Problem {
  const errors = problem.errors.map(({ field, ...rest }) => ({ ...rest, field: seenFrom(place, dotted(field), name) }));
  const { status, code, message, retryAfter, said } = problem;
  return new Problem({ status, code, detail: message, errors, retryAfter, said });
}

function seenFrom(place: string, path: string, name: string): string {
  if (path === place) return name || path;
  if (!path.startsWith(`${place}.`)) return path;
  return [name, path.slice(place.length + 1)].filter(Boolean).join(".");
}

/** Asks, and tells of what is wrong as seen from `place`. */
export async function asSeenFrom<Answer>(place: string, asking: Promise<Answer>, name = ""): Promise<Answer> {
  try {
    return await asking;
  } catch (trouble) {
    throw trouble instanceof Problem ? within(place, trouble, name) : trouble;
  }
}
