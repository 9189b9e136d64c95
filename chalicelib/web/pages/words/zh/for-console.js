/** Everything that the console says, in Chinese. */
import { zh as core } from './console.js';
import { zh as followUps } from './console-followups.js';
import { zh as offline } from './console-offline.js';
import { zh as together } from './console-together.js';

export const words = { ...core, ...together, ...offline, ...followUps };
