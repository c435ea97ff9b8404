/** Whether SELinux is on: a moved system may have to label all files again before it lets users sign in. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { readVariables } from '../../facts/os-release.ts';
import { type Check, mayFail, passes, seen } from '../check.ts';

export const selinux: Check<LinuxGuest> = {
  rule: 'linux.selinux',
  about: { effect: 'cannot-be-reached', item: 'Selinux', prepare: 'selinux', from: 'image-check' },
  async assess({ tree, boot: { entry } }) {
    const off = entry?.arguments.find((argument) => /^(selinux|enforcing)=0$/.test(argument));
    if (off !== undefined) return passes({ says: 'kernel-arguments', what: [off] });
    const text = await tree.text('/etc/selinux/config');
    const mode = text === undefined ? undefined : readVariables(text).get('SELINUX');
    if (mode === undefined) return 'not-applicable';
    const isOn = mode.toLowerCase() === 'enforcing';
    return (isOn ? mayFail : passes)(seen(`SELINUX=${mode}`, '/etc/selinux/config'));
  },
};
