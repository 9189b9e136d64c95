/** The look of a part that is fetched late, which comes with it. */

/** Its rules come behind those of the page. */
export function dress(css: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
