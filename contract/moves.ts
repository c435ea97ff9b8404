/** Moving a server that runs in Alibaba Cloud already to another VPC, region or account: the wish, its steps, and what may be asked. */
import { z } from './schema.ts';
import { trialWish } from './trial.ts';
import { instanceView } from './images.ts';
import { failureView } from './failure.ts';
import { imageName } from './import-form.ts';
import { regionId } from './plan.ts';
import { call, nothing, stream } from './rpc.ts';
import { isoTime } from './common.ts';
import { logLine } from './migrations.ts';

export const moveId = z.string().regex(/^mov-[a-z0-9]{12}$/);

const place = z.strictObject({ account: z.string().min(1).max(64), region: regionId });

/** What lies between the server and where it goes. */
export const moveAcross = z.enum(['vpc', 'region', 'account']);
export type MoveAcross = z.infer<typeof moveAcross>;

export const moveWish = z
  .strictObject({
    across: moveAcross,
    from: place,
    instanceId: z.string().min(1),
    /** The image it is moved by, and its copy. */
    imageName,
    check: z.boolean(),
    to: place,
  })
  .refine(({ across, from, to }) => (across === 'account') === (from.account !== to.account), {
    path: ['to', 'account'],
    message: 'acrossAccount',
  })
  .refine(({ across, from, to }) => across === 'account' || (across === 'region') === (from.region !== to.region), {
    path: ['to', 'region'],
    message: 'acrossRegion',
  });
export type MoveWish = z.infer<typeof moveWish>;

/** In the order they are taken. An image is copied before it is shared, as a shared one cannot leave its region. */
export const moveSteps = ['image', 'copy', 'share', 'launch'] as const;
export const moveStep = z.enum(moveSteps);
export type MoveStep = z.infer<typeof moveStep>;

export const stepsOf = ({ from, to }: Pick<MoveWish, 'from' | 'to'>): MoveStep[] =>
  moveSteps.filter(
    (step) => (step !== 'copy' || from.region !== to.region) && (step !== 'share' || from.account !== to.account),
  );

/** `interrupted`: the program ended in the middle. `launch`: the image is there, and the form for the new server has to be filled in. */
const moveState = z.discriminatedUnion('at', [
  z.strictObject({ at: z.literal('running') }),
  z.strictObject({ at: z.literal('interrupted') }),
  z.strictObject({ at: z.literal('failed'), failure: failureView }),
  z.strictObject({ at: z.literal('launch') }),
  z.strictObject({ at: z.literal('done') }),
]);
export type MoveState = z.infer<typeof moveState>;

export const moveView = z.strictObject({
  id: moveId,
  created: isoTime,
  wish: moveWish,
  /** The server's name. */
  server: z.string(),
  practice: z.boolean(),
  state: moveState,
  /** The one it is at; absent when it is done. */
  step: moveStep.optional(),
  /** How far that step is, where the cloud says so. */
  percent: z.number().optional(),
  /** Made on the way: in the server's region, and where it goes. */
  imageId: z.string().optional(),
  arrivedImageId: z.string().optional(),
  instance: instanceView.optional(),
});
export type MoveView = z.infer<typeof moveView>;

/** Nothing is known of it; forgetting is all that can be done here. */
export const unreadableMove = z.strictObject({ id: moveId, failure: failureView });
export type UnreadableMove = z.infer<typeof unreadableMove>;

export const moveEvent = z.discriminatedUnion('kind', [
  /** Always first. The newest move comes first. */
  z.strictObject({ kind: z.literal('all'), moves: z.array(moveView), unreadable: z.array(unreadableMove) }),
  z.strictObject({ kind: z.literal('changed'), move: moveView }),
  z.strictObject({ kind: z.literal('removed'), id: moveId }),
]);
export type MoveEvent = z.infer<typeof moveEvent>;

const one = z.strictObject({ id: moveId });

export const moveCalls = {
  /** All moves, then every change. */
  'moves.follow': stream(nothing, moveEvent),
  /** The log so far, then every new line. */
  'moves.log': stream(one, z.array(logLine)),
  /** Makes an image of the server at once; that one costs storage. */
  'moves.start': call(z.strictObject({ wish: moveWish }), moveView),
  /** Resumes what was interrupted or failed; what is there already is not made again. */
  'moves.resume': call(one, moveView),
  /** Starts the server where it goes; from now on it costs money. A password is used once and kept nowhere. */
  'moves.launch': call(one.extend({ wish: trialWish }), moveView),
  /** Stops following and forgets; what was made in the cloud stays. */
  'moves.forget': call(one, nothing),
} as const;
