/** Teaches the page's dictionary what only the admin page says; so this comes before everything else that the page imports. */
import { en as afterwardsEn } from '../words/en/admin-afterwards.js';
import { zh as afterwardsZh } from '../words/zh/admin-afterwards.js';
import { en } from '../words/en/admin.js';
import { en as offlineEn } from '../words/en/admin-offline.js';
import { zh as offlineZh } from '../words/zh/admin-offline.js';
import { en as plansEn } from '../words/en/admin-plans.js';
import { zh as plansZh } from '../words/zh/admin-plans.js';
import { en as workEn } from '../words/en/admin-work.js';
import { zh as workZh } from '../words/zh/admin-work.js';
import { zh } from '../words/zh/admin.js';
import { learnWords } from '../desk/i18n.js';

learnWords({
  'zh-CN': { ...zh, ...plansZh, ...offlineZh, ...afterwardsZh, ...workZh },
  en: { ...en, ...plansEn, ...offlineEn, ...afterwardsEn, ...workEn },
});
