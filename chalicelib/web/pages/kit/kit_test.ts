/** What keys are called, and which rows a list draws. */
import { windowOf } from "./list.tsx";
import { hueOf, initials } from "./avatar.tsx";
import { isSend, named } from "./keys.ts";

const equal = (was: unknown, wanted: unknown) => {
  if (JSON.stringify(was) !== JSON.stringify(wanted)) {
    throw new Error(`${JSON.stringify(was)}, not ${JSON.stringify(wanted)}`);
  }
};

const pressed = (key: string, more: Partial<KeyboardEvent> = {}) =>
  ({ key, code: "", ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more }) as KeyboardEvent;

const key = (key: string, more: Partial<KeyboardEvent> = {}) => named(pressed(key, more));

Deno.test("a key has one name on every keyboard", () => {
  equal(key("?", { shiftKey: true }), "?");
  equal(key("Enter", { metaKey: true }), "Ctrl+Enter");
  equal(key("ArrowDown", { altKey: true }), "Alt+ArrowDown");
  equal(key("Enter", { shiftKey: true }), "Shift+Enter");
  equal(key("t", { altKey: true, code: "KeyT" }), "Alt+t");
  equal(key("†", { altKey: true, code: "KeyT" }), "Alt+t");
  equal(key("Dead", { altKey: true, code: "KeyE" }), "Alt+e");
  equal(key("T", { altKey: true }), "Alt+t");
  equal(key("T", { ctrlKey: true, shiftKey: true }), "Ctrl+Shift+t");
});

Deno.test("enter sends, unless it makes a new line or picks a word", () => {
  equal(isSend(pressed("Enter")), true);
  equal(isSend(pressed("Enter", { ctrlKey: true })), true);
  equal(isSend(pressed("Enter", { shiftKey: true })), false);
  equal(isSend(pressed("Enter", { isComposing: true })), false);
  equal(isSend(pressed("Enter", { keyCode: 229 })), false);
  equal(isSend(pressed("a")), false);
});

Deno.test("a list draws what is seen and a little more, however long it is", () => {
  equal(windowOf(10_000, 50, 0, 500), { first: 0, end: 18 });
  equal(windowOf(10_000, 50, 250_000, 500), { first: 4992, end: 5018 });
  equal(windowOf(3, 50, 9_999, 500), { first: 0, end: 3 });
  equal(windowOf(0, 50, 0, 500), { first: 0, end: 0 });
});

Deno.test("initials are of the name, in any script, and never of nothing", () => {
  const cases = {
    "陈小李": "小李",
    "林女士": "林",
    "先生": "先",
    "Ann Lee": "AL",
    "ann": "A",
    "Ann (1002)": "A1",
    "  ": "",
    "👋 Bo": "B",
    "Dr. Åsa von Berg": "DB",
  };
  for (const [name, wanted] of Object.entries(cases)) equal(initials(name), wanted);
  equal(hueOf("Ann Lee"), hueOf("Ann Lee"));
});
