/** import: asks ECS for the image once, follows its task to the end, and waits until the image is available. */
import { Failure, failedWith } from '../../../contract/failure-error.ts';
import { newClientToken } from '../base/ids.ts';
import type { ImageService } from '../cloud/cloud.ts';
import { importRequest } from './import-request.ts';
import type { Stage, StageContext } from './stage.ts';

const pollMs = 1_000;
const pollSlowlyMs = 5_000;
const slowlyAfterMs = 60_000;

export const importStage: Stage = {
  name: 'import',

  async run(context) {
    const { plan, tools, log } = context;
    const images = (await tools.cloud()).images(plan.target.region);
    const { imageId, taskId } = await begin(context, images);
    await followTask(context, images, imageId, taskId);
    await untilAvailable(context, images, imageId, taskId);
    log.write('info', 'image is available', { imageId, taskId });
    return 'done';
  },

  /** Stops the task and removes the image, finished or not: nothing that costs money outlives a cancelled migration. */
  async undo(context) {
    const saved = context.checkpoints.import;
    if (saved === undefined) return;
    const images = (await context.tools.cloud()).images(context.plan.target.region);
    const { imageId, taskId } = saved.imageId === undefined ? await lostImport(context, images) : saved;
    if (taskId !== undefined) await images.cancelTask(taskId, context.signal);
    if (imageId !== undefined) await removeImage(context, images, imageId);
  },
};

async function begin(
  context: StageContext,
  images: ImageService,
): Promise<{ imageId: string; taskId: string }> {
  const { plan, checkpoints, save, report, log, signal } = context;
  const saved = checkpoints.import;
  if (saved?.imageId !== undefined && saved.taskId !== undefined) {
    return { imageId: saved.imageId, taskId: saved.taskId };
  }
  report({ doing: 'asking-import', done: 0, total: 0, unit: 'none' });
  // Saved before it is used: after a crash the same token finds the same import instead of starting a second one.
  const clientToken = saved?.clientToken ?? newClientToken();
  await save({ import: { clientToken } });
  const disks = (checkpoints.inspect?.disks ?? []).map((disk) => disk.report);
  const started = await images.importImage(importRequest(plan, disks, clientToken), signal);
  await save({ import: { clientToken, ...started } });
  log.write('info', 'import task started', started);
  return started;
}

async function followTask(
  context: StageContext,
  images: ImageService,
  imageId: string,
  taskId: string,
): Promise<void> {
  const { tools, report, signal } = context;
  const started = tools.clock.now();
  let percent = 0;
  for (;;) {
    const task = await images.task(taskId, signal);
    if (task.at === 'finished') return;
    if (task.at === 'failed') {
      await removeImage(context, images, imageId);
      // The task is over: trying again needs a new token, or ECS would answer with this same task.
      await context.save({ import: undefined });
      throw new Failure('cloud.import-failed', { taskId, code: task.code, message: task.message });
    }
    percent = Math.max(percent, task.percent);
    report({ doing: 'importing', done: percent, total: 100, unit: 'percent' });
    const slow = tools.clock.now() - started > slowlyAfterMs;
    await tools.clock.wait(slow ? pollSlowlyMs : pollMs, signal);
  }
}

async function untilAvailable(
  context: StageContext,
  images: ImageService,
  imageId: string,
  taskId: string,
): Promise<void> {
  const { tools, signal } = context;
  for (;;) {
    const image = await images.image(imageId, signal);
    if (image === undefined) throw new Failure('cloud.image-missing', { imageId });
    if (image.status === 'Available') return;
    if (image.status === 'CreateFailed' || image.status === 'UnAvailable') {
      throw new Failure('cloud.import-failed', { taskId, code: image.status, message: '' });
    }
    await tools.clock.wait(pollMs, signal);
  }
}

/** An import whose answer was lost: the image carries the plan's name, if there is one at all. */
async function lostImport(
  { plan, checkpoints, signal }: StageContext,
  images: ImageService,
): Promise<{ imageId?: string; taskId?: string }> {
  const token = checkpoints.import?.clientToken;
  if (token === undefined) return {};
  const disks = (checkpoints.inspect?.disks ?? []).map((disk) => disk.report);
  const image = await images.findByName(plan.image.name, signal);
  if (image === undefined) return {};
  try {
    return await images.importImage(importRequest(plan, disks, token), signal); // same token: answers with the lost ids
  } catch (error) {
    if (failedWith(error, 'cloud.image-name-taken')) return {}; // somebody else's image: our request never arrived
    throw error;
  }
}

async function removeImage(
  { tools, signal, log }: StageContext,
  images: ImageService,
  imageId: string,
): Promise<void> {
  for (
    let image = await images.image(imageId, signal);
    image !== undefined;
    image = await images.image(imageId, signal)
  ) {
    if (image.status !== 'Creating' && image.status !== 'Waiting') {
      await images.removeImage(imageId, signal);
      log.write('info', 'image removed', { imageId });
      return;
    }
    await tools.clock.wait(pollMs, signal);
  }
}
