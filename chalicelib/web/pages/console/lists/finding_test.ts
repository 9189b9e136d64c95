/** What is looked for is looked for beyond what is listed, but not for ever. */
import { equal } from "../../desk/headless.ts";
import { Finding, PAGES_AT_ONCE } from "./finding.ts";

function listed(changes: object = {}) {
  const list = { items: [], loaded: true, failed: false, hasMore: true, loadingMore: false, pages: 0, more: () => {} };
  list.more = () => list.pages += 1;
  return Object.assign(list, changes);
}

Deno.test("further pages are read while too few are found, until so many were", () => {
  const finding = new Finding();
  const list = listed();
  finding.goOn(list, 0);
  finding.write(" Wang ");
  for (let turn = 0; turn < 30; turn += 1) finding.goOn(list, turn % 3);
  equal([finding.wanted, list.pages, finding.reachOf(list, 2)], ["wang", PAGES_AT_ONCE, "paused"]);
  finding.again();
  finding.goOn(list, 2);
  equal([list.pages, finding.reachOf(list, 2)], [PAGES_AT_ONCE + 1, "reading"]);
});

Deno.test("only what has the words in it is shown, whatever their letters are like", () => {
  const finding = new Finding();
  const names = ["Wang Fang", "Li Na"];
  const all = finding.among(names, (name) => name);

  finding.write("FANG ");

  equal([all, finding.among(names, (name) => name)], [names, ["Wang Fang"]]);
});

Deno.test("enough found, a list at its end, one that fails or is being read: nothing is asked", () => {
  const finding = new Finding();
  finding.write("x");
  const lists = [
    listed({ hasMore: false }),
    listed({ failed: true }),
    listed({ loadingMore: true }),
    listed({ loaded: false }),
  ];
  for (const list of lists) finding.goOn(list, 0);
  const rich = listed();
  finding.goOn(rich, 20);
  equal([...lists, rich].map(({ pages }) => pages), [0, 0, 0, 0, 0]);
  equal([finding.reachOf(lists[0], 0), finding.reachOf(lists[1], 0), finding.reachOf(rich, 20)], [
    "all",
    "paused",
    "paused",
  ]);
});
