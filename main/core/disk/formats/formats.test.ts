/** Each format stands in every place that derives from the list: sniffing, qemu's arguments, the chooser and the dialog. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { diskKinds, makeDisk, makeRawDisk, type DiskKind } from '../../../../build/test-disks.ts';
import { diskEndings, looksLikeDisk } from '../endings.ts';
import { packers } from '../packers.ts';
import { sourceArguments } from '../qemu.ts';
import { sniff } from '../sniff.ts';
import { withSourceFile } from '../source-file.ts';
import { formats } from './formats.ts';

let folder = '';
let bare = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'formats-'));
  bare = await makeRawDisk(join(folder, 'bare.raw'), { bytes: 4 * 2 ** 20 });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe.each(formats)('$name', ({ name, endings, driver }) => {
  test('is told by what is in a file, of every kind of it', async () => {
    const kinds = (Object.keys(diskKinds) as DiskKind[]).filter((kind) => kind.split('-')[0] === name);
    expect(kinds).not.toEqual([]);
    for (const kind of kinds) {
      const path = await makeDisk(bare, kind, join(folder, `${kind}.bin`));
      const content = await withSourceFile(path, undefined, (file) => sniff(file));
      expect(content.kind === 'disk' ? content.format.name : 'raw').toBe(name);
    }
  });

  test('has its row in the document', async () => {
    const document = await readFile(join(import.meta.dirname, '../../../../docs/disks.md'), 'utf8');
    expect(document).toMatch(new RegExp(`^\\| ${name.toUpperCase()} `, 'm'));
  });

  test('is named to qemu as qemu calls it', () => {
    expect(sourceArguments({ format: name, path: '/d' })).toEqual(['-f', driver, '/d']);
  });

  test.each(endings)('.%s is put first, packed too, and offered by the dialog', (ending) => {
    expect(looksLikeDisk(`web.${ending.toUpperCase()}`)).toBe(true);
    for (const packed of packers.flatMap((packer) => packer.endings))
      expect(looksLikeDisk(`web.${ending}.${packed}`)).toBe(true);
    expect(diskEndings).toContain(ending);
  });
});

test('what is packed is offered by the dialog, and not taken for a disk by that alone', () => {
  expect(diskEndings).toEqual(expect.arrayContaining(['ova', 'ovf', 'gz', 'zip', 'zst']));
  for (const name of ['notes.txt.gz', 'photos.zip', 'vmdk', 'web.vmdk.txt']) expect(looksLikeDisk(name)).toBe(false);
});

test('names and endings are given once', () => {
  const names = formats.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(new Set(diskEndings).size).toBe(diskEndings.length);
});
