/** Thousands of random interleavings of pauses, kills, faults and ended tokens: the right object each time, little sent twice. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ossClient } from '../../../practice/test-help.ts';
import type { JournalEntry } from '../../../practice/world/journal.ts';
import { newStormCount, partBytes, stormBench, weather, type StormCount } from './storm.double.ts';

/** Many uploads at once in the same storm; a longer one by `STORM_UPLOADS`, another one by `STORM_SEED`. */
const uploads = Number(process.env['STORM_UPLOADS'] ?? 60);
const firstSeed = Number(process.env['STORM_SEED'] ?? 1);
const atOnce = 6;
/** Parts of one upload on their way together; it takes longer than these uploads last until there are more. */
const inFlight = 4;

test(
  'a storm over small uploads ends with the right objects',
  async () => {
    const bench = await stormBench(firstSeed, uploads);
    const count = newStormCount();
    try {
      const seeds = Array.from({ length: uploads }, (_, index) => firstSeed * 100_000 + index);
      const oss = ossClient(bench.cloud);
      const work = async (): Promise<void> => {
        for (let seed = seeds.shift(); seed !== undefined; seed = seeds.shift()) {
          const { key, content, crc64 } = await weather(bench, seed, count);
          const { res } = await headOf(oss, key);
          const said = res.headers as Record<string, string>;
          expect([said['x-oss-hash-crc64ecma'], said['content-length']], `seed ${seed}`).toEqual([
            String(crc64),
            String(content.byteLength),
          ]);
        }
      };
      await Promise.all(Array.from({ length: atOnce }, work));
      const { acknowledged, ...told } = count;
      const sent = await twice(join(bench.folder, 'requests.jsonl'), acknowledged);
      const stops = count.pauses + count.tokensEnded + count.removed;
      console.log('storm', JSON.stringify({ ...told, acknowledged: acknowledged.size, ...sent }));
      expect(count.runs).toBeGreaterThan(uploads);
      // whatever became of the journal: what was acknowledged never goes again
      expect(sent.acknowledgedSentAgain).toEqual([]);
      // what a run had on its way when it was stopped, or what a fault hid from it, may
      expect(sent.acceptedTwiceBytes).toBeLessThanOrEqual((stops * inFlight + sent.hidden) * partBytes);
      expect(sent.acceptedTwiceBytes / sent.acceptedBytes).toBeLessThan(0.25);
    } finally {
      await bench.close();
    }
  },
  60_000 + uploads * 2_000,
);

/** By the service's own account: parts it took more than once within one upload. */
async function twice(path: string, acknowledged: StormCount['acknowledged']) {
  const seen = new Set<string>();
  const found = {
    faults: 0,
    /** Parts it had taken when a fault kept the client from knowing. */
    hidden: 0,
    acceptedBytes: 0,
    acceptedTwiceBytes: 0,
    acknowledgedSentAgain: [] as string[],
  };
  for (const line of (await readFile(path, 'utf8')).split('\n')) {
    if (line === '') continue;
    const entry = JSON.parse(line) as JournalEntry;
    if (entry.fault !== undefined) found.faults++;
    if (entry.action !== 'UploadPart' || entry.status !== 200) continue;
    if (entry.fault !== undefined) found.hidden++;
    const name = `${entry.uploadId} ${entry.partNumber}`;
    found.acceptedBytes += entry.receivedBytes;
    if (seen.has(name)) found.acceptedTwiceBytes += entry.receivedBytes;
    seen.add(name);
    if (Date.parse(entry.when) > (acknowledged.get(name) ?? Infinity)) found.acknowledgedSentAgain.push(name);
  }
  return found;
}

/** Requests of the test fail in the storm too, so they are repeated. */
async function headOf(oss: ReturnType<typeof ossClient>, key: string): ReturnType<typeof oss.head> {
  for (let turn = 0; turn < 9; turn++) {
    const found = await oss.head(key).catch(() => undefined);
    if (found !== undefined) return found;
  }
  return oss.head(key);
}
