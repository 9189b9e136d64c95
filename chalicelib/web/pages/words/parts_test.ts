/** Whatever part of a page says something has the words for it: what comes late brings its own. */
import { equal } from "../desk/headless.ts";

const PAGES = new URL("../", import.meta.url);
const IMPORTED = /(?:^import|^(?:import|export)\s(?!type\b)[^;]*?\sfrom)\s+"(\.[^"]+\.tsx?)"/gm;
const LATER = /import\("(\.[^"]+\.tsx?)"\)/g;
const SAID = /["`]([a-z_]+(?:\.[a-z_]+)+\.?)(?=["`]|\$\{)/g;

/** What it names are the desk's own names, of events too: none of it is shown. */
const CONTRACT = "desk/operations.ts";

const texts = new Map<string, string>();
const keys = new Map<string, readonly string[]>();

async function textOf(file: string): Promise<string> {
  if (!texts.has(file)) texts.set(file, await Deno.readTextFile(new URL(file, PAGES)));
  return texts.get(file)!;
}

async function named(file: string, by: RegExp): Promise<string[]> {
  const names = [...(await textOf(file)).matchAll(by)].map(([, path]) => path);
  return names.map((path) => new URL(path, new URL(file, PAGES)).href.slice(PAGES.href.length));
}

/** A file with everything that it imports, but for what is there already. */
async function together(file: string, there: ReadonlySet<string>, known = new Set<string>()): Promise<Set<string>> {
  if (known.has(file) || there.has(file) || file.startsWith("words/")) return known;
  known.add(file);
  for (const each of await named(file, IMPORTED)) await together(each, there, known);
  return known;
}

async function wordsOf(file: string): Promise<readonly string[]> {
  if (!keys.has(file)) keys.set(file, Object.keys((await import(new URL(file, PAGES).href)).words));
  return keys.get(file)!;
}

interface Part {
  files: Set<string>;
  words: Set<string>;
}

/** Every part of a page, with what can be said in it: its own words, and those of whatever fetches it. */
async function parts(main: string): Promise<Map<string, Part>> {
  const there = await together(main, new Set());
  const all = new Map<string, Part>();
  const waiting: Array<[file: string, words: Set<string>]> = [[main, new Set()]];
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const [file, given] = next;
    const files = file === main ? there : await together(file, there);
    const later = (await Promise.all([...files].map((each) => named(each, LATER)))).flat();
    const own = await Promise.all(later.filter((each) => each.startsWith("words/en/")).map(wordsOf));
    const before = all.get(file)?.words;
    const words = new Set([...given, ...own.flat()].filter((key) => !before || before.has(key)));
    if (before?.size === words.size) continue;
    all.set(file, { files, words });
    for (const each of later) if (!each.startsWith("words/")) waiting.push([each, words]);
  }
  return all;
}

for (const main of ["console/main.tsx", "admin/main.tsx"]) {
  Deno.test(`no part of ${main} says what it has no words for`, async () => {
    const all = await parts(main);
    const everything = [...new Set([...keys.values()].flat())];
    const missing: string[] = [];
    for (const [part, { files, words }] of all) {
      for (const file of [...files].filter((each) => each !== CONTRACT)) {
        for (const [, said] of (await textOf(file)).matchAll(SAID)) {
          const isIt = (key: string) => said.endsWith(".") ? key.startsWith(said) : key === said;
          if (everything.some(isIt) && ![...words].some(isIt)) missing.push(`${part}: ${file} says ${said}`);
        }
      }
    }
    equal([all.size > 10, missing], [true, []]);
  });
}

/** What every file of words that this page fetches says, by its keys. */
async function saidBy(main: string): Promise<Map<string, Map<string, string>>> {
  const fetched = [...(await parts(main)).values()].flatMap(({ files }) => [...files]);
  const later = (await Promise.all(fetched.map((each) => named(each, LATER)))).flat();
  const said = new Map<string, Map<string, string>>();
  for (const file of new Set(later.filter((each) => each.startsWith("words/")))) {
    const { words } = await import(new URL(file, PAGES).href);
    said.set(file, new Map(Object.entries(words).map(([key, text]) => [key, String(text)])));
  }
  return said;
}

for (const main of ["console/main.tsx", "admin/main.tsx"]) {
  Deno.test(`no words that ${main} fetches late change what others say under the same key`, async () => {
    const all = await saidBy(main);
    const changed: string[] = [];
    for (const language of ["en", "zh"]) {
      const before = new Map<string, string>();
      for (const [file, words] of all) {
        if (!file.startsWith(`words/${language}/`)) continue;
        for (const [key, text] of words) {
          if ((before.get(key) ?? text) !== text) changed.push(`${file}: ${key}`);
          before.set(key, text);
        }
      }
    }
    equal([all.size > 2, changed], [true, []]);
  });
}
