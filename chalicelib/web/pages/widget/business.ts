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
