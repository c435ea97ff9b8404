/** Turns a plan and its inspected disks into what ImportImage is asked. */
import { imageCheckOffered } from '../../../contract/import-form.ts';
import type { Plan } from '../../../contract/plan.ts';
import { GiB } from '../../../contract/limits.ts';
import type { DiskReport } from '../../../contract/views.ts';
import type { ImportDisk, ImportRequest } from '../cloud/cloud.ts';
import { objectKey } from './object-key.ts';

/** DiskImageSize counts whole GiB of the virtual size, rounded up (instructions for importing images). */
export const wholeGiB = (virtualSizeBytes: number): number => Math.max(1, Math.ceil(virtualSizeBytes / GiB));

/** System disk first, as DiskDeviceMapping.1 must be. `disks` are in the plan's order. */
export function importRequest(plan: Plan, disks: readonly DiskReport[], clientToken: string): ImportRequest {
  const { bucket, format } = plan.target;
  const uploaded = plan.disks.map(({ role }, index): ImportDisk & { role: string } => ({
    role,
    bucket,
    key: objectKey(plan, index),
    format,
    sizeGiB: role === 'system' ? plan.image.systemDiskGiB : wholeGiB(disks[index]?.virtualSizeBytes ?? 0),
  }));
  const existing = (plan.existing ?? []).map(({ key, role, sizeGiB }) => ({
    role,
    bucket,
    key,
    format,
    sizeGiB: role === 'system' ? plan.image.systemDiskGiB : sizeGiB,
  }));
  const mapped = [...uploaded, ...existing];
  const inOrder = [
    ...mapped.filter(({ role }) => role === 'system'),
    ...mapped.filter(({ role }) => role === 'data'),
  ];
  return {
    // where ECS does not check, asking for it would be refused
    form: imageCheckOffered(plan.image.platform) ? plan.image : { ...plan.image, imageCheck: false },
    clientToken,
    disks: inOrder.map(({ bucket, key, format, sizeGiB }) => ({ bucket, key, format, sizeGiB })),
  };
}
