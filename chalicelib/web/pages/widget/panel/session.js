// What a tab remembers as long as it lives.

export function recall(mark) {
  try {
    return sessionStorage.getItem(mark) !== null;
  } catch {
    return false;
  }
}

export function remember(mark) {
  try {
    sessionStorage.setItem(mark, "1");
  } catch {
    // Storage is blocked: the next page begins anew.
  }
}
