/** Components render and nothing else: whoever asks the desk is a model, and no file with markup is one. */

const PAGES = new URL("../", import.meta.url);
const ASKING =
  /^\s*(?:import|export)\s+(?!type\b)[^;]*?from\s+"[^"]*\/(?:api|asking|client|operations|transport)\.ts"/gm;
const FETCHES = /\b(?:fetch|XMLHttpRequest|sendBeacon|EventSource|WebSocket)\s*\(/;
/** Names that may be had of them, because they ask nothing. */
const HARMLESS = new Set(["base", "Problem"]);

async function* components(folder: URL): AsyncGenerator<URL> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (isDirectory) yield* components(new URL(`${name}/`, folder));
    else if (name.endsWith(".tsx")) yield new URL(name, folder);
  }
}

/** What a component has at hand by which it could ask. */
export function asks(text: string): string[] {
  const imported = [...text.matchAll(ASKING)].map(([statement]) => statement).filter((statement) => {
    const names = /\{([^}]*)\}/.exec(statement)?.[1].split(",").map((name) => name.trim()).filter(Boolean);
    return !names?.every((name) => name.startsWith("type ") || HARMLESS.has(name));
  });
  return FETCHES.test(text) ? [...imported, "fetch"] : imported;
}

Deno.test("no component has at hand what asks the desk", async () => {
  const found: string[] = [];
  for await (const file of components(PAGES)) {
    for (const way of asks(await Deno.readTextFile(file))) found.push(`${file.pathname}: ${way.trim()}`);
  }
  if (found.length) throw new Error(found.join("\n"));
});

Deno.test("each way to ask is seen, and a type or an address is none", () => {
  const ways = [
    'import * as api from "../desk/api.ts";',
    'import { base, signIn } from "./api.ts";',
    'import {\n  ask,\n} from "./asking.ts";',
    'const answer = await fetch("/v1");',
  ];
  const harmless = [
    'import type { Problem } from "./client.ts";',
    'import { base } from "./api.ts";',
    'import { type AgentView } from "./operations.ts";',
    'import { session } from "./session.ts";',
  ];
  for (const way of ways) if (asks(way).length !== 1) throw new Error(`not seen: ${way}`);
  for (const way of harmless) if (asks(way).length) throw new Error(`no way to ask: ${way}`);
});
