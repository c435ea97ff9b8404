/** The Images room: lists, one image in each of its parts, making one, and moves of servers. */
import type { Client } from '../../../contract/calls.ts';
import { Failure } from '../../../contract/failure-error.ts';
import type { MoveEvent, MoveState, MoveStep, MoveView } from '../../../contract/moves.ts';
import { imageParts } from '../../state/images-route.ts';
import { image, instance, since } from '../examples.ts';
import { never, unreachable, waitingFor, type Screen, type State } from '../state.ts';

const here = 'images/practice/cn-hangzhou';
const snapshot = (snapshotId: string, diskType: 'system' | 'data') => ({
  snapshotId,
  name: `${diskType} disk of web01`,
  diskType,
  sizeGiB: 40,
  status: 'accomplished',
  percent: 100,
  created: since,
});
const listed = {
  at: here,
  answers: {
    'images.list': async ({ whose }) =>
      whose === 'others'
        ? [{ ...image, imageId: 'm-3', name: 'golden', ownerId: '1000000000000002', check: 'none' }]
        : [
            image,
            { ...image, imageId: 'm-2', name: 'web01-copy', copied: true, status: 'Creating', percent: 45 },
            { ...image, imageId: 'm-4', name: 'broken', status: 'CreateFailed', check: 'none', tags: [] },
            { ...image, imageId: 'm-5', name: 'young', check: 'processing' },
          ],
    'images.instances': async () => [instance],
    'images.snapshots': async () => [snapshot('s-1', 'system'), snapshot('s-2', 'data')],
    'images.shares': async () => ['1000000000000002', '1000000000000003'],
    'trial.choices': async () => ({
      types: [
        {
          id: 'ecs.e-c1m1.large',
          cores: 2,
          memoryGiB: 2,
          zones: ['cn-hangzhou-i'],
          priceClass: 'lowest',
        },
      ],
      networks: [
        {
          id: 'vpc-1',
          name: 'shop',
          switches: [{ id: 'vsw-1', name: 'shop-i', zone: 'cn-hangzhou-i' }],
          securityGroups: [{ id: 'sg-1', name: 'web' }],
        },
      ],
      keyPairs: ['admin'],
    }),
    'trial.diskCategories': async () => ['cloud_essd', 'cloud_efficiency'],
  },
} satisfies State;
const part = (name: string, id = image.imageId): typeof listed => ({
  ...listed,
  at: `${here}/image/${id}/${name}`,
});
const withoutNetwork: State = {
  ...part('trial'),
  answers: {
    ...listed.answers,
    'images.instances': async () => [],
    'trial.choices': async () => ({
      types: [],
      networks: [],
      keyPairs: [],
      failure: new Failure('cloud.network-missing', { region: 'cn-hangzhou' }).view(),
    }),
  },
};

export const images: Screen = {
  data: listed,
  empty: { ...listed, answers: { 'images.list': async () => [] } },
  ...waitingFor(listed, 'images.list'),
  'no-account': { at: 'images', answers: { 'accounts.list': async () => [] } },
  shared: { ...listed, at: `${here}/shared` },
  'shared-empty': { at: `${here}/shared`, answers: { 'images.list': async () => [] } },
  create: { ...listed, at: `${here}/create` },
  'create-loading': waitingFor({ ...listed, at: `${here}/create` }, 'images.instances').loading,
  'create-error': waitingFor({ ...listed, at: `${here}/create` }, 'images.instances').error,
  'create-from-snapshots': {
    ...listed,
    at: `${here}/create`,
    then: ({ press, words }) => press(words.images.make.sources.snapshots),
  },
};

export const oneImage: Screen = {
  ...Object.fromEntries(imageParts.map((name) => [name, part(name)])),
  ...waitingFor(part('about'), 'images.list'),
  gone: part('about', 'm-9'),
  failed: part('about', 'm-4'),
  'not-checked': part('check', 'm-3'),
  'check-running': part('check', 'm-5'),
  delete: { ...part('about'), then: ({ press, words }) => press(words.images.deleteButton) },
  'trial-form': { ...part('trial'), answers: { ...listed.answers, 'images.instances': async () => [] } },
  'trial-without-network': withoutNetwork,
  'trial-loading': waitingFor(withoutNetwork, 'trial.choices').loading,
  'trial-error': waitingFor(withoutNetwork, 'trial.choices').error,
  'share-loading': waitingFor(part('share'), 'images.shares').loading,
  'share-error': waitingFor(part('share'), 'images.shares').error,
};

const moveId = 'mov-abcdefghijkl';
const move = (state: MoveState, step: MoveStep | undefined, more: Partial<MoveView> = {}): MoveView => ({
  id: moveId,
  created: since,
  wish: {
    across: 'region',
    from: { account: 'practice', region: 'cn-hangzhou' },
    instanceId: instance.instanceId,
    imageName: 'web01-move',
    check: true,
    to: { account: 'practice', region: 'eu-central-1' },
  },
  server: 'web01',
  practice: true,
  state,
  ...(step === undefined ? {} : { step }),
  ...more,
});
/** Tells all moves, then nothing more. */
const following = (all: Omit<MoveEvent & { kind: 'all' }, 'kind'>): Partial<Client> => ({
  'moves.follow': async function* follow() {
    yield { kind: 'all', ...all };
    await never();
  },
});
const moving = (view: MoveView) => ({
  ...listed,
  at: `${here}/move/${moveId}`,
  answers: { ...listed.answers, ...following({ moves: [view], unreadable: [] }) },
});
const arrived = { imageId: 'm-1', arrivedImageId: image.imageId };
const failure = unreachable.view();
const halfway = move({ at: 'running' }, 'copy', { percent: 45, imageId: 'm-1' });
const movesAt = {
  at: `${here}/moves`,
  answers: {
    ...listed.answers,
    ...following({
      moves: [
        halfway,
        { ...move({ at: 'failed', failure }, 'image'), id: 'mov-bbbbbbbbbbbb' },
        { ...move({ at: 'done' }, undefined, { ...arrived, instance }), id: 'mov-cccccccccccc' },
      ],
      unreadable: [
        {
          id: 'mov-dddddddddddd',
          failure: new Failure('program.record-unreadable', { file: '/data/move.json', reason: '{' }).view(),
        },
      ],
    }),
  },
} satisfies State;

export const moves: Screen = {
  data: movesAt,
  empty: { ...movesAt, answers: listed.answers },
  loading: {
    ...movesAt,
    answers: {
      'moves.follow': async function* follow() {
        yield await never();
      },
    },
  },
  new: { ...listed, at: `${here}/new-move` },
  running: moving(halfway),
  interrupted: moving(move({ at: 'interrupted' }, 'copy', { imageId: 'm-1' })),
  failed: moving(move({ at: 'failed', failure }, 'copy', { imageId: 'm-1' })),
  launch: moving(move({ at: 'launch' }, 'launch', arrived)),
  done: moving(move({ at: 'done' }, undefined, { ...arrived, instance })),
};
