/** Whether something is unfinished: an open conversation, an unread answer or an unsent message. */
export function isBusy(prefix: string): boolean {
  try {
    const talk = JSON.parse(localStorage.getItem(`${prefix}talk`) ?? "null");
    if (talk && (talk.state !== "closed" || talk.unread)) return true;
    return Object.keys(localStorage).some((key) => key.startsWith(`${prefix}out`));
  } catch {
    return false; // storage is blocked, or somebody else wrote there
  }
}

/** Whoever comes next at this browser finds nothing: no token, no draft, no conversation. */
export function forget(prefix: string): void {
  try {
    for (const kept of [localStorage, sessionStorage]) {
      for (const key of Object.keys(kept)) if (key.startsWith(prefix)) delete kept[key];
    }
  } catch {
    // Blocked: nothing was kept.
  }
}
