/**
 * Builds all pages into a folder: `deno run build/main.ts <folder>`.
 *
 * Every `*.html` is a page. What it names under `assets/` is the source of a script, a style sheet or a drawing; in the
 * built page stands the built file's name, or the drawing itself. `manifest.json` says what was built.
 */
import { named, stem } from "./names.ts";
import { type Script, Scripts } from "./scripts.ts";
import { joined, tight } from "./styles.ts";

const ROOT = new URL("..", import.meta.url);
const LOADER = { source: "widget/loader.ts", name: "widget.js" };
/** Scripts of pages that the server makes. */
const OF_THE_SERVER = ["ticket/signing.ts"];
const ASSET = /((?:\.\.\/)*)assets\/([\w./-]+)/g;
const WORKER = /\bworker\.ts$/; // what else is named is fetched when it is needed
const ENOUGH = "words/zh/"; // of all languages one is fetched; these weigh most

/** What the server reads. */
interface Manifest {
  /** Style sheets by their source, for pages that the server makes. */
  styles: Record<string, string>;
  /** Names without their hash → the files that pages of another release may get in place of their own. */
  lasting: Record<string, string>;
  /** A page → everything that a browser fetches until it works, besides the page. */
  opening: Record<string, string[]>;
}

const read = (file: URL) => Deno.readTextFile(file);
const scripts = new Scripts(ROOT);
const files = new Map<string, string>();
const manifest: Manifest = { styles: {}, lasting: {}, opening: {} };

async function* pages(folder: URL): AsyncGenerator<URL> {
  for await (const entry of Deno.readDir(folder)) {
    if (entry.isDirectory) yield* pages(new URL(`${entry.name}/`, folder));
    else if (entry.name.endsWith(".html")) yield new URL(entry.name, folder);
  }
}

async function style(source: string): Promise<string> {
  const text = tight(await joined(new URL(source, ROOT), read));
  const name = await named(source, text);
  files.set(name, text);
  manifest.styles[source] = name;
  return name;
}

const drawn = async (source: string) =>
  `data:image/svg+xml,${encodeURIComponent((await read(new URL(source, ROOT))).trim())}`;

/** What is fetched with a script until it works: itself, its imports, one language, and the workers it starts. */
async function fetchedWith(script: Script): Promise<string[]> {
  const isWords = ([source, name]: [string, string]) => source.startsWith(ENOUGH) && script.itself.includes(name);
  const words = [...script.later].filter(isWords).map(([, name]) => name);
  const workers = await Promise.all(
    script.names.filter((source) => WORKER.test(source)).map(async (source) => (await scripts.module(source)).name),
  );
  return [script.name, ...script.atOnce, ...words, ...workers];
}

async function page(file: URL): Promise<void> {
  const text = await read(file);
  const built = new Map<string, string>();
  const opening: string[] = [];
  for (const [, up, source] of text.matchAll(ASSET)) {
    const asset = `${up}assets/`;
    if (source.endsWith(".js") || /\.tsx?$/.test(source)) {
      const script = await scripts.module(source);
      built.set(source, asset + script.name);
      opening.push(...await fetchedWith(script));
    } else if (source.endsWith(".css")) {
      const name = await style(source);
      built.set(source, asset + name);
      opening.push(name);
    } else built.set(source, await drawn(source));
  }
  const name = file.pathname.split("/").pop()!;
  files.set(name, text.replace(ASSET, (_, _up, source) => built.get(source)!));
  manifest.opening[name] = [...new Set(opening)];
}

/** Entries that others name stand alone: a page of another release may get them as they are now. */
async function keepFor(script: Script): Promise<void> {
  for (const source of script.names) {
    const part = await scripts.module(source);
    manifest.lasting[stem(source)] = part.name;
    for (const [later, name] of part.later) manifest.lasting[stem(later)] = name;
    await keepFor(part);
  }
}

async function main(folder: string): Promise<void> {
  await Deno.mkdir(folder, { recursive: true });
  const loader = await scripts.classic(LOADER.source, LOADER.name);
  await keepFor(loader);
  for (const source of OF_THE_SERVER) manifest.lasting[stem(source)] = (await scripts.module(source)).name;
  for await (const file of pages(ROOT)) await page(file);
  for (const [name, text] of [...files, ...scripts.files]) await Deno.writeTextFile(`${folder}/${name}`, text);
  await Deno.writeTextFile(`${folder}/manifest.json`, JSON.stringify(manifest, null, 1));
}

try {
  await main(Deno.args[0]);
} catch (trouble) {
  // What is wrong with a source is said by its message; where the bundler was meanwhile helps nobody.
  console.error(trouble instanceof Error ? trouble.message : trouble);
  Deno.exit(1);
}
