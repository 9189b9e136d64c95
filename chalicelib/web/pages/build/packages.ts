/** Packages of npm: where deno keeps the version that `deno.lock` names, and which of its files a browser runs. */

// Named so that they are there when a page is bundled; what runs here of them does nothing.
import "preact";
import "preact/hooks";
import "preact/jsx-runtime";
import "@preact/signals";

interface Kept {
  exports: Record<string, { browser?: string; import?: string }>;
  dependencies?: Record<string, string>;
}

const NAME = /^(@[\w.-]+\/[\w.-]+|[\w.-]+)(\/.*)?$/;
const lock = JSON.parse(await Deno.readTextFile(new URL("../deno.lock", import.meta.url)));

/** The file that is meant by `preact/hooks` and the like; null for what is no package. */
export async function packaged(specifier: string, folder: string): Promise<string | null> {
  const [, name, below = ""] = NAME.exec(specifier) ?? [];
  const version = name && versionOf(name);
  if (!version) return null;
  const root = `${folder}/registry.npmjs.org/${name}/${version}/`;
  const { exports }: Kept = JSON.parse(await Deno.readTextFile(`${root}package.json`));
  const { browser, import: module } = exports[`.${below}`];
  return root + (browser ?? module)!.replace("./", "");
}

function versionOf(name: string): string | null {
  const key = Object.keys(lock.npm).find((each) => each.startsWith(`${name}@`));
  return key ? key.slice(name.length + 1).split("_")[0] : null;
}

/** Where deno keeps packages on this machine. */
export async function keptIn(): Promise<string> {
  const { stdout } = await new Deno.Command(Deno.execPath(), { args: ["info", "--json"] }).output();
  return JSON.parse(new TextDecoder().decode(stdout)).npmCache;
}
