/** The mark of a visitor, as the administration's lists of agents have it until they are laid anew. */
import { h } from '../../kit/dom.js';
import { hueOf, initials } from '../../kit/avatar.tsx';

export const avatar = ({ visitor_id: id, visitor_name: name }) =>
  h('span', { class: `avatar hue-${hueOf(id ?? '')}`, 'aria-hidden': 'true' }, initials(name ?? ''));
