/** Hears that another page may stand here, also on a website that never loads another one. */

/** Browsers of today tell of every change of the address, `history.pushState` included; the compiler's list lacks it. */
type Telling = typeof globalThis & { navigation?: EventTarget };

/** `moved()` hears of it at once. Gives whether it hears of every change; where not, somebody has to look. */
export function hearMoves(moved: () => void, page: Telling & EventTarget = globalThis): boolean {
  page.addEventListener("popstate", moved);
  page.addEventListener("hashchange", moved);
  page.navigation?.addEventListener("navigatesuccess", moved);
  return Boolean(page.navigation);
}
