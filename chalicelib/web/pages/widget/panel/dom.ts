/** Small tools for building elements. Text only ever enters the page as text. */

const SVG = "http://www.w3.org/2000/svg";

type Attributes = Record<string, string | number | boolean | null | ((event: never) => void)>;

/** element("button", {class: "end", "aria-label": "End", onclick}, "End") */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: Array<Node | string>
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const name in attributes) {
    const value = attributes[name];
    if (typeof value === "function") Object.assign(made, { [name]: value });
    else if (value !== false && value !== null) made.setAttribute(name, value === true ? "" : value as string);
  }
  made.append(...children);
  return made;
}

/** A drawing of one path. */
export function drawing(path: string, box = 24): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  const shape = document.createElementNS(SVG, "path");
  svg.setAttribute("viewBox", `0 0 ${box} ${box}`);
  svg.setAttribute("aria-hidden", "true");
  shape.setAttribute("d", path);
  svg.append(shape);
  return svg;
}

/** Writes text only where it differs, so that a screen reader does not hear it again. */
export function setText(target: Node, text: string): void {
  if (target.textContent !== text) target.textContent = text;
}
