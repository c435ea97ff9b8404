/** Accounts, Settings, Learn and the way out to Server Migration Center. */
import type { RoleView } from '../../../contract/accounts.ts';
import { Failure } from '../../../contract/failure-error.ts';
import { migrationId } from '../../bridge/core.double.ts';
import { learnTopics } from '../../state/route.ts';
import { coreAnswers } from '../core-answers.double.ts';
import { doneView } from '../examples.ts';
import { never, waitingFor, type Screen, type State } from '../state.ts';

const role: RoleView = {
  use: 'import',
  role: 'AliyunECSImageImportDefaultRole',
  policy: 'AliyunECSImageImportRolePolicy',
  present: false,
  trusted: false,
  consoleLink: 'https://ram.console.alibabacloud.com/role/authorize?request=x',
  trustPolicy: '{ "Statement": [{ "Action": "sts:AssumeRole" }] }',
  policyText: '{ "Statement": [{ "Action": "oss:GetObject" }] }',
};
const accountsAt = {
  at: 'accounts',
  answers: {
    'accounts.list': async () => [
      {
        name: 'practice',
        kind: 'practice',
        keyHint: 'prac…tice',
        identity: '1234567890',
        kept: 'always-there',
      },
      {
        name: 'production',
        kind: 'access-key',
        keyHint: 'LTAI…wxyz',
        identity: '1000000000000001/migration',
        site: 'china',
        kept: 'os-vault',
      },
      { name: 'guest', kind: 'sts-token', keyHint: 'STS.…abcd', kept: 'this-session' },
    ],
    'accounts.rights': async () => ({
      rights: [
        { action: 'ecs:ImportImage', purpose: 'import', needed: true, allowed: 'no' },
        { action: 'oss:PutObject', purpose: 'upload', needed: true, allowed: 'yes' },
        { action: 'ecs:RunInstances', purpose: 'launch', needed: false, allowed: 'cannot-tell' },
      ],
      policy: '{ "Version": "1" }',
    }),
    'accounts.profiles': async () => ({
      file: '/home/admin/.aliyun/config.json',
      profiles: [
        { name: 'default', mode: 'AK', usable: true, current: true },
        { name: 'sso', mode: 'CloudSSO', usable: false, current: false },
      ],
    }),
    'role.show': async ({ use }) =>
      use === 'import' ? role : { ...role, use, present: true, trusted: true, attached: true },
    'accounts.add': () =>
      Promise.reject(new Failure('account.key-rejected', { code: 'InvalidAccessKeyId.NotFound', requestId: 'R1' })),
  },
} satisfies State;
const details: State['then'] = async ({ press, words }) => {
  await press(words.accountTools.detailsOf('production'));
  await press(words.rights.check);
};

export const accounts: Screen = {
  data: accountsAt,
  loading: { ...accountsAt, answers: { 'accounts.list': never } },
  details: { ...accountsAt, then: details },
  'details-loading': { ...waitingFor(accountsAt, 'role.show', 'accounts.rights').loading, then: details },
  'details-error': { ...waitingFor(accountsAt, 'role.show', 'accounts.rights').error, then: details },
  consent: {
    ...accountsAt,
    then: async ({ press, words }) => {
      await press(words.accountTools.detailsOf('production'));
      await press(words.roles.create);
    },
  },
  'add-token': { ...accountsAt, then: ({ press, words }) => press(words.addAccount.kinds['sts-token']) },
  'add-profile': { ...accountsAt, then: ({ press, words }) => press(words.addAccount.kinds['cli-profile']) },
  'add-role': { ...accountsAt, then: ({ press, words }) => press(words.addAccount.kinds['ram-role']) },
  'add-environment': { ...accountsAt, then: ({ press, words }) => press(words.addAccount.kinds.environment) },
  remove: { ...accountsAt, then: ({ press, words }) => press(words.accounts.removeNamed('production')) },
};

const settingsAt = {
  at: 'settings',
  answers: {
    'leftovers.list': async () => [
      {
        account: 'practice',
        region: 'cn-hangzhou',
        bucket: 'disks',
        key: 'old.qcow2',
        uploadId: 'A',
        begun: '2026-03-01T00:00:00Z',
        bytes: 3 * 2 ** 30,
      },
    ],
    'updates.check': async () => ({
      current: '0.1.0',
      newer: { version: '0.2.0', notes: 'Moves are faster.', page: 'https://example.com/' },
    }),
  },
} satisfies State;
export const settings: Screen = {
  data: { ...settingsAt, then: ({ press, words }) => press(words.line.look) },
  ...waitingFor(settingsAt, 'program.facts'),
  'leftovers-loading': {
    ...waitingFor(settingsAt, 'leftovers.list').loading,
    then: ({ press, words }) => press(words.line.look),
  },
  'leftovers-error': {
    ...waitingFor(settingsAt, 'leftovers.list').error,
    then: ({ press, words }) => press(words.line.look),
  },
  proxy: { ...settingsAt, then: ({ press, words }) => press(words.line.proxies.manual) },
  support: { ...settingsAt, then: ({ press, words }) => press(words.program.prepare) },
  reset: { ...settingsAt, then: ({ press, words }) => press(words.program.reset) },
};

const learnAt = { at: 'learn/tools', answers: coreAnswers };
export const learn: Screen = {
  ...Object.fromEntries(learnTopics.map((topic) => [topic, { ...learnAt, at: `learn/${topic}` }])),
  ...waitingFor(learnAt, 'learn.pages'),
  'one-error': { ...learnAt, at: 'learn/errors/NoSuchBucket' },
};

export const handOff: Screen = {
  empty: { at: 'server-migration' },
  data: { at: `server-migration/${migrationId}`, migrations: [doneView] },
};
