/** Ours and Alibaba Cloud's report side by side: what agrees, what differs, and what only one of them has. */
import { expect, test } from 'vitest';
import { compareChecks } from './compare-checks.ts';
import type { Evidence } from './evidence.ts';
import type { GuestReport } from './guest.ts';
import type { CheckItem } from './images.ts';

const seen = (what: string): Evidence => ({ says: 'seen', what: [what] });
const guest: GuestReport = {
  osType: 'linux',
  architecture: 'x86_64',
  kernels: [],
  bootMode: 'BIOS',
  bootLoaders: [],
  networkCards: [],
  packages: {},
  bootDrivers: [],
  checks: [
    { rule: 'linux.fstab', severity: 'none', evidence: seen('3 lines'), item: 'Fstab' },
    { rule: 'linux.grub', severity: 'none', evidence: seen('root by UUID'), item: 'Grub' },
    { rule: 'linux.boot-menu', severity: 'strong', evidence: seen('no initramfs'), item: 'Grub' },
    { rule: 'linux.nvme', severity: 'recommended', evidence: seen('no nvme.ko'), item: 'Nvme' },
    { rule: 'linux.sshd', severity: 'none', evidence: seen('sshd starts') },
  ],
};
const item = (name: string, group: CheckItem['group'] = 'no-risk'): CheckItem => ({
  name,
  value: 'x',
  group,
  riskCode: '',
});

test('every item and every check is there once, the gravest first', () => {
  const rows = compareChecks(guest, [
    item('GUESTOS.Fstab'),
    item('Grub', 'strongly-recommended'),
    item('GUESTOS.Architecture'),
    item('GUESTOS.DesktopConfig'),
    item('nvme'),
  ]);
  expect(rows.map(({ item: name, rules, comparison }) => [name ?? rules[0], comparison])).toEqual([
    ['Grub', 'agree'],
    ['Nvme', 'differ'],
    ['Fstab', 'agree'],
    ['linux.sshd', 'no-item'],
    ['Architecture', 'agree'],
    ['DesktopConfig', 'theirs-only'],
  ]);
  // two checks of ours answer one item: the worse one counts
  expect(rows[0]).toMatchObject({ rules: ['linux.grub', 'linux.boot-menu'], ours: { group: 'strong' } });
});

test('without a report of theirs, ours stands alone; and the other way round', () => {
  expect(compareChecks(guest, undefined).map(({ comparison }) => comparison)).toContain('not-reported');
  expect(compareChecks(undefined, [item('GUESTOS.Fstab')])).toMatchObject([{ comparison: 'theirs-only' }]);
});
