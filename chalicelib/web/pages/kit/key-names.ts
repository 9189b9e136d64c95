/** Keys as they are shown and read out. */

const SHOWN: Record<string, string> = { ArrowUp: "↑", ArrowDown: "↓", ArrowLeft: "←", ArrowRight: "→", Enter: "⏎" };

/** What is pressed together, as it stands on the keys. */
export function parts(keys: string): string[] {
  const names = keys.split(/\+(?=.)/); // the last may be a plus itself
  return names.map((key) => SHOWN[key] ?? (key.length === 1 ? key.toUpperCase() : key));
}

export const spoken = (keys: string): string => parts(keys).join(" + ");

/** For `aria-keyshortcuts`, which has names of its own. */
export const forAria = (keys: string): string | undefined => keys.replace("Ctrl+", "Control+") || undefined;
