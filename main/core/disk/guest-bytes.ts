/** Reads the disk a file holds, whatever its format: few bytes, through qemu-img, once the file is known to be safe. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyRange, type Qemu, type QemuSource } from './qemu.ts';
import { corrupt, longestReadBytes, type ByteReader } from './source-file.ts';

const sectorBytes = 512;

/**
 * Runs `use` with a reader over the virtual disk. The first MiB, where the tables lie, is fetched once; every other
 * read starts qemu-img. Fails with `source.in-use` and `machine.qemu-failed`.
 */
export async function withGuestBytes<T>(
  qemu: Qemu,
  source: QemuSource,
  signal: AbortSignal | undefined,
  use: (disk: ByteReader) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'ecs-image-migrator-'));
  const fetch = async (offset: number, length: number): Promise<Buffer> => {
    const output = join(folder, `at-${offset}`);
    const from = Math.floor(offset / sectorBytes) * sectorBytes;
    const to = Math.ceil((offset + length) / sectorBytes) * sectorBytes;
    await copyRange(qemu, source, { offset: from, length: to - from, output }, signal);
    const bytes = await readFile(output);
    await rm(output);
    return bytes.subarray(offset - from, offset - from + length);
  };
  try {
    const head = await fetch(0, longestReadBytes);
    return await use({
      async read(offset, length) {
        const inHead = offset + length <= head.length;
        const bytes = inHead
          ? Buffer.from(head.subarray(offset, offset + length))
          : await fetch(offset, length);
        if (bytes.length === length) return bytes;
        throw corrupt(source, 'outside-disk', length, offset, offset + bytes.length);
      },
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
