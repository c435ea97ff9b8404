/** Whether the files of virtio drivers can be replaced: ECS installs its own drivers, which fails when these are read-only. */
import type { WindowsGuest } from '../../facts/windows.ts';
import { type Check, fails, none, passes, seen } from '../check.ts';

const files = ['netkvm', 'balloon', 'vioser', 'viostor', 'pvpanic'].map(
  (name) => `/Windows/System32/drivers/${name}.sys`,
);

export const readOnlyDrivers: Check<WindowsGuest> = {
  rule: 'windows.read-only-drivers',
  about: { effect: 'degraded', prepare: 'win-virtio-readonly', from: 'import-instructions' },
  async assess({ tree }) {
    const locked: string[] = [];
    for (const path of files) if ((await tree.stat(path))?.attributes.includes('read-only') === true) locked.push(path);
    return locked.length > 0 ? fails(seen(locked)) : passes(none);
  },
};
