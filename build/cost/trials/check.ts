/** A check of a Linux guest that finds a file. */
import { before, instead, newFile, type Trial } from '../trial.ts';

const folder = 'main/core/guest/checks';

export const check: Trial = {
  name: 'a check inside the guest',
  most: 5,
  edits: [
    newFile(
      `${folder}/linux/trial.ts`,
      `/** Whether the trial file is there. */
import type { LinuxGuest } from '../../facts/linux.ts';
import { type Check, absent, fails, passes, seen } from '../check.ts';

export const trial: Check<LinuxGuest> = {
  rule: 'linux.trial',
  about: { effect: 'degraded', from: 'check-tool' },
  assess: async ({ tree }) =>
    (await tree.exists('/etc/trial')) ? fails(seen('/etc/trial')) : passes(absent('/etc/trial')),
};
`,
    ),
    before(
      `${folder}/linux-checks.ts`,
      "import { virtio } from './linux/virtio.ts';",
      "import { trial } from './linux/trial.ts';",
    ),
    instead(`${folder}/linux-checks.ts`, '\n  virtio,\n', '\n  trial,\n  virtio,\n'),
    before(
      'words/en/checks/checks.ts',
      "  'linux.virtio': {",
      "  'linux.trial': { name: 'Trial', why: 'It is a trial.', says: 'The trial file is there', remedy: 'Remove it.' },",
    ),
    before(
      'words/zh/checks/checks.ts',
      "  'linux.virtio': {",
      "  'linux.trial': { name: '试验', why: '这是试验。', says: '存在试验文件', remedy: '请删除该文件。' },",
    ),
    before(
      `${folder}/linux-surroundings.test.ts`,
      "  ['linux.lvm', 'recommended', { logical: true }],",
      "  ['linux.trial', 'recommended', { files: { '/etc/trial': text('x') } }],",
    ),
  ],
  // -u writes the tables of docs/guest-checks.md
  tests: [
    [`${folder}/coverage.test.ts`, '-u'],
    [`${folder}/linux`, `${folder}/run-checks.test.ts`, 'words/both-languages.test.ts'],
  ],
};
