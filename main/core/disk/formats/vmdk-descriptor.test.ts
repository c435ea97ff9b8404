/** Descriptors as VMware's own programs write them, and texts that were made to keep a reader busy. */
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeDisk, makeRawDisk } from '../../../../build/test-disks.ts';
import { compareDisks } from '../compare.ts';
import { findQemu } from '../find-qemu.ts';
import { inspectDisk } from '../inspect.ts';
import { lookAt } from '../look.ts';
import type { Qemu } from '../qemu.ts';

const MiB = 2 ** 20;
let folder: string;
let qemu: Qemu;
let raw: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'disk-descriptor-'));
  qemu = await findQemu();
  raw = await makeRawDisk(join(folder, 'web.raw'), { bytes: 16 * MiB });
});
afterAll(() => rm(folder, { recursive: true }));

async function sameAsRaw(path: string): Promise<void> {
  const source = await inspectDisk(path, qemu);
  const { signal } = new AbortController();
  await compareDisks({ source, converted: raw, format: 'raw', qemu, signal, onProgress: () => undefined });
}

/** A flat disk in a folder of its own, its descriptor rewritten. */
async function flatDisk(name: string, rewrite: (text: string) => string): Promise<string> {
  const at = join(folder, name);
  await mkdir(at);
  const path = await makeDisk(raw, 'vmdk-monolithicFlat', join(at, 'web.vmdk'));
  await writeFile(path, rewrite(await readFile(path, 'utf8')));
  return path;
}

describe('an extent that may only be read', () => {
  test('of a stream, as an export writes it', async () => {
    const path = await makeDisk(raw, 'vmdk-streamOptimized', join(folder, 'stream.vmdk'));
    const bytes = await readFile(path);
    const text = bytes.toString('latin1', 512, 21 * 512).split('\0', 1)[0] ?? '';
    const exported = text.replace(/^RW (\d+) SPARSE "[^"]*"/m, 'RDONLY $1 SPARSE "generated-stream.vmdk"');
    expect(exported).not.toBe(text);
    bytes.fill(0, 512, 21 * 512).write(exported, 512, 'latin1');
    await writeFile(path, bytes);
    await sameAsRaw(path);
  });

  test('of a descriptor file, which qemu-img would leave out', async () => {
    await sameAsRaw(await flatDisk('read-only', (text) => text.replace('\nRW ', '\nRDONLY ')));
  });

  test('of every piece but the first', async () => {
    const at = join(folder, 'mixed');
    await mkdir(at);
    const path = join(at, 'web.vmdk');
    const bytes = await readFile(raw);
    await writeFile(join(at, 'a.vmdk'), bytes.subarray(0, 8 * MiB));
    await writeFile(join(at, 'b.vmdk'), bytes.subarray(8 * MiB));
    const lines = ['RW 16384 FLAT "a.vmdk" 0', 'RDONLY 16384 FLAT "b.vmdk" 0'];
    await writeFile(
      path,
      `# Disk DescriptorFile\nversion=1\nCID=1\nparentCID=ffffffff\ncreateType="twoGbMaxExtentFlat"\n${lines.join('\n')}\n`,
    );
    await sameAsRaw(path);
  });
});

test('blanks in a name count one by one, and those between the fields do not', async () => {
  const path = await flatDisk('blanks', (text) =>
    text.replace('web-flat.vmdk', 'my  web  disk-flat.vmdk').replace(/^RW (\d+) FLAT/m, 'RW\t$1   FLAT'),
  );
  await rename(join(folder, 'blanks', 'web-flat.vmdk'), join(folder, 'blanks', 'my  web  disk-flat.vmdk'));
  await sameAsRaw(path);
  expect((await inspectDisk(path, qemu)).report.findings.map(({ rule }) => rule)).not.toContain('renamed-pieces');
});

describe('a text made to keep its reader busy is read at once', () => {
  const head = '# Disk DescriptorFile\nversion=1\nCID=1\nparentCID=ffffffff\ncreateType="monolithicFlat"\n';
  const extent = 'RW 32768 FLAT "web-flat.vmdk" 0\n';
  const nearlyAll = 2 ** 20 - 1_024;
  test.each([
    ['line ends', '\n'],
    ['blanks', ' '],
    ['carriage returns', '\r\n'],
    ['keys', 'createType'],
    ['lines of one letter', 'e\n'],
  ])('%s', async (name, filling) => {
    const text = head + extent + filling.repeat(nearlyAll / filling.length);
    const path = await flatDisk(`busy ${name}`, () => text);
    await sameAsRaw(path);
    // chosen by its piece, the same text is met as a neighbour, and once more beside it
    await writeFile(join(folder, `busy ${name}`, 'another.vmdk'), text.replace('web-flat', 'other-flat'));
    const [look] = await lookAt(join(folder, `busy ${name}`, 'web-flat.vmdk'), qemu, { settleMs: 0 });
    expect(look).toMatchObject({ usable: true, format: 'vmdk' });
  });

  test('a thousand extents that are all missing, and a folder full of what they are not', async () => {
    const at = join(folder, 'missing');
    await mkdir(at);
    const lines = Array.from(
      { length: 1_024 },
      (_, n) => `RW 2048 FLAT "web-f${String(n + 1).padStart(4, '0')}.vmdk" 0`,
    );
    const path = join(at, 'web.vmdk');
    await writeFile(path, `${head.replace('monolithicFlat', 'twoGbMaxExtentFlat')}${lines.join('\n')}\n`);
    for (let n = 0; n < 300; n++) await writeFile(join(at, `web copy ${n}.vmdk`), Buffer.alloc(MiB / 512));
    const [look] = await lookAt(path, qemu, { settleMs: 0 });
    expect(look).toMatchObject({ usable: false, refusals: Array(1_024).fill({ code: 'source.extent-missing' }) });
  });
});
