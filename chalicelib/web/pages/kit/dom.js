/** Building and updating elements. Text goes in as text nodes only: data can never become markup. */
import { STROKES } from './icons/strokes.ts';

/** h('p', {class: 'note', onclick: f}, 'text', child). False, null and undefined are left out. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...present(children));
  return element;
}

/** Puts `children` in the place of what an element had. */
export function fill(element, ...children) {
  element.replaceChildren(...present(children));
}

function present(children) {
  return children.flat(Infinity).filter((child) => child !== false && child !== null && child !== undefined);
}

const shownRows = new WeakMap();

/**
 * Makes a container show `rows` in order, touching only what differs, so that focus, selection and scrolling stay.
 * A row is {key, looks, make, fill}: `make()` gives the element once, `fill(element)` runs when `looks` changes.
 */
export function showRows(container, rows) {
  const shown = shownRows.get(container) ?? new Map();
  const kept = new Map();
  let place = container.firstChild;
  for (const row of rows) {
    const known = shown.get(row.key) ?? { element: row.make(), looks: undefined };
    if (known.looks !== row.looks) {
      row.fill(known.element);
      known.looks = row.looks;
    }
    kept.set(row.key, known);
    if (known.element === place) place = place.nextSibling;
    else container.insertBefore(known.element, place);
  }
  for (const [key, { element }] of shown) if (!kept.has(key)) element.remove();
  shownRows.set(container, kept);
}

const SVG = 'http://www.w3.org/2000/svg';

/** A decorative line icon; what it means must be said by the text or label beside it. */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  for (const stroke of STROKES[name]) {
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('d', stroke);
    svg.append(path);
  }
  return svg;
}
