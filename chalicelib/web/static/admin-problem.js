/** What went wrong, in words. */
import { t, tOf } from './console-i18n.js';
import { permissionName } from './admin-rights.js';

/** The sentence for a failure as a whole. */
export function wordsOf(problem) {
  if (problem.permission) return t('problem.permission', { permission: permissionName(problem.permission) });
  return tOf('problem', problem.code, { code: problem.code, seconds: problem.retryAfter ?? 60 });
}

/** The same for what was only to be read: nothing can have been stored. */
export const unreadWordsOf = (problem) => (problem.code === 'no_answer' ? t('problem.unread') : wordsOf(problem));

/** {field name: words} for the fields a refusal names; `member_ids[3]` and `look.color` belong to their first part. */
export function wrongFields(problem) {
  return Object.fromEntries(problem.errors.map(({ field, message, code }) => {
    const name = field.split(/[.[]/)[0];
    return [name, tOf('wrong', code ?? name, { message })];
  }));
}
