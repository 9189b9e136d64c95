import "../../build/as_in_a_browser.ts";
import { equal } from "../../desk/headless.ts";
import { placeOfTraining, trainingOf } from "./place.ts";

Deno.test("every place of training leads back to what it is of", () => {
  const places = [["own", ""], ["lead", ""], ["course", "crs_1"], ["attempt", "att_1"], [
    "certificate",
    "crt_1",
  ]] as const;

  const back = places.map(([view, id]) => trainingOf(placeOfTraining(view, id)));

  equal(back, places.map(([view, id]) => ({ view, id })));
});

Deno.test("no other place is one of training", () => {
  const others = [null, "staff-file", "training/course", "training/other/crs_1", "training/course/crs_1/more"];

  equal(others.map(trainingOf), others.map(() => null));
});
