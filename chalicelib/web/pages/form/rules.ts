/** Rules on a page of ours, whose policy lets no style element pass: without constructed sheets they join its own. */
import { adopt } from "../widget/sheets.ts";

export function addRules(page: Document, css: string): void {
  const present = page.styleSheets[0];
  if (page.adoptedStyleSheets || !present) return adopt(page, css);
  for (const rule of rulesOf(css)) present.insertRule(rule, present.cssRules.length);
}

/** A sheet as its rules, each with everything between its braces. */
export function rulesOf(css: string): string[] {
  const rules: string[] = [];
  let [depth, begin] = [0, 0];
  for (let at = 0; at < css.length; at += 1) {
    if (css[at] === "{") depth += 1;
    if (css[at] !== "}" || --depth > 0) continue;
    rules.push(css.slice(begin, at + 1).trim());
    begin = at + 1;
  }
  return rules;
}
