/**
 * Teaches the page's dictionary what only the admin page says. The dictionary is put together when console-i18n.js is
 * first run, so this comes before everything else that the page imports.
 */
import { en } from './admin-words-en.js';
import { zh } from './admin-words-zh.js';
import { en as knownEn } from './console-words-en.js';
import { zh as knownZh } from './console-words-zh.js';

Object.assign(knownEn, en);
Object.assign(knownZh, zh);
