/**
 * Scripts: an entry with everything that it needs becomes one file, and one more for each part that it fetches later.
 *
 * `BUILT["form/sheet.js"]` in a source is the name of the file that was built of that entry; so entries that do not share
 * modules name each other, and each of them works beside another release's. A style sheet that a script imports
 * (`with { type: "text" }`) stands in it as its text.
 */
import { type OutputChunk, rolldown } from "rolldown";
import { HASH, stem } from "./names.ts";
import { keptIn, packaged } from "./packages.ts";
import { dense, joined } from "./styles.ts";

const NAMED = /\bBUILT\["([^"]+)"\]/g;
const LANGUAGE = "es2022";

export interface Script {
  /** The file that is named by whoever uses it, and what it fetches with itself. */
  name: string;
  atOnce: string[];
  /** What it can fetch later: the source → the file. */
  later: Map<string, string>;
  /** The files that it fetches later itself; parts of it may fetch others. */
  itself: string[];
  /** Entries that it names. */
  names: string[];
}

export class Scripts {
  readonly files = new Map<string, string>();
  readonly #made = new Map<string, Promise<Script>>();
  readonly #packages = keptIn();

  /** `root`: the folder of all sources, with a slash at its end. */
  constructor(private readonly root: URL) {}

  /** The module of this source. */
  module(source: string): Promise<Script> {
    if (!this.#made.has(source)) {
      this.#made.set(source, this.#bundle(source, `${stem(source)}-[hash:${HASH}].js`, "es"));
    }
    return this.#made.get(source)!;
  }

  /** A script without modules that keeps its name: others wrote it on their pages. */
  classic(source: string, name: string): Promise<Script> {
    return this.#bundle(source, name, "iife");
  }

  async #bundle(source: string, name: string, format: "es" | "iife"): Promise<Script> {
    const names: string[] = [];
    const bundle = await rolldown({
      input: new URL(source, this.root).pathname,
      platform: "browser",
      transform: {
        target: LANGUAGE,
        jsx: { runtime: "automatic", importSource: "preact" },
        typescript: { removeClassFieldsWithoutInitializer: true }, // what is assigned first is there from then on
      },
      plugins: [
        { name: "packages", resolveId: async (source: string) => await packaged(source, await this.#packages) },
        { name: "styles", load: { filter: { id: /\.css$/ }, handler: sheet } },
        { name: "built", transform: (code: string) => this.#withNames(code, names) },
      ],
    });
    const { output } = await bundle.generate({
      format,
      minify: true,
      comments: { annotation: false }, // for other bundlers; after minifying nobody reads them
      hashCharacters: "base36",
      entryFileNames: name,
      chunkFileNames: ({ facadeModuleId }) => `${stem(this.#sourceOf(facadeModuleId))}-[hash:${HASH}].js`,
    });
    await bundle.close();
    const chunks = output.filter((file): file is OutputChunk => file.type === "chunk");
    for (const chunk of chunks) this.files.set(chunk.fileName, chunk.code);
    const entry = chunks.find((chunk) => chunk.isEntry)!;
    const later = chunks.filter((chunk) => chunk.isDynamicEntry);
    return {
      name: entry.fileName,
      atOnce: entry.imports,
      later: new Map(later.map((chunk) => [this.#sourceOf(chunk.facadeModuleId), chunk.fileName])),
      itself: entry.dynamicImports,
      names,
    };
  }

  #sourceOf(id: string | null): string {
    return id ? id.slice(this.root.pathname.length) : "shared.js";
  }

  async #withNames(code: string, names: string[]): Promise<string | null> {
    const sources = [...code.matchAll(NAMED)].map(([, source]) => source);
    if (!sources.length) return null;
    names.push(...sources);
    const built = new Map<string, string>();
    for (const source of sources) built.set(source, (await this.module(source)).name);
    return code.replace(NAMED, (_, source) => JSON.stringify(built.get(source)));
  }
}

async function sheet(id: string) {
  const text = dense(await joined(new URL(`file://${id}`), (file) => Deno.readTextFile(file)));
  return { code: `export default ${JSON.stringify(text)};`, moduleType: "js" as const };
}
