/** Turns a plan and its inspected disks into what ImportImage is asked. */
import type { Plan } from '../../../contract/plan.ts';
import { GiB } from '../../../contract/limits.ts';
import type { DiskReport } from '../../../contract/disks.ts';
import type { ImportDisk, ImportRequest } from '../cloud/cloud.ts';
import { objectKey } from './object-key.ts';

/** DiskImageSize counts whole GiB of the virtual size, rounded up (instructions for importing images). */
export const wholeGiB = (virtualSizeBytes: number): number => Math.max(1, Math.ceil(virtualSizeBytes / GiB));

/** System disk first, as DiskDeviceMapping.1 must be. `disks` are in the plan's order. */
export function importRequest(plan: Plan, disks: readonly DiskReport[], clientToken: string): ImportRequest {
  const { bucket, format } = plan.target;
  const { systemDiskGiB } = plan.image;
  const mapped = [
    ...plan.disks.map(({ role }, index) => ({
      role,
      key: objectKey(plan, index),
      sizeGiB: wholeGiB(disks[index]?.virtualSizeBytes ?? 0),
    })),
    ...(plan.existing ?? []),
  ];
  const ofRole = (wanted: 'system' | 'data'): ImportDisk[] =>
    mapped
      .filter(({ role }) => role === wanted)
      .map(({ role, key, sizeGiB }) => ({
        bucket,
        key,
        format,
        sizeGiB: role === 'system' ? systemDiskGiB : sizeGiB,
      }));
  return {
    form: plan.image,
    clientToken,
    disks: [...ofRole('system'), ...ofRole('data')],
  };
}
