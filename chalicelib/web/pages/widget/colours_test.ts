/** A plan's colour can be told from dark paper, and what is written on it can be read. */
import { contrast, inkOn, onDark } from "./colours.ts";
import { equal } from "./panel/fakes.ts";

const PAPER = "#171b19";
const COLOURS = ["#000000", "#ffffff", "#1f6feb", "#102a43", "#171b19", "#ffd400", "#0e6b58", "#7f7f7f", "#330000"];

Deno.test("contrast is what everybody computes", () => {
  const known = [contrast("#000000", "#ffffff"), contrast("#777777", "#ffffff"), contrast("#1f6feb", "#1f6feb")];

  equal(known.map((each) => each.toFixed(2)), ["21.00", "4.48", "1.00"]);
});

for (const color of COLOURS) {
  Deno.test(`${color} is seen on dark paper, whatever is written on it`, () => {
    for (const text of ["#ffffff", "#000000", color]) {
      const [shown, written] = onDark(color, text);

      equal([contrast(shown, PAPER) >= 3, contrast(written, shown) >= 4.5], [true, true]);
    }
  });

  Deno.test(`what we write on ${color} can be read`, () => {
    equal(contrast(inkOn(color), color) >= 4.5, true);
  });
}

Deno.test("a colour that is seen as it is stays", () => {
  equal(onDark("#1f6feb", "#ffffff"), ["#1f6feb", "#ffffff"]);
});
