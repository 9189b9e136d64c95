/** Teaches the page's dictionary what only the admin page says; so this comes before everything else that the page imports. */
import { en } from './admin-words-en.js';
import { en as offlineEn } from './admin-words-offline-en.js';
import { zh as offlineZh } from './admin-words-offline-zh.js';
import { en as plansEn } from './admin-words-plans-en.js';
import { zh as plansZh } from './admin-words-plans-zh.js';
import { zh } from './admin-words-zh.js';
import { learnWords } from './console-i18n.js';

learnWords({ 'zh-CN': { ...zh, ...plansZh, ...offlineZh }, en: { ...en, ...plansEn, ...offlineEn } });
