/** English of the practice scenarios: what each is called, what one meets in it, and what to try. */
import type { PracticeScenario } from '../../contract/practice.ts';

export interface ScenarioText {
  readonly title: string;
  /** What happens in it. */
  readonly meets: string;
  readonly tasks: readonly string[];
}

export const practiceScenarios: Record<PracticeScenario, ScenarioText> = {
  'first-migration': {
    title: 'First migration',
    meets: 'A small Linux server becomes an image. Nothing goes wrong.',
    tasks: [
      'Look at what the program found out about the disk.',
      'Fill in the target and let it be checked.',
      'Start, and follow the stages to the result.',
      'Save the report and find the proof in it.',
    ],
  },
  'role-missing': {
    title: 'The import role is missing',
    meets: 'The account was never used for an import: ECS may not read the bucket.',
    tasks: [
      'Run the check in the step Target, and find the line about the role.',
      'Have the role created, or create it as the text says.',
      'Check again and migrate.',
    ],
  },
  'lost-piece': {
    title: 'A split disk with a lost piece',
    meets: 'VMware kept the disk in several files, and one was not copied along.',
    tasks: [
      'Read which file is missing.',
      'Find it in the folder “left-behind” beside the disk, and move it to the others.',
      'Inspect again: the set is whole.',
    ],
  },
  'slow-line': {
    title: 'A slow line and a power cut',
    meets: 'The line is slow and loses parts, and then the power goes: you are the power cut.',
    tasks: [
      'Start the migration and wait until some parts are uploaded.',
      'End the program the hard way: in the task manager, or with kill -9.',
      'Start it again and choose Go on: only what was on its way is sent once more.',
    ],
  },
  'will-not-boot': {
    title: 'An image that will not boot',
    meets: 'The disk has partitions, but no code to start from. The import accepts it; no instance will start.',
    tasks: [
      'Look for findings about starting before anything is sent.',
      'Migrate all the same, and read the image check in the result.',
      'Say what has to be done on the source server.',
    ],
  },
};
