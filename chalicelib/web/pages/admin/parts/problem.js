/** What went wrong, in words. */
import { duration } from '../../desk/format.ts';
import { isKnown, t, tOf } from '../../desk/i18n.ts';
import { permissionName } from './rights.js';

/** The sentence for a failure as a whole. */
export function wordsOf(problem) {
  if (problem.permission) return t('problem.permission', { permission: permissionName(problem.permission) });
  return tOf('problem', problem.code, { code: problem.code, wait: duration((problem.retryAfter ?? 60) * 1000) });
}

/** The same for what was only to be read: nothing can have been stored. */
export const unreadWordsOf = (problem) => (problem.code === 'no_answer' ? t('problem.unread') : wordsOf(problem));

/** [[place, words]] of all that a refusal names: `name`, `hours.weekly.mon`, `auto_replies.1.words`. */
export function wrongPlaces(problem) {
  return problem.errors.map(({ field, message, code }) => {
    const place = field.replace(/\[(\d+)\]/g, '.$1').replace(/\[\.{3}\]/g, '');
    return [place, wordsFor(code ? [code] : kindsOf(place), message)];
  });
}

/** From the particular to the general: `offline.recipients.0.mobile` is also any recipient's mobile, and a recipient. */
function kindsOf(place) {
  const parts = place.split('.').filter((part) => !/^\d+$/.test(part));
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('.'));
}

function wordsFor(kinds, message) {
  const known = kinds.find((kind) => isKnown(`wrong.${kind}`)) ?? 'other';
  return t(`wrong.${known}`, { message });
}
