/** How many gave each score, as five small bars with their numbers: readable without colour, and said in words. */
import { t } from '../../desk/i18n.ts';

const SVG = 'http://www.w3.org/2000/svg';
const [STEP, WIDE, HIGH, ABOVE, BELOW] = [26, 16, 26, 12, 12];

function part(name, attributes, words) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (words !== undefined) element.textContent = words;
  return element;
}

/** `distribution`: how many gave 1, 2, 3, 4, 5. */
export function bars(distribution) {
  const most = Math.max(1, ...distribution);
  const said = distribution.map((count, index) => t('figures.gave', { score: index + 1, count })).join(t('comma'));
  const svg = part('svg', {
    class: 'bars', viewBox: `0 0 ${STEP * 5} ${ABOVE + HIGH + BELOW}`, width: STEP * 5, height: ABOVE + HIGH + BELOW, role: 'img', 'aria-label': said,
  });
  svg.append(part('title', {}, said));
  for (const [index, count] of distribution.entries()) {
    const high = count ? Math.max(2, Math.round((count / most) * HIGH)) : 0;
    const left = index * STEP + (STEP - WIDE) / 2;
    const top = ABOVE + HIGH - high;
    const middle = left + WIDE / 2;
    svg.append(part('rect', { x: left, y: top, width: WIDE, height: high, rx: 2, class: `bar bar-${index + 1}` }));
    if (count) svg.append(part('text', { x: middle, y: top - 3, class: 'bar-count' }, `${count}`));
    svg.append(part('text', { x: middle, y: ABOVE + HIGH + BELOW - 2, class: 'bar-score' }, `${index + 1}`));
  }
  return svg;
}
