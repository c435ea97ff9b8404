/** A form that says something else than the disk holds is told before anything is converted. */
import { expect, it } from 'vitest';
import type { Plan } from '../../../contract/plan.ts';
import type { DiskReport } from '../../../contract/disks.ts';
import type { InspectedDisk } from '../disk/inspect.ts';
import { holdAgainstDisk } from './form-and-disk.ts';
import { Answers } from './preflight-answers.ts';

function told(image: Partial<Plan['image']>, guest: Partial<NonNullable<DiskReport['guest']>> | undefined) {
  const answers = new Answers(new AbortController().signal);
  const plan = {
    disks: [
      { path: 'data.vmdk', role: 'data' },
      { path: 'web01.vmdk', role: 'system' },
    ],
    image: { osType: 'linux', architecture: 'x86_64', bootMode: 'BIOS', ...image },
  } as unknown as Plan;
  const report = (name: string, inside: typeof guest): InspectedDisk =>
    ({ report: { name, bootMode: 'unknown', guest: inside } }) as unknown as InspectedDisk;
  // what is inside a data disk does not matter
  holdAgainstDisk(plan, [report('data.vmdk', { osType: 'windows' }), report('web01.vmdk', guest)], answers);
  return answers
    .lines(new Set())
    .filter(({ verdict }) => verdict !== 'not-asked')
    .map(({ id, verdict, failure }) => ({ id, verdict, code: failure?.code, facts: failure?.facts }));
}

it('stops at another system than the form says, by name', () => {
  expect(told({}, { osType: 'windows', architecture: 'x86_64' })).toEqual([
    {
      id: 'platform',
      verdict: 'stops',
      code: 'cloud.system-differs',
      facts: { disk: 'web01.vmdk', found: 'windows', chosen: 'linux' },
    },
  ]);
});

it('stops where the processor is another one, and minds a 32-bit system', () => {
  expect(told({ architecture: 'arm64' }, { osType: 'linux', architecture: 'x86_64' })).toMatchObject([
    { verdict: 'stops', facts: { found: 'x86_64', chosen: 'arm64' } },
  ]);
  expect(told({}, { osType: 'linux', architecture: 'i386' })).toMatchObject([{ verdict: 'mind' }]);
});

it.each([
  ['what agrees', { osType: 'linux', architecture: 'x86_64' } as const],
  ['what nobody could find out', { osType: 'unknown', architecture: 'other' } as const],
  ['a disk that was not looked into', undefined],
])('says nothing of %s', (_, guest) => {
  expect(told({}, guest)).toEqual([]);
});
