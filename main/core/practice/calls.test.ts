/** Starting a lesson: its disk, its world, and what keeps it from starting. */
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeSampleDisk } from '../../../build/sample-disk.ts';
import { calls, type Client } from '../../../contract/calls.ts';
import { contractVersion } from '../../../contract/version.ts';
import { connect } from '../../../contract/connect.ts';
import { practiceScenarios, type PracticeScenario } from '../../../contract/practice.ts';
import { scenarioFaults } from '../../../practice/scenarios.ts';
import { faultsOf } from '../../../practice/world/faults.ts';
import { memoryPorts } from '../../cli/memory-port.ts';
import { openCore } from '../../doors/open-core.ts';
import type { Core } from '../compose.ts';
import { serve } from '../serve.ts';

let folder: string;
let core: Core;
let client: Client;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lessons-'));
  const options = {
    door: 'web',
    desktop: {},
    locale: 'en',
    practiceOnly: true,
    onBug: () => undefined,
  } as const;
  const samplePath = await makeSampleDisk(folder);
  core = await openCore({ ...options, dataFolder: join(folder, 'data'), samplePath });
  const [mine, cores] = memoryPorts();
  serve(core.service, cores, () => undefined);
  client = connect(calls, mine);
  await client.hello({ contract: contractVersion() });
});
afterAll(async () => {
  await core.close();
  await rm(folder, { recursive: true, force: true });
});

const begin = async (scenario: PracticeScenario) => (await client['practice.start']({ scenario })).disk;

test.each(practiceScenarios)('the world of %s is one a faults file may ask for', (id) => {
  expect(() => faultsOf(scenarioFaults[id], id)).not.toThrow();
});

test('a lost piece is named, and the disk is whole once it is back', async () => {
  const disk = await begin('lost-piece');
  const [look] = await client['disk.look']({ disk: disk.handle });
  expect(look?.usable).toBe(false);
  const lost = look?.files.filter(({ state }) => state === 'missing').map(({ name }) => name);
  expect(lost).toEqual(['split-server-s002.vmdk']);
  const here = dirname(disk.path);
  await copyFile(join(here, 'left-behind', 'split-server-s002.vmdk'), join(here, 'split-server-s002.vmdk'));
  expect((await client['disk.look']({ disk: disk.handle }))[0]?.usable).toBe(true);
});

test('the lesson about the role begins without one; the next lesson begins anew', async () => {
  await begin('role-missing');
  const current = async () => (await client['practice.scenarios']({})).find((one) => one.current)?.id;
  expect(await current()).toBe('role-missing');
  const regions = await client['target.regions']({ account: 'practice' });
  const bucket = 'left-by-the-lesson-before';
  await client['target.createBucket']({ account: 'practice', region: regions[0]?.id ?? '', bucket });
  await begin('first-migration');
  expect(await current()).toBe('first-migration');
  const buckets = await client['target.buckets']({ account: 'practice', region: regions[0]?.id ?? '' });
  expect(buckets.map(({ name }) => name)).not.toContain(bucket);
});

test('the disk that will not boot keeps its partitions', async () => {
  const disk = await begin('will-not-boot');
  const [look] = await client['disk.look']({ disk: disk.handle });
  expect(look?.report?.partitions).toHaveLength(1);
});
