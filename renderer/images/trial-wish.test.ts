/** What is proposed for an instance, and which passwords and sizes go through. */
import { expect, it } from 'vitest';
import type { TrialChoices } from '../../contract/trial.ts';
import { diskSize, passwordProblem, placeFor, proposedChoice, switchesFor } from './trial-wish.ts';

const network = (id: string, zone: string): TrialChoices['networks'][number] => ({
  id,
  name: id,
  switches: [{ id: `vsw-${id}`, name: 'a', zone }],
  securityGroups: [{ id: `sg-${id}`, name: 'a' }],
});
const choices: TrialChoices = {
  types: [
    { id: 'ecs.gone', cores: 1, memoryGiB: 1, zones: [], priceClass: 'lowest' },
    { id: 'ecs.small', cores: 2, memoryGiB: 2, zones: ['h'], priceClass: 'low' },
    { id: 'ecs.big', cores: 16, memoryGiB: 64, zones: ['i'], priceClass: 'high' },
  ],
  networks: [network('old', 'h'), network('new', 'h'), network('far', 'i')],
  keyPairs: [],
};

it('proposes the cheapest type that can be had, in another network than the server’s', () => {
  const choice = proposedChoice(choices, { name: 'web01', awayFrom: 'old' });
  expect(choice).toMatchObject({
    instanceType: 'ecs.small',
    vSwitchId: 'vsw-new',
    securityGroupId: 'sg-new',
  });
  expect(placeFor(choices, 'ecs.big', 'old')).toEqual({ vSwitchId: 'vsw-far', securityGroupId: 'sg-far' });
  expect(switchesFor(choices, 'ecs.gone')).toEqual([]);
});

it.each([
  ['Correct-horse-9', 'linux', undefined],
  ['Short-1', 'linux', 'length'],
  ['alllowercase', 'linux', 'kinds'],
  ['Has space-1', 'linux', 'signs'],
  ['/Correct-horse-9', 'linux', undefined],
  ['/Correct-horse-9', 'windows', 'slash'],
])('judges the password %s on %s: %s', (password, osType, problem) => {
  expect(passwordProblem(password, osType)).toBe(problem);
});

it('takes a disk size only from the image’s own up', () => {
  expect(diskSize('', 40)).toBeUndefined();
  expect(diskSize('40', 40)).toBe(40);
  for (const wrong of ['39', '2049', '4e1', '40.5', 'x']) expect(diskSize(wrong, 40)).toBeNaN();
});
