/** Style sheets: what they import stands in them, comments and indentation are left out. */

const IMPORT = /@import\s+["']([^"']+)["'];/g;
const COMMENT = /\/\*[^]*?\*\//g;

/** The text of a sheet (a path) with everything that it imports, in that order; each file once. */
export async function joined(
  sheet: URL,
  read: (file: URL) => Promise<string>,
  seen = new Set<string>(),
): Promise<string> {
  if (seen.has(sheet.href)) return "";
  seen.add(sheet.href);
  const text = (await read(sheet)).replace(COMMENT, "");
  const imported: string[] = [];
  for (const [, path] of text.matchAll(IMPORT)) imported.push(await joined(new URL(path, sheet), read, seen));
  return [...imported, text.replace(IMPORT, "")].join("\n");
}

/** The same rules in fewer bytes. No line is joined with another one, so nothing inside of values can change. */
export function tight(text: string): string {
  return text.replace(COMMENT, "").split("\n").map((line) => line.trim()).filter(Boolean).join("\n") + "\n";
}

/** Fewer still, for sheets of ours that stand in scripts: no space around what separates. A property may be nothing. */
export function dense(text: string): string {
  return tight(text).replace(/\s*([{},])\s*/g, "$1").replace(/;\s+/g, ";").replace(/: +(?![;}])/g, ":")
    .replace(/ +!important/g, "!important").replace(/;}/g, "}").replace(/\[([\w-]+)="([a-z]+)"\]/g, "[$1=$2]");
}
