/**
 * Style sheets. A constructed one needs no style element, so a page with a strict policy lets it pass. Browsers without
 * them (Safari before 16.4) get an element with the nonce of our own tag.
 */

/** Adds these rules to a shadow root or to the page, once. */
export function adopt(root: (ShadowRoot | Document) & { worn?: string[] }, css: string, nonce = ""): void {
  const worn = root.worn ||= [];
  if (worn.includes(css)) return;
  worn.push(css);
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  } catch {
    const style = document.createElement("style");
    style.nonce = nonce;
    style.textContent = css;
    (root as ShadowRoot).append(style);
  }
}
