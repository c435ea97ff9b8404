/** A strong finding inside the disk holds up the start until it is accepted for this very state of the disk. */
import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasTool } from '../../../build/test-guests/oracle.ts';
import { makeLinuxServer } from '../../../build/test-guests/server-disks.ts';
import type { Plan } from '../../../contract/plan.ts';
import { Failure } from '../../../contract/failure-error.ts';
import { says } from '../../../words/say.ts';
import { findQemu } from '../disk/find-qemu.ts';
import type { InspectedDisk } from '../disk/inspect.ts';
import type { Qemu } from '../disk/qemu.ts';
import { assertAccepted, lookInside } from './look-inside.ts';
import { signed } from './sign.ts';

const { signal } = new AbortController();
let folder = '';
let qemu: Qemu;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'look-inside-'));
  qemu = await findQemu();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function look(path: string, role: 'system' | 'data' = 'system'): Promise<InspectedDisk> {
  const [disk] = await lookInside([{ path, role }], qemu, signal);
  return disk!;
}

const refusal = (
  disk: InspectedDisk,
  accepted: Plan['accepted'],
  role: 'system' | 'data' = 'system',
): Failure | undefined => {
  try {
    assertAccepted([disk], { disks: [{ path: disk.report.path, role }], accepted });
    return undefined;
  } catch (error) {
    return Failure.from(error);
  }
};

describe.skipIf(!hasTool('mke2fs'))('a Linux server', () => {
  test('that is fit needs no acceptance', async () => {
    const disk = await look(await makeLinuxServer(join(folder, 'good.raw')));
    expect(disk.report.guest?.distribution).toBe('centos');
    expect(refusal(disk, undefined)).toBeUndefined();
  });

  test('that is not is refused with the lines to add, and goes on with them until the disk changes', async () => {
    const fixed = Buffer.from('DEVICE=eth0\nBOOTPROTO=none\nIPADDR=10.0.0.5\nONBOOT=yes\n');
    const path = await makeLinuxServer(join(folder, 'bad.raw'), {
      changes: { '/etc/sysconfig/network-scripts/ifcfg-eth0': fixed },
    });
    const disk = await look(path);
    const refused = refusal(disk, undefined);
    expect(refused?.code).toBe('source.findings-open');
    expect(says.en.failure(refused!.view()).todo).toContain('"accepted": [{"rule":"linux.dhcp","reason":"…"}]');
    const { stamp = '' } = disk.report;
    expect(refusal(disk, [{ rule: 'linux.fstab', reason: 'another one' }])?.code).toBe('source.findings-open');
    expect(refusal(disk, [{ rule: 'linux.dhcp', reason: 'set by the script at the first start' }])).toBeUndefined();
    expect(refusal(disk, [{ rule: 'linux.dhcp', reason: 'as above', stamp }])).toBeUndefined();
    await appendFile(path, Buffer.alloc(512));
    const changed = await look(path);
    expect(refusal(changed, [{ rule: 'linux.dhcp', reason: 'as above', stamp }])?.code).toBe('source.findings-open');
    // a data disk starts nothing
    expect(refusal(await look(path, 'data'), undefined, 'data')).toBeUndefined();
  });
});

test('an acceptance is signed once', () => {
  const first = signed([{ rule: 'linux.dhcp', reason: 'known' }], undefined, '2026-03-01T10:00:00.000Z');
  expect(first).toMatchObject([{ reason: 'known', when: '2026-03-01T10:00:00.000Z' }]);
  const again = [{ rule: 'linux.dhcp' as const, reason: 'known' }];
  expect(signed(again, first, '2026-03-02T10:00:00.000Z')).toEqual(first);
  const other = [{ rule: 'linux.dhcp' as const, reason: 'another' }];
  expect(signed(other, first, '2026-03-02T10:00:00.000Z')).toMatchObject([{ when: '2026-03-02T10:00:00.000Z' }]);
});
