/** For tests: one upload as a process of its own, to be ended without warning. */
import { readFile } from 'node:fs/promises';
import { systemClock } from '../base/clock.ts';
import { straightLine } from '../base/line.ts';
import { newThrottle } from '../base/throttle.ts';
import { openAlibaba } from '../cloud/alibaba/open-alibaba.ts';
import { filePartSource } from './part-source.ts';
import { digestOf } from './digest.double.ts';
import { partBytes } from './storm.double.ts';
import { upload } from './upload.ts';

const [url = '', accessKeyId = '', accessKeySecret = '', file = '', key = ''] = process.argv.slice(2);
const line = straightLine();
const { signal } = new AbortController();
const silent = { write: () => undefined, forStage: () => silent };
const { crc64 } = await upload({
  source: filePartSource(file, await digestOf(await readFile(file), partBytes)),
  target: {
    store: openAlibaba({ accessKeyId, accessKeySecret }, { kind: 'practice', url }, line).objects(
      'cn-hangzhou',
      'migration-demo',
      { once: true },
    ),
    key,
  },
  journalPath: `${file}.journal`,
  line,
  throttle: newThrottle(systemClock),
  knownBytesPerSecond: 1,
  clock: systemClock,
  log: silent,
  signal,
  onProgress: ({ done }) => process.stdout.write(`${done}\n`),
});
line.dropConnections();
process.stdout.write(`done ${crc64}\n`);
