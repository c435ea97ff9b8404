/** Whether an ext4 file system has features that Alibaba Cloud's instructions rule out. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { type Check, fails, none, passes, seen } from '../check.ts';

export const extFeatures: Check<LinuxGuest> = {
  rule: 'linux.ext-features',
  about: { effect: 'degraded', prepare: 'ext4-features', from: 'import-instructions' },
  assess({ mounts }) {
    const found: string[] = [];
    for (const { at, files } of mounts) {
      const has = (feature: string): boolean => files.features.includes(feature);
      if (files.kind === 'ext4' && has('64bit')) found.push(`${at}: 64bit`);
      if (files.kind === 'ext4' && has('project') && has('quota')) found.push(`${at}: project, quota`);
    }
    return found.length > 0 ? fails(seen(found)) : passes(none);
  },
};
