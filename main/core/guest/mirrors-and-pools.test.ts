/** Mirrors of Linux software RAID, and thin, mirrored and snapshotted volumes of LVM, as a kernel writes them. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { kernelDisks, makePartitioned, partitionAt } from '../../../build/test-guests/kernel-disks.ts';
import { makeExt } from '../../../build/test-guests/linux.ts';
import { machineMs, testMachine } from '../../../build/test-guests/machine.ts';
import { goodLinux, rootUuid } from '../../../build/test-guests/servers.ts';
import { toldOf } from '../../../build/test-guests/told.ts';
import { readTree, treeDifferences, treeOf, writeTree } from '../../../build/test-guests/tree.ts';
import { cachedSource } from './cached-source.ts';
import { fileSource } from './file-source.ts';
import { inspectGuests } from './inspect-guests.ts';
import { openFileSystem } from './open-file-system.ts';
import { findVolumes } from './volumes.ts';

const MiB = 2 ** 20;
const never = new AbortController().signal;
const server = treeOf(goodLinux);
const versions = ['1.2', '1.1', '1.0', '0.90'] as const;
const halfBytes = 32 * MiB;
const fill = (device: string): string =>
  `/programs/mke2fs -q -F -t ext4 -U ${rootUuid} -E root_owner=0:0 ${device}; mount ${device} /mnt; cp -a server/. /mnt; umount /mnt`;
// no udev runs in the machine
const lvm = `lvm() { command=$1; shift; /programs/lvm $command --config 'activation { udev_sync=0 udev_rules=0 monitoring=0 } devices { use_devicesfile=0 } global { thin_check_executable="" thin_dump_executable="" thin_repair_executable="" }' "$@"; }`;
const recipe = [
  ...versions.map(
    (version, n) =>
      `mdadm --create /dev/md${n} --metadata=${version} --level=1 --raid-devices=2 --run --assume-clean /disks/md${n}-a-1 /disks/md${n}-b-1; ${fill(`/dev/md${n}`)}; mdadm --stop /dev/md${n}`,
  ),
  lvm,
  // LVM knows devices by the names in /dev only
  'one=$(readlink -f /disks/lvm-1); other=$(readlink -f /disks/other-1)',
  'lvm pvcreate $one $other; lvm vgcreate group $one $other',
  'lvm lvcreate -y -T -L 40M -V 36M -n thin group/pool $one',
  'lvm lvcreate -y --type raid1 -m 1 -L 20M -n mirrored group',
  'lvm lvcreate -y -L 20M -n origin group $one',
  ...['thin', 'mirrored', 'origin'].map((name) => fill(`/dev/mapper/group-${name}`)),
  'lvm lvcreate -y -s -L 8M -n copy group/origin; lvm lvcreate -y -s -n later group/thin',
  // changed behind the snapshot
  'mount /dev/mapper/group-origin /mnt; echo later > /mnt/etc/later; umount /mnt',
  'mount /dev/mapper/group-thin /mnt; echo later > /mnt/etc/later; umount /mnt; lvm vgchange -an group',
].join('\n');

const machine = await testMachine();
let folder = '';
let disks: Record<string, string> = {};
beforeAll(async () => {
  if (typeof machine === 'string') return;
  folder = await mkdtemp(join(tmpdir(), 'mirrors-'));
  const halves = versions.flatMap((_, n) => [`md${n}-a`, `md${n}-b`]);
  disks = await kernelDisks(machine, {
    name: 'mirrors-and-pools',
    disks: {
      ...Object.fromEntries(halves.map((name) => [name, halfBytes])),
      lvm: 160 * MiB,
      other: 64 * MiB,
    },
    trees: { server },
    recipe,
  });
}, 2 * machineMs);
afterAll(() => rm(folder, { recursive: true, force: true }));

describe.skipIf(typeof machine === 'string')('read as they are', () => {
  test.each(versions)('a mirror of version %s, from one half or from both', async (version) => {
    const plain = await makePartitioned(join(folder, `${version}.raw`), halfBytes);
    await writeTree(server, join(folder, version));
    await makeExt('ext4', {
      disk: plain,
      offset: partitionAt,
      sizeBytes: halfBytes - partitionAt,
      uuid: rootUuid,
      folder: join(folder, version),
    });
    const half = (which: string): string => disks[`md${versions.indexOf(version)}-${which}`] ?? '';
    const wanted = await toldOf(plain);
    const found = await toldOf(half('b'));
    expect({ ...found, root: { ...found.root, totalBytes: wanted.root?.totalBytes } }).toEqual(wanted);
    const sources = await Promise.all(['a', 'b'].map((which) => fileSource(half(which))));
    const { reports } = await inspectGuests(sources, { signal: never, limit: never, complete: true });
    await Promise.all(sources.map((source) => source.close()));
    expect(reports[0]?.osType).toBe('linux');
    expect(reports.flatMap(({ checks }) => checks.map(({ rule }) => rule))).not.toContain('guest.not-opened');
  });

  test.each([
    ['thin', true],
    ['later', false],
    ['mirrored', false],
    ['origin', true],
  ] as const)('the logical volume %s', async (name, isChanged) => {
    const paths = [disks['lvm'] ?? '', disks['other'] ?? ''];
    const sources = await Promise.all(paths.map(async (path) => cachedSource(await fileSource(path))));
    const { volumes } = await findVolumes(sources);
    const volume = volumes.find((each) => each.name === `group/${name}`);
    expect(volume).toMatchObject({
      content: { kind: 'ext', uuid: rootUuid },
      place: { disks: name === 'mirrored' ? [0, 1] : [0] },
    });
    const files = volume?.source && (await openFileSystem('ext', volume.source));
    const wanted = isChanged ? treeOf({ ...goodLinux, '/etc/later': Buffer.from('later\n') }) : server;
    expect(files && treeDifferences(wanted, await readTree(files))).toEqual([]);
    await Promise.all(sources.map((source) => source.close()));
  });
});
