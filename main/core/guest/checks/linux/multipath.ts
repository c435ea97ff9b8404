/** Whether multipath takes every disk for one of many paths, also the only one that an instance has. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { type Check, mayFail, none, passes, seen } from '../check.ts';

const file = '/etc/multipath.conf';

export const multipath: Check<LinuxGuest> = {
  rule: 'linux.multipath',
  about: { effect: 'cannot-start', from: 'judgement' },
  async assess({ tree }) {
    const text = ((await tree.text(file)) ?? '').replaceAll(/[#!].*$/gm, '');
    const found = /\bfind_multipaths\s+"?(no|off|greedy)\b/.exec(text)?.[0];
    return found === undefined ? passes(none) : mayFail(seen(found, file));
  },
};
