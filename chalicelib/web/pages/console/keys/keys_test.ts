/** Which keys may be chosen, what then does what, and that the sheet knows of all that keys do. */
import { equal, memory } from "../../desk/headless.ts";
import { speak } from "../../desk/i18n.ts";
import type { Kept } from "../../desk/storage.ts";
import { parts, spoken } from "../../kit/key-names.ts";
import { meantBy, register } from "../../kit/keys.ts";
import { CATALOGUE, FIXED } from "./catalogue.ts";
import { KeyChoice, ownerOf } from "./choice.ts";
import { elsewhere, hereAndNow, wordsOf } from "./listing.ts";
import { OwnKeys } from "./own.ts";

await speak({
  "zh-CN": () => import("../../words/zh/console-keys.ts"),
  en: () => import("../../words/en/console-keys.ts"),
});

const CONSOLE = new URL("../", import.meta.url);

function choosing(kept: Kept = memory()) {
  const own = new OwnKeys("agt_me", kept);
  const choice = new KeyChoice(own, (usual) => `<${usual}>`);
  const stopped: string[] = [];
  const press = (key: string, more: Partial<KeyboardEvent> = {}) =>
    choice.hear({
      key,
      code: "",
      preventDefault: () => stopped.push(key),
      stopPropagation: () => {},
      ...more,
    } as KeyboardEvent);
  return { own, choice, press, stopped };
}

const ALT = { altKey: true };

Deno.test("what is pressed next does it from then on, for this agent alone, in every tab", () => {
  const kept = memory();
  let changed = () => {};
  const other = new OwnKeys("agt_me", { ...kept, onChange: (_, call) => changed = call });
  const { own, choice, press, stopped } = choosing(kept);
  press("j", ALT);
  equal([own.of("Alt+t"), stopped], ["Alt+t", []]);
  choice.ask("Alt+t");
  press("Alt", ALT);
  press("j", { ...ALT, repeat: true });
  equal([choice.asking, own.of("Alt+t")], ["Alt+t", "Alt+t"]);
  press("J", ALT);
  changed();
  equal([choice.asking, own.of("Alt+t"), other.of("Alt+t")], [null, "Alt+j", "Alt+j"]);
  equal([new OwnKeys("agt_other", kept).of("Alt+t"), choice.news?.refused], ["Alt+t", false]);
  equal(stopped, ["Alt", "j", "J"]);
});

Deno.test("two tabs choose for two things, and neither takes the other's back", () => {
  const kept = memory();
  const [one, other] = [new OwnKeys("agt_me", kept), new OwnKeys("agt_me", kept)];
  one.choose("Alt+t", "Alt+j");
  other.choose("Alt+e", "Alt+c");
  const now = new OwnKeys("agt_me", kept);
  equal([now.of("Alt+t"), now.of("Alt+e"), now.areUsual], ["Alt+j", "Alt+c", false]);
});

Deno.test("escape leaves it as it is, backspace takes the keys away, and tab goes on", () => {
  const { own, choice, press, stopped } = choosing();
  choice.ask("Alt+t");
  press("Escape");
  equal([choice.asking, own.of("Alt+t")], [null, "Alt+t"]);
  choice.ask("Alt+t");
  press("Tab");
  press("Backspace");
  equal([choice.asking, own.of("Alt+t"), own.of("")], [null, "", ""]);
  equal(stopped, ["Escape", "Backspace"]);
});

Deno.test("what is taken, or belongs to browser or page, is refused in words, and others are awaited", () => {
  const { own, choice, press } = choosing();
  choice.ask("Alt+t");
  const refusals = [["e", ALT], ["w", { ctrlKey: true }], ["Enter", {}]] as const;
  for (const [key, more] of refusals) {
    press(key, more);
    equal([choice.asking, choice.news?.refused, own.areUsual], ["Alt+t", true, true]);
  }
  press("e", ALT);
  equal(choice.news?.text.includes("<Alt+e>"), true);
});

Deno.test("what is usual comes back, for one and for all, but never twice for two things", () => {
  const { own, choice, press } = choosing();
  choice.ask("Alt+t");
  press("j", ALT);
  choice.ask("Alt+e");
  press("t", ALT);
  choice.back("Alt+t");
  equal([own.of("Alt+t"), own.of("Alt+e"), choice.news?.refused], ["Alt+j", "Alt+t", true]);
  choice.back("Alt+e");
  choice.back("Alt+t");
  equal([own.of("Alt+t"), own.of("Alt+e"), own.areUsual], ["Alt+t", "Alt+e", true]);
  choice.ask("Alt+e");
  press("Backspace");
  choice.backAll();
  equal([own.of("Alt+e"), own.areUsual], ["Alt+e", true]);
});

Deno.test("tabs, windows, copying and moving are nobody's to choose, and the usual keys are", () => {
  const page = ["Enter", "Shift+Enter", "Ctrl+Enter", " ", "Shift+Tab", "ArrowDown", "Ctrl+ArrowLeft", "Delete"];
  const browser = ["Ctrl+t", "Ctrl+c", "Ctrl+0", "Ctrl+-", "Ctrl+Shift+n", "Ctrl+Alt+q", "F5", "Shift+F10", "Alt+F4"];
  browser.push("Alt+ArrowLeft", "Alt+ ", "Shift+Escape");
  const free = ["j", "Shift+j", "?", "Alt+ArrowDown", "Alt+Shift+t", "Alt+1", "Ctrl+k", "Ctrl+;", "F2", "F8"];
  const owners = [page, browser, free].map((each) => [...new Set(each.map(ownerOf))]);
  equal(owners, [["page"], ["browser"], [null]]);
});

Deno.test("a single letter that was chosen waits until nothing is typed", () => {
  const own = new OwnKeys("agt_me", memory({ "keys.agt_me": { "Alt+r": "r", "Alt+n": "F8", "Alt+q": "" } }));
  const run = () => {};
  const label = () => "";
  const forget = register(...["Alt+r", "Alt+n", "Alt+q"].map((keys) => ({ keys, label, run, whileTyping: true })));
  const meant = (keys: string, typing: boolean) => meantBy(keys, typing, own.of)?.keys ?? null;
  equal([meant("r", false), meant("r", true), meant("Alt+r", false)], ["Alt+r", null, null]);
  equal([meant("F8", true), meant("Alt+q", true)], ["Alt+n", null]);
  forget();
});

Deno.test("the sheet lists what is here, then what is elsewhere and may be done, each with all its keys", () => {
  const forget = register(
    { keys: "Alt+t", label: () => "Transfer", run: () => {} },
    { keys: "/", label: () => "Find", run: () => {} },
    { keys: "Alt+f", label: () => "Find", run: () => {} },
  );
  equal(hereAndNow(), [{ words: "Transfer", usual: ["Alt+t"] }, { words: "Find", usual: ["/", "Alt+f"] }]);
  const [some, all] = [elsewhere(() => false), elsewhere(() => true)].map((list) => list.flatMap(({ usual }) => usual));
  equal([some.includes("Alt+t"), some.includes("Alt+u"), all.includes("Alt+u")], [false, false, true]);
  equal([wordsOf("Alt+t"), wordsOf("Alt+u") === wordsOf("Alt+x")], ["Transfer", false]);
  forget();
});

Deno.test("keys are shown as they stand on a keyboard", () => {
  equal([parts("Alt+ArrowUp"), parts("+"), parts("Ctrl++")], [["Alt", "↑"], ["+"], ["Ctrl", "+"]]);
  equal([spoken("Alt+Shift+t"), spoken("?")], ["Alt + Shift + T", "?"]);
});

/** All keys that components name. */
async function named(folder: URL, found = new Set<string>()): Promise<Set<string>> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (isDirectory) await named(new URL(`${name}/`, folder), found);
    if (!name.endsWith(".tsx")) continue;
    const text = await Deno.readTextFile(new URL(name, folder));
    for (const [, keys] of text.matchAll(/"((?:Ctrl|Alt|Shift)\+[^"]+)"/g)) found.add(keys);
    for (const [, keys] of text.matchAll(/\bkeys: "([^"]+)"/g)) found.add(keys);
  }
  return found;
}

Deno.test("all that keys do anywhere in the console can be changed, and nothing else", async () => {
  const usual = CATALOGUE.map((each) => each.usual);
  equal([...await named(CONSOLE)].sort(), [...usual, ...FIXED].sort());
  equal(usual.length, new Set(usual).size);
});
