/** Everything that the administration says, in English; what it says otherwise than the console comes last. */
import { en as afterwards } from './admin-afterwards.js';
import { en as guide } from './admin-guide.js';
import { en as offline } from './admin-offline.js';
import { en as plans } from './admin-plans.js';
import { en as replay } from './admin-replay.js';
import { en as rights } from './admin-rights.js';
import { en as work } from './admin-work.js';
import { en as admin } from './admin.js';
import { en as core } from './console.ts';
import { en as together } from './console-together.ts';

export const words = { ...core, ...together, ...admin, ...rights, ...plans, ...offline, ...afterwards, ...replay, ...work, ...guide };
