/** The steps of a move. Each asks the cloud first what is there, so that it can be taken again at any time and makes nothing twice. */
import { Failure } from '../../../contract/failure-error.ts';
import type { MoveStep } from '../../../contract/moves.ts';
import type { Clock } from '../base/clock.ts';
import { newClientToken } from '../base/ids.ts';
import type { Cloud } from '../cloud/cloud.ts';
import type { Job } from '../jobs/job.ts';
import type { MoveRecord } from './move-record.ts';

const pollMs = 1_500;
/** An image, share or server that is not listed this long after it was made is gone. */
const listedMs = 60_000;

export interface MoveContext {
  readonly job: Job<MoveRecord>;
  report(step: MoveStep, percent: number | undefined): void;
  cloud(account: string): Promise<Cloud>;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** The image the new server is started from, once the steps before the launch are taken. */
export function arrivedImage({ wish, image, copy }: MoveRecord): string | undefined {
  return (wish.from.region === wish.to.region ? image : copy)?.imageId;
}

export async function takeStep(step: MoveStep, context: MoveContext): Promise<void> {
  context.report(step, undefined);
  if (step === 'image') return imageStep(context);
  if (step === 'copy') return copyStep(context);
  if (step === 'share') return shareStep(context);
  return launchStep(context);
}

async function imageStep(context: MoveContext): Promise<void> {
  const { wish } = context.job.record;
  const library = (await context.cloud(wish.from.account)).library(wish.from.region);
  const source = { kind: 'instance', instanceId: wish.instanceId } as const;
  await makeImage(context, 'image', wish.from.region, (clientToken) =>
    library.create({ name: wish.imageName, source, check: wish.check, clientToken }, context.signal),
  );
}

async function copyStep(context: MoveContext): Promise<void> {
  const { wish, image } = context.job.record;
  const library = (await context.cloud(wish.from.account)).library(wish.from.region);
  const copy = { imageId: image?.imageId ?? '', toRegion: wish.to.region, name: wish.imageName };
  await makeImage(context, 'copy', wish.to.region, (clientToken) =>
    library.copy({ ...copy, clientToken }, context.signal),
  );
}

/** Follows the image that is being made; makes one when there is none, or only one that failed. */
async function makeImage(
  context: MoveContext,
  what: 'image' | 'copy',
  region: string,
  make: (clientToken: string) => Promise<{ imageId: string }>,
): Promise<void> {
  const { signal, clock } = context;
  const images = (await context.cloud(context.job.record.wish.from.account)).images(region);
  const before = context.job.record[what]?.imageId;
  if (before !== undefined) {
    const found = await images.image(before, signal);
    if (found === undefined || isFailed(found.status)) {
      if (found !== undefined) await images.removeImage(before, signal); // we made it, and it cannot be used
      await context.job.save({ [what]: undefined });
    }
  }
  const clientToken = context.job.record[what]?.clientToken ?? newClientToken();
  if (context.job.record[what] === undefined) await context.job.save({ [what]: { clientToken } });
  const imageId = context.job.record[what]?.imageId ?? (await make(clientToken)).imageId;
  await context.job.save({ [what]: { clientToken, imageId } });
  context.job.log.write('info', 'following the image', { imageId, region });
  const started = clock.now();
  for (;;) {
    const found = await images.image(imageId, signal);
    if (found?.status === 'Available') return;
    if (found !== undefined && isFailed(found.status))
      throw new Failure(what === 'copy' ? 'cloud.copy-failed' : 'cloud.image-failed', {
        imageId,
        region,
        status: found.status,
      });
    if (found === undefined && clock.now() - started > listedMs)
      throw new Failure('cloud.image-failed', { imageId, region, status: '' });
    context.report(what, found?.percent);
    await clock.wait(pollMs, signal);
  }
}

const isFailed = (status: string): boolean => status === 'CreateFailed' || status === 'UnAvailable';

/** Shares the image, and waits until the other account sees it. */
async function shareStep(context: MoveContext): Promise<void> {
  const { signal, clock } = context;
  const { wish } = context.job.record;
  const imageId = arrivedImage(context.job.record) ?? '';
  const target = await context.cloud(wish.to.account);
  const { accountId } = await target.identity(signal);
  const library = (await context.cloud(wish.from.account)).library(wish.to.region);
  const started = clock.now();
  for (;;) {
    if (!(await library.shares(imageId, signal)).includes(accountId))
      await library.changeShares(imageId, { add: [accountId], remove: [] }, signal);
    const seen = await target.library(wish.to.region).list('others', signal);
    if (seen.some((image) => image.imageId === imageId)) return;
    if (clock.now() - started > listedMs)
      throw new Failure('cloud.share-refused', { account: accountId, code: 'NotListed', requestId: '' });
    await clock.wait(pollMs, signal);
  }
}

/** Waits until the new server is running. */
async function launchStep(context: MoveContext): Promise<void> {
  const { signal, clock } = context;
  const { wish, launch } = context.job.record;
  const instanceId = launch?.instance?.instanceId ?? '';
  const instances = (await context.cloud(wish.to.account)).instances(wish.to.region);
  const started = clock.now();
  for (;;) {
    const found = await instances.instance(instanceId, signal);
    const late = clock.now() - started > listedMs;
    if ((found === undefined && late) || found?.status === 'Stopped' || found?.status === 'Stopping')
      throw new Failure('cloud.instance-gone', { instanceId, status: found?.status ?? '' });
    if (found !== undefined && launch !== undefined && found.status !== launch.instance?.status)
      await context.job.save({ launch: { clientToken: launch.clientToken, instance: found } });
    if (found?.status === 'Running') return;
    await clock.wait(pollMs, signal);
  }
}
