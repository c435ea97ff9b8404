/** Compares the import form with the system disk: an image described as something else does not start. */
import { Failure } from '../../../contract/failure-error.ts';
import { startsOtherwise } from '../../../contract/form-rules.ts';
import { imageForm } from '../../../contract/import-form.ts';
import type { Plan } from '../../../contract/plan.ts';
import type { DiskReport } from '../../../contract/disks.ts';
import type { InspectedDisk } from '../disk/inspect.ts';
import type { Answers } from './preflight-answers.ts';

export function holdAgainstDisk(plan: Plan, disks: readonly InspectedDisk[], answers: Answers): void {
  const system = disks[plan.disks.findIndex(({ role }) => role === 'system')]?.report;
  if (system === undefined) return;
  holdBootMode(plan, system, answers);
  holdSystem(plan, system, answers);
}

/** Only a hint where the disk can start in both ways: what starts it may be in a place we do not read. */
function holdBootMode({ image }: Plan, system: DiskReport, answers: Answers): void {
  if (system.bootMode === 'unknown' || system.bootMode === image.bootMode) return;
  const facts = { disk: system.name, found: system.bootMode, chosen: image.bootMode };
  const failure = new Failure('cloud.boot-mode-differs', facts);
  if (startsOtherwise(system, image.bootMode)) answers.stops('boot-mode', failure);
  else answers.mind('boot-mode', failure);
}

/** A 32-bit system is only a warning: it starts on 64-bit instances. */
function holdSystem({ image }: Plan, { name, guest }: DiskReport, answers: Answers): void {
  const { osType = 'unknown', architecture = 'other' } = guest ?? {};
  if (osType !== 'unknown' && osType !== image.osType)
    answers.stops('platform', new Failure('cloud.system-differs', { disk: name, found: osType, chosen: image.osType }));
  if (!architectures.has(architecture) || architecture === image.architecture) return;
  const differs = new Failure('cloud.system-differs', {
    disk: name,
    found: architecture,
    chosen: image.architecture,
  });
  if ([architecture, image.architecture].includes('arm64')) answers.stops('platform', differs);
  else answers.mind('platform', differs);
}

/** Those the form knows. */
const architectures: ReadonlySet<string> = new Set(imageForm.shape.architecture.options);
