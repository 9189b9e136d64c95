/** JSON values in the browser's storage. A full or forbidden storage must never stop an agent from working. */

function kept(name) {
  const fallback = new Map();
  const prefixed = (key) => `deskbell.${key}`;
  return {
    read(key, otherwise = null) {
      try {
        const text = window[name].getItem(prefixed(key));
        if (text !== null) return JSON.parse(text);
      } catch {
        // Unreadable is as good as absent; what was written in this page's life is still in memory.
      }
      return fallback.has(key) ? fallback.get(key) : otherwise;
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
  };
}

/** Lives as long as the tab: the session, drafts, what is not sent yet. */
export const tab = kept('sessionStorage');

/** Lives in the browser: preferences, what has been read. */
export const browser = kept('localStorage');
