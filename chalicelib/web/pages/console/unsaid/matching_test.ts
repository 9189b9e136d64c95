/** Words are found as the desk finds them: the same cases are asked of the desk in its own tests. */
import { Finder } from "./matching.ts";
import cases from "./cases.json" with { type: "json" };

for (const { patterns, text, hits } of cases) {
  Deno.test(`${JSON.stringify(text)} for ${JSON.stringify(patterns)}`, () => {
    const found = new Finder(patterns).find(text).map(({ start, end }) => text.slice(start, end));

    if (JSON.stringify(found) !== JSON.stringify(hits)) throw new Error(`${JSON.stringify(found)} was found`);
  });
}
