/** Walking through a list by keys. */
import { equal } from "../../desk/headless.ts";
import { neighbour } from "./lists.tsx";

Deno.test("a step goes to the neighbour, and stays at the ends", () => {
  const places = ["a", "b", "c"];
  const steps = [
    neighbour(places, "a", 1),
    neighbour(places, "c", 1),
    neighbour(places, "a", -1),
    neighbour(places, null, 1),
    neighbour(places, "elsewhere", -1),
    neighbour([], "a", 1),
  ];
  equal(steps, [1, 2, 0, 0, 2, null]);
});
