/** A plan's picture is where the desk keeps it, or anywhere by https. */
import { equal } from "./panel/fakes.ts";
import { pictureAt } from "./pictures.ts";

const BASE = "https://desk.example/prod/";

Deno.test("a picture is where the desk keeps it, or anywhere by https, and nowhere else", () => {
  equal(pictureAt("pictures/fil_1", BASE), "https://desk.example/prod/pictures/fil_1");
  equal(pictureAt("https://shop.example/a.png", BASE), "https://shop.example/a.png");
  for (const none of ["", "http://shop.example/a.png", "javascript:alert(1)", "data:image/svg+xml,x", "/pictures/x"]) {
    equal(pictureAt(none, BASE), "");
  }
});
