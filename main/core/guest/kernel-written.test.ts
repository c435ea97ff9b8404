/** Servers as a kernel writes them: every name and byte is read, and they are told like those that mkfs fills without one. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { kernelDisks, makePartitioned, partitionAt } from '../../../build/test-guests/kernel-disks.ts';
import { makeExt, makeXfs, smallestXfsBytes, type VolumeOptions } from '../../../build/test-guests/linux.ts';
import { machineMs, testMachine } from '../../../build/test-guests/machine.ts';
import { goodLinux, rootUuid } from '../../../build/test-guests/servers.ts';
import { toldOf } from '../../../build/test-guests/told.ts';
import {
  readTree,
  tortureTree,
  type Tree,
  treeDifferences,
  treeOf,
  writeTree,
} from '../../../build/test-guests/tree.ts';
import { cachedSource } from './cached-source.ts';
import { fileSource } from './file-source.ts';
import { openFileSystem } from './open-file-system.ts';
import { subSource } from './sub-source.ts';

const MiB = 2 ** 20;
const many = (folder: string, count: number): Tree =>
  treeOf(
    Object.fromEntries(Array.from({ length: count }, (_, n) => [`${folder}/service-${n}.conf`, Buffer.from(`${n}`)])),
  );
const server: Tree = new Map([...treeOf(goodLinux), ...many('/etc', 250)]);
/** Names that are hard to read come apart from a server: mkfs.xfs cannot be told of some. */
const hard: Tree = new Map([...tortureTree({ names: 300 }), ...many('/srv', 600)]);
/** Enough for an index of two levels, where blocks are small. */
const large = many('/large', 5_200);
const withLarge: readonly string[] = ['ext4-1k'];

/** Kinds of ext by the arguments that mke2fs had through the years. */
const ext = {
  ext2: ['ext2', []],
  ext3: ['ext3', []],
  'ext4-2010': ['ext4', ['-O', '^metadata_csum,^64bit', '-I', '128']],
  'ext4-2015': ['ext4', ['-O', '^metadata_csum,64bit']],
  'ext4-today': ['ext4', []],
  'ext4-1k': ['ext4', ['-b', '1024', '-O', 'metadata_csum_seed']],
  'ext4-inline': ['ext4', ['-O', 'inline_data,large_dir', '-I', '512']],
} as const;
const extBytes = 96 * MiB;
const xfsBytes = smallestXfsBytes + MiB;
const xfs = { xfs: [], 'xfs-v4': ['-m', 'crc=0'] } as const;

/** The trees go in between files that are gone afterwards, and part of them twice, as on a server that has run for years. */
const fill = `fill() {
  mkdir -p /mnt/etc /mnt/srv
  i=0; while [ $i -lt 250 ]; do : > /mnt/etc/gone-$i; : > /mnt/srv/gone-$i; i=$((i+1)); done
  cp -a hard/. $1 server/. /mnt
  for folder in etc srv; do (cd /mnt/$folder; find . -name 'gone-*' -o -name 'service-1*' | xargs rm); done
  cp -a server/etc/service-1* /mnt/etc; cp -a hard/srv/service-1* /mnt/srv
  umount /mnt
}
`;
const recipe = [
  fill,
  ...Object.entries(ext).map(
    ([name, [kind, args]]) =>
      `/programs/mke2fs -q -F -t ${kind} -U ${rootUuid} -E root_owner=0:0 ${args.join(' ')} /disks/${name}-1; mount -t ${kind} /disks/${name}-1 /mnt; fill ${withLarge.includes(name) ? 'large/.' : ''}`,
  ),
  ...Object.entries(xfs).map(
    ([name, args]) =>
      `mkfs.xfs -q -m uuid=${rootUuid} ${args.join(' ')} /disks/${name}-1; mount -t xfs /disks/${name}-1 /mnt; fill`,
  ),
].join('\n');

const machine = await testMachine();
let folder = '';
let disks: Record<string, string> = {};
beforeAll(async () => {
  if (typeof machine === 'string') return;
  folder = await mkdtemp(join(tmpdir(), 'kernel-written-'));
  const sizes = [
    ...Object.keys(ext).map((name) => [name, extBytes]),
    ...Object.keys(xfs).map((name) => [name, xfsBytes]),
  ];
  disks = await kernelDisks(machine, {
    name: 'ext-xfs',
    disks: Object.fromEntries(sizes),
    trees: { server, hard, large },
    recipe,
  });
}, 2 * machineMs);
afterAll(() => rm(folder, { recursive: true, force: true }));

async function treeOn(path: string, kind: 'ext' | 'xfs'): Promise<Tree> {
  const source = cachedSource(await fileSource(path));
  try {
    return await readTree(await openFileSystem(kind, subSource(source, partitionAt, source.size - partitionAt)));
  } finally {
    await source.close();
  }
}

/** The same tree on a disk of the same size, by mkfs alone. */
async function withoutKernel(
  name: string,
  bytes: number,
  make: (options: VolumeOptions) => Promise<void>,
): Promise<string> {
  const disk = await makePartitioned(join(folder, `${name}.raw`), bytes);
  await writeTree(server, join(folder, name));
  await make({
    disk,
    offset: partitionAt,
    sizeBytes: bytes - partitionAt,
    uuid: rootUuid,
    folder: join(folder, name),
  });
  return disk;
}

describe.skipIf(typeof machine === 'string')('written by a kernel', () => {
  const all = (name: string): Tree => new Map([...hard, ...server, ...(withLarge.includes(name) ? large : [])]);
  test.each(Object.entries(ext))('%s', async (name, [kind, args]) => {
    const disk = disks[name] ?? '';
    expect(treeDifferences(all(name), await treeOn(disk, 'ext'))).toEqual([]);
    const plain = await withoutKernel(name, extBytes, (options) => makeExt(kind, { ...options, args }));
    expect(await toldOf(disk)).toEqual(await toldOf(plain));
  });

  test.each(Object.entries(xfs))('%s', async (name, args) => {
    const disk = disks[name] ?? '';
    expect(treeDifferences(all(name), await treeOn(disk, 'xfs'))).toEqual([]);
    const plain = await withoutKernel(name, xfsBytes, (options) => makeXfs({ ...options, tree: server, args }));
    expect(await toldOf(disk)).toEqual(await toldOf(plain));
  });
});
