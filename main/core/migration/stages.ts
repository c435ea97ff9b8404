/** The six stages in the order they run. */
import { checkStage } from './stage-check.ts';
import { convertStage } from './stage-convert.ts';
import { importStage } from './stage-import.ts';
import { inspectStage } from './stage-inspect.ts';
import { launchStage } from './stage-launch.ts';
import type { Stage } from './stage.ts';
import { uploadStage } from './stage-upload.ts';

/** An object that is in the bucket already needs nothing done to a disk. */
const onlyWithDisks = (stage: Stage): Stage => ({
  ...stage,
  run: (context) => (context.plan.disks.length === 0 ? Promise.resolve('not-needed') : stage.run(context)),
});

export const stages: readonly Stage[] = [
  onlyWithDisks(inspectStage),
  onlyWithDisks(convertStage),
  onlyWithDisks(uploadStage),
  importStage,
  checkStage,
  launchStage,
];
