/** How built files are called: after their source, and by their content. */

const encoder = new TextEncoder();
export const HASH = 10;

/** `console/main.js` → `console-main`; a file that is called like its folder has the name once. */
export function stem(source: string): string {
  const parts = source.replace(/\.\w+$/, "").split("/");
  return parts.filter((part, at) => part !== parts[at - 1]).join("-");
}

/** The name of a file with this text. */
export async function named(source: string, text: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", encoder.encode(text)));
  const hash = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("").slice(0, HASH);
  return `${stem(source)}-${hash}${source.slice(source.lastIndexOf("."))}`;
}
