/** The prepared lessons of the practice cloud: what each is called is said in `words/practice.*`. */
import { z } from './schema.ts';

export const practiceScenarios = ['first-migration', 'role-missing', 'lost-piece', 'slow-line', 'will-not-boot'] as const; // prettier-ignore
export const practiceScenario = z.enum(practiceScenarios);
export type PracticeScenario = z.infer<typeof practiceScenario>;
