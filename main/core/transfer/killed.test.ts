/** Real processes, really killed in the middle of sending: each resumes where the last one was. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { openBench, ossClient, requestsOf } from '../../../practice/test-help.ts';
import { digestOf } from './digest.double.ts';
import { partBytes } from './storm.double.ts';

const child = join(import.meta.dirname, 'storm-child.double.ts');
const parts = 16;

test('kill -9, again and again', async () => {
  const bench = await openBench({ world: { bytesPerSecond: 1_500_000 } });
  try {
    const content = randomBytes(parts * partBytes - 1);
    const file = join(bench.folder, 'disk.raw');
    await writeFile(file, content);
    const { crc64 } = await digestOf(content, partBytes);
    const { url, accessKeyId, accessKeySecret } = bench.cloud;
    /** Runs until it has sent so many more bytes, or to its end. */
    const runFor = (bytes: number): Promise<string> =>
      new Promise((resolve) => {
        const args = ['--no-warnings', child, url, accessKeyId, accessKeySecret, file, 'killed.raw'];
        const process_ = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
        let first: number | undefined;
        let last = '';
        createInterface({ input: process_.stdout }).on('line', (line) => {
          last = line;
          const done = Number(line);
          if (Number.isNaN(done) || done === 0) return;
          first ??= done;
          if (done - first >= bytes) process_.kill('SIGKILL');
        });
        process_.on('close', () => resolve(last));
      });
    let said = '';
    let kills = 0;
    for (; !said.startsWith('done') && kills < 30; kills++) said = await runFor(3 * partBytes);
    expect(said).toBe(`done ${crc64}`);
    expect(kills).toBeGreaterThan(2);
    const { res } = await ossClient(bench.cloud).head('killed.raw');
    expect((res.headers as Record<string, string>)['x-oss-hash-crc64ecma']).toBe(String(crc64));
    const taken = (await requestsOf(bench.cloud)).filter(
      ({ action, status }) => action === 'UploadPart' && status === 200,
    );
    // what the service took counts, whether its answer was heard or not
    expect(taken).toHaveLength(parts);
  } finally {
    await bench.close();
  }
}, 60_000);
