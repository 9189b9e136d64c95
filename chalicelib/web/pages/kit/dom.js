/** Building and updating elements. Text goes in as text nodes only: data can never become markup. */

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

const STROKES = {
  bell: ['M6 9a6 6 0 0 1 12 0c0 6 2.5 7 2.5 7h-17S6 15 6 9Z', 'M10.3 20a2 2 0 0 0 3.4 0'],
  sound: ['M4 9.5v5h3.5L12 18.5v-13L7.5 9.5H4Z', 'M15.5 9a4.5 4.5 0 0 1 0 6', 'M18 6.5a8 8 0 0 1 0 11'],
  muted: ['M4 9.5v5h3.5L12 18.5v-13L7.5 9.5H4Z', 'm16 9.5 5 5', 'm21 9.5-5 5'],
  back: ['m14.5 6-6 6 6 6'],
  card: ['M12 12a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7Z', 'M5 20a7 7 0 0 1 14 0'],
  cross: ['m7 7 10 10', 'm17 7-10 10'],
  down: ['M12 5v14', 'm6.5 13.5 5.5 5.5 5.5-5.5'],
  leave: ['M14 5H6v14h8', 'M11 12h9', 'm17 9 3 3-3 3'],
  chat: ['M5 5.5h14v10H11l-4 3.5v-3.5H5v-10Z'],
  line: ['M8 7h11', 'M8 12h11', 'M8 17h11', 'M4.5 7h.01', 'M4.5 12h.01', 'M4.5 17h.01'],
  lock: ['M7 11h10v8H7Z', 'M9 11V8.5a3 3 0 0 1 6 0V11'],
  pencil: ['M5 19h3L18.5 8.5l-3-3L5 16v3Z', 'm13.5 7.5 3 3'],
  people: ['M9 11.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6Z', 'M3.5 19a5.5 5.5 0 0 1 11 0', 'M15.5 5.8a3 3 0 0 1 0 5.4', 'M17 14.2a5.5 5.5 0 0 1 3.5 4.8'],
  sliders: ['M4 7h9', 'M17 7h3', 'M15 9.5v-5', 'M4 17h3', 'M11 17h9', 'M9 19.5v-5'],
  transfer: ['M4 8h14', 'm14.5 4.5 3.5 3.5-3.5 3.5', 'M20 16H6', 'm9.5 12.5L6 16l3.5 3.5'],
  invite: ['M10 11.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6Z', 'M4 19a6 6 0 0 1 12 0', 'M19 7v6', 'M16 10h6'],
  pause: ['M8.5 6v12', 'M15.5 6v12'],
  play: ['M8 5.5v13l10-6.5Z'],
  reassign: ['M12 10.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6Z', 'M5 13v3.5h13', 'm15 13.5 3 3-3 3'],
  take_over: ['M12 4v10', 'm8 10.5 4 4 4-4', 'M5 16v3h14v-3'],
  why: ['M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16Z', 'M9.7 9.7a2.4 2.4 0 1 1 3.3 2.2c-.7.3-1 .8-1 1.6', 'M12 16.3h.01'],
  mail: ['M4 6h16v12H4Z', 'm4.5 7 7.5 6 7.5-6'],
  phone: ['M8 3.5h8v17H8Z', 'M11 17.5h2'],
  headset: ['M5 14v-2a7 7 0 0 1 14 0v2', 'M5 13.5h2.5V19H6a1 1 0 0 1-1-1Z', 'M19 13.5h-2.5V19H18a1 1 0 0 0 1-1Z', 'M18 19c0 1.5-2 2-4 2'],
  smile: ['M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16Z', 'M9 10h.01', 'M15 10h.01', 'M8.5 14a4.5 4.5 0 0 0 7 0'],
  plus: ['M12 6v12', 'M6 12h12'],
  up: ['M12 19V5', 'm6.5 10.5 5.5-5.5 5.5 5.5'],
  check: ['m5.5 12.5 4.5 4.5 8.5-10'],
};

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
