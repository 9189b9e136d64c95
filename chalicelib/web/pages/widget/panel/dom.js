// Small tools for building elements. Text only ever enters the page as text.

const SVG = "http://www.w3.org/2000/svg";

const SHAPES = {
  down: "m5.6 9.4 1.5-1.5 4.9 4.9 4.9-4.9 1.5 1.5-6.4 6.4Z",
  send: "M4.1 4.7c-.3-.9.6-1.7 1.5-1.3l14.7 7.1c.8.4.8 1.6 0 2L5.6 19.6c-.9.4-1.8-.4-1.5-1.3l1.8-5.5 6.8-.8-6.8-.9Z",
  smile:
    "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17Zm0 1.6a6.9 6.9 0 1 1 0 13.8 6.9 6.9 0 0 1 0-13.8ZM9.2 9a1.1 1.1 0 1 0 0 2.2 1.1 1.1 0 0 0 0-2.2Zm5.6 0a1.1 1.1 0 1 0 0 2.2 1.1 1.1 0 0 0 0-2.2Zm-6.5 4.4c.6 1.7 2 2.8 3.7 2.8s3.1-1.1 3.7-2.8Z",
  back: "M15.5 5 17 6.5 11.5 12l5.5 5.5L15.5 19l-7-7Z",
  check: "m9.5 16.2-4.2-4.2-1.8 1.8 6 6 12-12-1.8-1.8Z",
  bell: "M12 5.5a7.5 7.5 0 0 0-7.5 7.5v1.5h15V13A7.5 7.5 0 0 0 12 5.5ZM3.5 16h17v2h-17ZM10.5 3h3v1.6h-3Z",
};

/** element("button", {class: "end", "aria-label": "End", onclick}, "End") */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made[name] = value;
    else if (value !== false && value !== null) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children);
  return made;
}

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", SHAPES[name]);
  svg.append(path);
  return svg;
}

/** Writes text only where it differs, so that a screen reader does not hear it again. */
export function setText(target, text) {
  if (target.textContent !== text) target.textContent = text;
}
