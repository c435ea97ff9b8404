/** Whether the root is on a file system that Alibaba Cloud names as supported. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { type Check, fails, passes, seen } from '../check.ts';

const supported: readonly string[] = ['xfs', 'ext3', 'ext4'];

export const rootFileSystem: Check<LinuxGuest> = {
  rule: 'linux.file-system',
  about: { effect: 'degraded', prepare: 'file-system', from: 'import-instructions' },
  assess({ root: { files, volume } }) {
    const what = seen(files.kind, volume.name);
    return supported.includes(files.kind) ? passes(what) : fails(what);
  },
};
