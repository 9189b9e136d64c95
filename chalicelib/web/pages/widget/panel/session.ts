/** What a tab remembers as long as it lives. Where storage is blocked, the next page begins anew. */

export function kept(mark: string): string | null {
  try {
    return sessionStorage.getItem(mark);
  } catch {
    return null;
  }
}

export const recall = (mark: string): boolean => kept(mark) !== null;

/** Nothing forgets it. */
export function remember(mark: string, text = "1"): void {
  try {
    if (text) sessionStorage.setItem(mark, text);
    else sessionStorage.removeItem(mark);
  } catch {
    // Blocked or full.
  }
}
