/** What is drawn is kept as the desk takes it. */
import { LONGEST, Strokes } from "./strokes.ts";

function equal(was: unknown, wanted: unknown): void {
  if (was !== wanted) throw new Error(`${was}, not ${wanted}`);
}

Deno.test("strokes go from point to point on the sheet, and what is near tells nothing", () => {
  const strokes = new Strokes();

  strokes.go(5, 5); // the pen is up
  strokes.begin(10.4, 20);
  strokes.go(11, 20);
  strokes.go(20, -4);
  strokes.end();
  strokes.go(50, 50);
  strokes.begin(400, 50);

  equal(strokes.path, "M10 20 10 20 20 0M300 50 300 50");
  strokes.clear();
  equal(strokes.path, "");
});

Deno.test("what would be too long is not drawn on", () => {
  const strokes = new Strokes();

  strokes.begin(0, 0);
  for (let at = 0; at < 10_000; at += 1) strokes.go(at % 2 ? 0 : 300, 50);

  equal(strokes.path.length <= LONGEST && strokes.path.length > LONGEST - 10, true);
});
