/** JSON values in the browser's storage. A full or forbidden storage must never stop an agent from working. */

export interface Kept {
  read<Value>(key: string): Value | null;
  read<Value>(key: string, otherwise: Value): Value;
  write(key: string, value: unknown): void;
  remove(key: string): void;
  /** Calls back whenever another tab of this browser changed the value, or may have while the page slept. */
  onChange(key: string, changed: () => void): void;
}

const prefixed = (key: string): string => `deskbell.${key}`;

function kept(name: "sessionStorage" | "localStorage"): Kept {
  const fallback = new Map<string, unknown>();
  return {
    read<Value>(key: string, otherwise: Value | null = null): Value {
      try {
        const text = window[name].getItem(prefixed(key));
        if (text !== null) return JSON.parse(text);
      } catch {
        // Unreadable is as good as absent; what was written in this page's life is still in memory.
      }
      return (fallback.has(key) ? fallback.get(key) : otherwise) as Value;
    },
    write(key, value) {
      fallback.set(key, value);
      try {
        window[name].setItem(prefixed(key), JSON.stringify(value));
      } catch {
        // Kept in memory, for this page's life.
      }
    },
    remove(key) {
      fallback.delete(key);
      try {
        window[name].removeItem(prefixed(key));
      } catch {
        // Nothing was stored there in the first place.
      }
    },
    onChange(key, changed) {
      window.addEventListener("storage", (event) => {
        if (event.key !== null && event.key !== prefixed(key)) return;
        fallback.delete(key);
        changed();
      });
      window.addEventListener("pageshow", ({ persisted }) => persisted && changed());
    },
  };
}

/** Lives as long as the tab: the session, drafts, what is not sent yet. */
export const tab = kept("sessionStorage");

/** Lives in the browser: preferences, what has been read. */
export const browser = kept("localStorage");
