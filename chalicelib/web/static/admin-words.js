/** Teaches the page's dictionary what only the admin page says; so this comes before everything else that the page imports. */
import { en as afterwardsEn } from './admin-words-afterwards-en.js';
import { zh as afterwardsZh } from './admin-words-afterwards-zh.js';
import { en } from './admin-words-en.js';
import { en as offlineEn } from './admin-words-offline-en.js';
import { zh as offlineZh } from './admin-words-offline-zh.js';
import { en as plansEn } from './admin-words-plans-en.js';
import { zh as plansZh } from './admin-words-plans-zh.js';
import { en as workEn } from './admin-words-work-en.js';
import { zh as workZh } from './admin-words-work-zh.js';
import { zh } from './admin-words-zh.js';
import { learnWords } from './console-i18n.js';

learnWords({
  'zh-CN': { ...zh, ...plansZh, ...offlineZh, ...afterwardsZh, ...workZh },
  en: { ...en, ...plansEn, ...offlineEn, ...afterwardsEn, ...workEn },
});
