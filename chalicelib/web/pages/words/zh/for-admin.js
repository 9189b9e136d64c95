/** Everything that the administration says, in Chinese; what it says otherwise than the console comes last. */
import { zh as afterwards } from './admin-afterwards.js';
import { zh as guide } from './admin-guide.js';
import { zh as offline } from './admin-offline.js';
import { zh as plans } from './admin-plans.js';
import { zh as replay } from './admin-replay.js';
import { zh as rights } from './admin-rights.js';
import { zh as work } from './admin-work.js';
import { zh as admin } from './admin.js';
import { zh as core } from './console.ts';
import { zh as together } from './console-together.ts';

export const words = { ...core, ...together, ...admin, ...rights, ...plans, ...offline, ...afterwards, ...replay, ...work, ...guide };
