/** Everything that the console says, in English. */
import { en as core } from './console.js';
import { en as followUps } from './console-followups.js';
import { en as offline } from './console-offline.js';
import { en as together } from './console-together.js';

export const words = { ...core, ...together, ...offline, ...followUps };
