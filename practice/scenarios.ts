/** How the practice cloud's world is in each prepared lesson, as it would be written in a faults file. */
import type { PracticeScenario } from '../contract/practice.ts';

const KiB = 1_024;

export const scenarioFaults: Readonly<Record<PracticeScenario, Readonly<Record<string, unknown>>>> = {
  'first-migration': {},
  'role-missing': { world: { role: 'missing' } },
  'lost-piece': {},
  'slow-line': { world: { bytesPerSecond: 512 * KiB, latencyMs: 120, losesOnePartIn: 5 } },
  'will-not-boot': {},
};
