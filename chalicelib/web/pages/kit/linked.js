/** Addresses as links that give nothing away. */
import { h } from './dom.js';
import { webAddress } from '../desk/format.ts';
import { partsOf } from '../desk/links.ts';

const link = (href, title, shown) => h('a', { href, target: '_blank', rel: 'noopener noreferrer', dir: 'ltr', title }, shown);

/** A web address as a link; anything else (javascript:, data: …) stays text. */
export function linkOrText(address, shown = address) {
  const href = webAddress(address);
  return href ? link(href, address, shown) : address;
}

/** A text with the addresses in it made into links. */
export const withLinks = (text) => partsOf(text).map((part) => typeof part === 'string' ? part : link(part.href, part.text, part.text));
