/** The prepared lessons of the practice cloud: what each is called is said in `words/practice.*`. */
import { chosen } from './files.ts';
import { call, nothing } from './rpc.ts';
import { z } from './schema.ts';

export const practiceScenarios = ['first-migration', 'role-missing', 'lost-piece', 'slow-line', 'will-not-boot'] as const; // prettier-ignore
export const practiceScenario = z.enum(practiceScenarios);
export type PracticeScenario = z.infer<typeof practiceScenario>;

export const practiceCalls = {
  /** The lessons of the practice cloud, and the one it is in. Their texts are in `words/practice.*`. */
  'practice.scenarios': call(nothing, z.array(z.strictObject({ id: practiceScenario, current: z.boolean() }))),
  /**
   * Empties the practice cloud, begins it anew in that lesson and makes the lesson's disk. Fails with `asked.not-now`
   * while a practice migration runs, or where the practice cloud is not our own.
   */
  'practice.start': call(z.strictObject({ scenario: practiceScenario }), z.strictObject({ disk: chosen })),
} as const;
