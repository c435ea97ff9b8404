import { mkdtemp, rm, writeFile, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CheckFindings } from '../../../../contract/prepare.ts';
import { linuxItems } from '../items/linux-items.ts';
import { checkScripts } from './check-scripts.ts';
import { readResult } from './read-result.ts';
import {
  alpine,
  debianHere,
  ext4Image,
  faultyCentos,
  faultyDebian,
  plant,
  programThere,
  runProgram,
  seededFaults,
  soundDebian,
} from './test-trees.ts';

let folder = '';
let script = '';
let here: string | undefined;
let roots: Record<'sound' | 'faulty' | 'alpine' | 'centos', string>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'check-linux-'));
  script = join(folder, 'check-linux.sh');
  await writeFile(script, checkScripts['check-linux.sh']);
  roots = {
    sound: join(folder, 'sound'),
    faulty: join(folder, 'faulty'),
    alpine: join(folder, 'al pine'),
    centos: join(folder, 'centos'),
  };
  await plant(roots.sound, soundDebian);
  await plant(roots.faulty, faultyDebian);
  await plant(roots.alpine, alpine);
  await plant(roots.centos, faultyCentos);
  here = await debianHere(join(folder, 'here'));
  if (here !== undefined) await plant(here, seededFaults);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const shells: [string, string, string[]][] = [
  ['dash', 'dash', []],
  ['bash --posix', 'bash', ['--posix']],
  ['busybox sh', 'busybox', ['sh']],
];

describe.each(shells)('under %s', (name, program, first) => {
  let skip = false;
  beforeAll(async () => {
    skip = !(await programThere(program));
  });
  const look = async (...args: string[]): Promise<CheckFindings> => {
    const { code, stdout, stderr } = await runProgram(program, [...first, script, ...args]);
    expect(stderr).not.toMatch(/error|not found|syntax/i);
    expect(code).toBe(0);
    return readResult(Buffer.from(stdout));
  };
  const status = (found: CheckFindings, id: string) => found.items.find((item) => item.tick === id)?.status;
  const seen = (found: CheckFindings, id: string) =>
    found.items.find((item) => item.tick === id)?.evidence.join('\n') ?? '';

  it('finds nothing to mend in a sound Debian', async ({ skip: leave }) => {
    if (skip) leave(`${name} is not installed`);
    const found = await look('--root', roots.sound);
    expect(found.host).toMatchObject({
      osId: 'debian',
      osVersion: '12',
      kernel: '6.1.0-18-amd64',
      hostName: 'sound',
    });
    const wrong = found.items.filter((item) => item.status === 'problem' || item.status === 'warning');
    expect(wrong).toEqual([]);
    expect(status(found, 'virtio')).toBe('ok');
    expect(status(found, 'nvme')).toBe('ok');
    expect(seen(found, 'virtio')).toContain('virtio_blk initramfs');
    expect(seen(found, 'cloud-init')).toContain('22.4.2');
    expect(JSON.stringify(found)).not.toContain('notarealhash');
  });

  it('finds every fault seeded in a Debian', async ({ skip: leave }) => {
    if (skip) leave(`${name} is not installed`);
    const image = await ext4Image(join(folder, `bad-${program}.img`), '64bit,extents,project,quota');
    const found = await look('--root', roots.faulty, '--root-device', image);
    const expected = {
      dhcp: 'problem',
      'one-nic': 'problem',
      ipv6: 'problem',
      'mac-bound': 'warning',
      fstab: 'problem',
      'extra-mounts': 'warning',
      'boot-loader': 'problem',
      partitions: 'warning',
      encryption: 'warning',
      firewall: 'problem',
      ssh: 'warning',
      'root-account': 'problem',
      virtio: 'problem',
      nvme: 'warning',
      'qemu-ga': 'problem',
      'vendor-agents': 'warning',
      'cloud-init': 'warning',
      clock: 'warning',
      'ext4-features': 'problem',
    };
    for (const [id, want] of Object.entries(expected)) expect([id, status(found, id)]).toEqual([id, want]);
    expect(seen(found, 'fstab')).toContain('/etc/fstab: /dev/sda1 / ext4');
    expect(seen(found, 'one-nic')).toContain('eth0 eth1');
    expect(seen(found, 'dhcp')).toContain('iface eth0 inet static');
  });

  it('finds what is missing in an Alpine, whose folder has a blank in its name', async ({ skip: leave }) => {
    if (skip) leave(`${name} is not installed`);
    const found = await look('--root', roots.alpine);
    expect(found.host).toMatchObject({ osId: 'alpine' });
    expect(status(found, 'file-system')).toBe('problem');
    expect(status(found, 'cloud-init')).toBe('problem');
    expect(status(found, 'firewall')).toBe('problem');
    expect(status(found, 'root-account')).toBe('warning');
    expect(status(found, 'dhcp')).toBe('ok');
    expect(status(found, 'virtio')).toBe('ok');
    expect(status(found, 'ssh')).toBe('ok');
  });

  it('finds the faults of a CentOS 6', async ({ skip: leave }) => {
    if (skip) leave(`${name} is not installed`);
    const image = await ext4Image(join(folder, `warn-${program}.img`), '64bit,extents');
    const found = await look('--root', roots.centos, '--root-device', image);
    expect(found.host).toMatchObject({ osId: 'centos', osVersion: '6.5' });
    const expected = {
      selinux: 'problem',
      dhcp: 'problem',
      'one-nic': 'problem',
      ipv6: 'problem',
      'mac-bound': 'warning',
      firewall: 'problem',
      'network-manager': 'warning',
      partitions: 'warning',
      virtio: 'problem',
      kernel: 'warning',
      'qemu-ga': 'problem',
      clock: 'warning',
      'ext4-features': 'warning',
      ssh: 'ok',
    };
    for (const [id, want] of Object.entries(expected)) expect([id, status(found, id)]).toEqual([id, want]);
    expect(seen(found, 'virtio')).toMatch(/virtio_pci built-in[^]*virtio_blk missing/);
    expect(seen(found, 'selinux')).toContain('SELINUX=enforcing');
  });

  it('finds the faults seeded in the Debian that is really here', async ({ skip: leave }) => {
    if (skip) leave(`${name} is not installed`);
    if (here === undefined) leave('this is no Debian; making one (debootstrap) would need a network');
    const image = await ext4Image(join(folder, `here-${program}.img`), '64bit,extents,project,quota');
    const found = await look('--root', here ?? '', '--root-device', image);
    const about = await readFile('/etc/os-release', 'utf8');
    expect(found.host['osId']).toBe(/^ID="?([^"\n]*)/m.exec(about)?.[1]);
    for (const id of ['selinux', 'dhcp', 'one-nic', 'ipv6', 'fstab', 'virtio', 'qemu-ga', 'ext4-features'])
      expect([id, status(found, id)]).toEqual([id, 'problem']);
    expect(status(found, 'cloud-init')).not.toBe('ok');
    expect(JSON.stringify(found)).not.toContain('notarealhash');
  });

  it('looks at the running system without a complaint', async ({ skip: leave }) => {
    if (skip) leave(`${name} is not installed`);
    const found = await look();
    expect(found.host['lookedAt']).toBe('running system');
    expect(found.items.length).toBeGreaterThan(25);
  });
});

it('refuses a folder that is not there, and unknown options', async () => {
  for (const args of [['--root', join(folder, 'nowhere')], ['--root'], ['--fix']])
    expect((await runProgram('sh', [script, ...args])).code).toBe(2);
});

it('changes nothing: the tree is the same afterwards, to the byte and the time', async () => {
  const list = () => runProgram('find', [roots.centos, '-printf', '%p %s %T@ %C@ %m\n']);
  const before = await list();
  await runProgram('sh', [script, '--root', roots.centos]);
  expect((await list()).stdout).toBe(before.stdout);
  expect(checkScripts['check-linux.sh']).toContain('IT CHANGES NOTHING');
});

it('writes only to standard output and error', () => {
  const redirections = [...checkScripts['check-linux.sh'].matchAll(/[^-=0-9&]>+\s*([^\s;)&|]+)/g)];
  const targets = redirections.map((match) => match[1]).filter((to) => to !== '/dev/null' && to !== '=');
  // the usage text and the awk comparison name no file either
  expect(targets.filter((to) => to !== undefined && /^["$/]/.test(to))).toEqual([]);
  expect(checkScripts['check-linux.sh']).not.toMatch(/^\s*(rm|mv|cp|touch|mkdir|chmod|chown|mount|sed -i|tee)\b/m);
});

it('answers every item of the checklist that waits for a tick, and none that nobody asked for', async () => {
  const { stdout } = await runProgram('sh', [script, '--root', roots.sound]);
  const answered = readResult(Buffer.from(stdout)).items.map((item) => item.tick);
  const waiting = linuxItems.flatMap((item) => (item.tick === undefined ? [] : [item.tick]));
  expect([...new Set(waiting)].sort()).toEqual([...answered].sort());
});

it('is clean for shellcheck', async ({ skip }) => {
  if (!(await programThere('shellcheck'))) {
    skip('shellcheck is not installed');
  }
  const { stdout, code } = await runProgram('shellcheck', ['-s', 'sh', script]);
  expect(stdout).toBe('');
  expect(code).toBe(0);
});

it('is saved with the line ends its system wants', async () => {
  expect(await readFile(script, 'utf8')).not.toContain('\r');
  expect(checkScripts['check-windows.ps1']).not.toMatch(/[^\r]\n/);
});
