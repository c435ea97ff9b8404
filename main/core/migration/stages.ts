/** The six stages in the order they run. */
import { checkStage } from './stage-check.ts';
import { convertStage } from './stage-convert.ts';
import { importStage } from './stage-import.ts';
import { inspectStage } from './stage-inspect.ts';
import type { Stage } from './stage.ts';
import { uploadStage } from './stage-upload.ts';

/** A trial instance is not offered yet, so no plan asks for one. */
const launchStage: Stage = { name: 'launch', run: () => Promise.resolve('not-asked-for') };

export const stages: readonly Stage[] = [
  inspectStage,
  convertStage,
  uploadStage,
  importStage,
  checkStage,
  launchStage,
];
