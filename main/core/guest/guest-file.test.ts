/** A hive inside an NTFS volume, read by offset: what looking into Windows is made of. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeHive } from '../../../build/test-guests/hive-writer.ts';
import { makeNtfs } from '../../../build/test-guests/ntfs.ts';
import { hasTool } from '../../../build/test-guests/oracle.ts';
import { treeOf } from '../../../build/test-guests/tree.ts';
import { isGuestError } from './damage.ts';
import { fileSource } from './file-source.ts';
import { guestFile } from './guest-file.ts';
import { openNtfs } from './ntfs/ntfs.ts';
import { openHive } from './registry/hive.ts';
import { numberOf } from './registry/value.ts';

const MiB = 2 ** 20;

describe.skipIf(!hasTool('mkntfs') || !hasTool('python3'))('a file of a guest', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'guest-file-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('gives a large hive in parts: one value costs a fraction of it', async () => {
    const services = Object.fromEntries(
      Array.from({ length: 12_000 }, (_, n) => [`service${n}`, { values: { Start: n % 5, Group: 'Base'.repeat(30) } }]),
    );
    const hive = writeHive({ keys: { ControlSet001: { keys: { Services: { keys: services } } } } });
    const disk = join(folder, 'disk');
    const path = '/Windows/System32/config/SYSTEM';
    await makeNtfs({ disk, sizeBytes: 24 * MiB, tree: treeOf({ [path]: hive }) });
    const source = await fileSource(disk);
    try {
      const bytes = await guestFile(await openNtfs(source), path.toLowerCase());
      let readBytes = 0;
      const counted: typeof bytes = {
        size: bytes.size,
        read: (offset, length, signal) => {
          readBytes += length;
          return bytes.read(offset, length, signal);
        },
      };
      const opened = await openHive(counted);
      expect(numberOf(await opened.value('ControlSet001\\Services\\SERVICE7003', 'start'))).toBe(7_003 % 5);
      expect(readBytes).toBeLessThan(hive.length / 5);
      await expect(bytes.read(bytes.size - 1, 2)).rejects.toSatisfy((error) => isGuestError(error, 'damaged'));
    } finally {
      await source.close();
    }
  });
});
