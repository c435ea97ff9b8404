/** Which programs worked on a disk, so that anyone can tell later: each by its version and its digest. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { dirname, join, parse } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { ToolFacts } from '../../../contract/report.ts';
import type { Qemu } from './qemu.ts';

/** qemu-img, and qemu-nbd where it lies beside it. */
export async function qemuFacts({ program, version, origin }: Qemu): Promise<ToolFacts[]> {
  const paths = [program, join(dirname(program), `qemu-nbd${parse(program).ext}`)];
  const facts: ToolFacts[] = [];
  for (const path of paths) {
    try {
      facts.push({ name: parse(path).name, path, version, origin, sha256: await sha256Of(path) });
    } catch (error) {
      // there are packages with qemu-img alone
      if (path === program || (error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  return facts;
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
