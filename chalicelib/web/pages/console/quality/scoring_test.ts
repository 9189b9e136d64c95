/** What a sheet comes to in the page is what it comes to at the desk. */
import { equal } from "../../desk/headless.ts";
import type { QualityDefinitionShown } from "../../desk/operations.ts";
import { missingIn, totalOf } from "./scoring.ts";

const criterion = (key: string, points: number, weight: number) => ({ key, names: {}, points, weight, hints: {} });
const SHEET: QualityDefinitionShown = {
  names: {},
  sections: [{ key: "s", names: {}, criteria: [criterion("a", 10, 30), criterion("b", 5, 10)] }],
  fatal: [{ key: "zero", names: {}, effect: "zero" }, { key: "fail", names: {}, effect: "fail" }],
  pass_mark: 80,
};

Deno.test("points count by their weight, and what does not apply is left out", () => {
  equal(totalOf(SHEET, { a: 7, b: 5 }, []), 77.5);
  equal(totalOf(SHEET, { a: 7, b: null }, []), 70);
  equal(totalOf(SHEET, { a: null }, []), null);
  equal(totalOf(SHEET, {}, []), null);
});

Deno.test("a fatal error makes nothing of it, or leaves the points as they are", () => {
  equal(totalOf(SHEET, { a: 10, b: 5 }, ["zero", "fail"]), 0);
  equal(totalOf(SHEET, { a: 10, b: 5 }, ["fail"]), 100);
});

Deno.test("what has no word yet is missing", () => {
  equal(missingIn(SHEET, { a: null }), ["b"]);
  equal(missingIn(SHEET, { a: 0, b: 1 }), []);
});
