/** FAT of every width, filled by mtools, and exFAT, approved by its own checker, against the trees they were made of. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeExfat, makeFat } from '../../../../build/test-guests/fat.ts';
import { fuzz, fuzzTimeoutMs, readImage, volumeOf } from '../../../../build/test-guests/fuzz.ts';
import { fuzzRuns } from '../../../../build/test-guests/mutate.ts';
import { runTool } from '../../../../build/test-guests/tools.ts';
import {
  readTree,
  tortureTree,
  type Tree,
  treeDifferences,
  treeOf,
  writeTree,
} from '../../../../build/test-guests/tree.ts';
import { noise, overwrite } from '../../../../build/test-disks.ts';
import { openExfat } from './exfat.ts';
import { openFat } from './fat.ts';

const MiB = 2 ** 20;
const whole = tortureTree({ names: 300, links: false });
const small = treeOf({
  '/EFI/BOOT/BOOTX64.EFI': noise(40_000, 2),
  '/EFI/debian/grub.cfg': Buffer.from('search.fs_uuid'),
  '/EFI/debian/a name that does not fit in eight and three letters.txt': Buffer.from('long'),
  '/lower.txt': Buffer.from('small letters'),
  '/Größe.txt': Buffer.from('umlauts'),
  '/empty': Buffer.alloc(0),
  '/none': 'directory',
});
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guest-fat-'));
  await writeTree(whole, join(folder, 'whole'));
  await writeTree(small, join(folder, 'small'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('reads the whole tree, byte for byte', () => {
  test.each([
    ['FAT12', 12, 2 * MiB, [], small],
    ['FAT16', 16, 32 * MiB, ['-s', '4'], whole],
    ['FAT32', 32, 80 * MiB, ['-s', '2'], whole],
    ['FAT16 with sectors of 4 KiB', 16, 32 * MiB, ['-s', '1', '-S', '4096'], small],
  ] as const)('%s', async (name, bits, sizeBytes, args, tree: Tree) => {
    const disk = join(folder, `${name}.raw`);
    // mkfs.fat counts the offset in the volume's own sectors
    const offset = args.length > 2 ? 0 : MiB;
    const from = join(folder, tree === small ? 'small' : 'whole');
    await makeFat(bits, {
      disk,
      offset,
      sizeBytes,
      label: 'EFI-DISK',
      uuid: '1234-ABCD',
      folder: from,
      args,
    });
    const files = await openFat(volumeOf(await readImage(disk, offset)));
    expect(treeDifferences(tree, await readTree(files))).toEqual([]);
    expect(files).toMatchObject({
      kind: 'fat',
      label: 'EFI-DISK',
      uuid: '1234-ABCD',
      clean: true,
      features: [`FAT${bits}`],
    });
  });
});

test('names are found whatever their case, and a volume still in use says so', async () => {
  const disk = join(folder, 'case.raw');
  await makeFat(32, { disk, sizeBytes: 40 * MiB, folder: join(folder, 'small'), args: ['-s', '1'] });
  const files = await openFat(volumeOf(await readImage(disk)));
  expect((await files.read('/efi/DEBIAN/Grub.CFG', { maxBytes: 100 })).toString()).toBe('search.fs_uuid');
  expect((await files.stat('/EFI/BOOT/bootx64.efi')).sizeBytes).toBe(40_000);
  expect(await files.readRange('/EFI/BOOT/BOOTX64.EFI', 30_000, 20_000)).toEqual(noise(40_000, 2).subarray(30_000));
  await runTool('mattrib', ['-i', disk, '+r', '+h', '::/lower.txt']);
  await overwrite(disk, 65, Buffer.from([1]));
  const later = await openFat(volumeOf(await readImage(disk)));
  expect(later.clean).toBe(false);
  expect((await later.stat('/lower.txt')).attributes).toEqual(['read-only', 'hidden']);
});

test(
  'exFAT, with and without chains, as fsck.exfat approves it',
  async () => {
    const tree = treeOf({
      '/large': noise(1_000_003, 3),
      '/Ordner/名前.txt': Buffer.from('unicode'),
      '/Ordner/chained': noise(70_000, 4),
      '/Ordner/more/empty': Buffer.alloc(0),
      ...Object.fromEntries(
        Array.from({ length: 200 }, (_, n) => [`/many/${'name '.repeat(n % 40)}${n}`, Buffer.from(`${n}`)]),
      ),
    });
    const disk = join(folder, 'exfat.raw');
    await makeExfat({ disk, sizeBytes: 16 * MiB, label: 'STICK' }, tree);
    expect(await runTool('fsck.exfat', ['-n', disk])).toContain('clean');
    const files = await openExfat(volumeOf(await readImage(disk)));
    expect(treeDifferences(tree, await readTree(files))).toEqual([]);
    expect(files).toMatchObject({ kind: 'exfat', label: 'STICK', clean: true });
    expect((await files.read('/ORDNER/Chained', { maxBytes: MiB })).equals(noise(70_000, 4))).toBe(true);

    const smaller = join(folder, 'fuzz-exfat.raw');
    await makeExfat({ disk: smaller, sizeBytes: 4 * MiB }, small);
    const image = await readImage(smaller);
    const result = await fuzz({ image, open: openExfat, runs: fuzzRuns(200), often: [0] });
    expect(result.damaged).toBeGreaterThan(10);
  },
  fuzzTimeoutMs(fuzzRuns(200)),
);

test.each([12, 32] as const)(
  'damage of FAT%d is told, whatever it is',
  async (bits) => {
    const disk = join(folder, `fuzz-${bits}.raw`);
    await makeFat(bits, {
      disk,
      sizeBytes: (bits === 12 ? 2 : 40) * MiB,
      folder: join(folder, 'small'),
      args: ['-s', '1'],
    });
    const image = await readImage(disk);
    const result = await fuzz({ image, open: openFat, runs: fuzzRuns(200), often: [0] });
    expect(result.opened).toBeGreaterThan(10);
    expect(result.damaged).toBeGreaterThan(10);
  },
  fuzzTimeoutMs(fuzzRuns(200)),
);
