/** import: asks ECS for the image once, follows its task to the end, waits until the image is available, and then removes the object if the plan says so. */
import { Failure, failedWith } from '../../../contract/failure-error.ts';
import { newClientToken } from '../base/ids.ts';
import type { ImageService, ImportRequest } from '../cloud/cloud.ts';
import { clearerRoleError, importRole, isRoleNew } from './new-role.ts';
import { importRequest } from './import-request.ts';
import { assertSame, seenObjects } from './object-proof.ts';
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
    await proveSource(context, images, imageId);
    log.write('info', 'image is available', { imageId, taskId });
    if (plan.keepObject === false) await removeObjects(context);
    return 'done';
  },

  /** Stops the task and removes the image, finished or not: nothing that costs money outlives a cancelled migration. */
  undo: undoImport,
};

async function undoImport(context: StageContext): Promise<void> {
  const saved = context.checkpoints.import;
  if (saved === undefined) return;
  const images = (await context.tools.cloud()).images(context.plan.target.region);
  const { imageId, taskId } = saved.imageId === undefined ? await lostImport(context, images) : saved;
  if (taskId !== undefined) await images.cancelTask(taskId, context.signal);
  if (imageId !== undefined) await removeImage(context, images, imageId);
}

async function begin(context: StageContext, images: ImageService): Promise<{ imageId: string; taskId: string }> {
  const { checkpoints, save, report, log } = context;
  let saved = checkpoints.import;
  if (saved?.imageId !== undefined && saved.taskId !== undefined) {
    return { imageId: saved.imageId, taskId: saved.taskId };
  }
  report({ doing: 'asking-import', done: 0, total: 0, unit: 'none' });
  const asked = await seenObjects(context);
  if (saved?.asked !== undefined && JSON.stringify(saved.asked) !== JSON.stringify(asked)) {
    // the token stands for an import of other objects, which may have begun although its answer was lost
    await undoImport(context);
    saved = undefined;
  }
  // Saved before it is used: after a crash the same token finds the same import instead of starting a second one.
  const clientToken = saved?.clientToken ?? newClientToken();
  await save({ import: { ...saved, clientToken, asked } });
  const started = await ask(context, images, requestOf(context));
  log.write('info', 'import task started', started);
  return started;
}

/** ECS read the objects at some moment since it was asked: an image of others is not the server's, and does not stay. */
async function proveSource(context: StageContext, images: ImageService, imageId: string): Promise<void> {
  const saved = context.checkpoints.import;
  if (saved?.asked === undefined || saved.proven === true) return;
  try {
    await assertSame(context, saved.asked);
  } catch (error) {
    if (!failedWith(error, 'cloud.object-replaced') && !failedWith(error, 'cloud.object-missing')) throw error;
    await removeImage(context, images, imageId);
    await context.save({ import: undefined });
    throw error;
  }
  await context.save({ import: { ...saved, proven: true } });
}

/** The same request after a crash as before it: the token stands for all of it. */
function requestOf({ plan, checkpoints }: StageContext): ImportRequest {
  const { clientToken = '', unchecked } = checkpoints.import ?? {};
  const disks = (checkpoints.inspect?.disks ?? []).map((disk) => disk.report);
  const request = importRequest(plan, disks, clientToken);
  return unchecked === true ? { ...request, form: { ...request.form, imageCheck: false } } : request;
}

/** Asks again where the refusal is known to pass: ECS does not know a new role yet, or cannot check this system. */
async function ask(
  context: StageContext,
  images: ImageService,
  request: ImportRequest,
): Promise<{ imageId: string; taskId: string }> {
  const { save, report, tools, signal, log } = context;
  for (let tries = 1; ; tries++) {
    try {
      const started = await images.importImage(request, signal);
      await save({ import: { ...context.checkpoints.import, clientToken: request.clientToken, ...started } });
      return started;
    } catch (error) {
      if (failedWith(error, 'cloud.refused') && error.facts.code === 'ImageCheckUnsupported.WindowsImage') {
        log.write('warn', 'ECS does not check this system; importing without');
        const { asked } = context.checkpoints.import ?? {};
        await save({ import: { clientToken: newClientToken(), unchecked: true, ...(asked && { asked }) } });
        return ask(context, images, requestOf(context));
      }
      const cloud = await tools.cloud();
      if (!(await isRoleNew(cloud, error, signal))) throw await clearerRoleError(cloud, error, signal);
      if (tries >= roleTries)
        throw failedWith(error, 'account.role-missing')
          ? new Failure('account.role-new', { role: importRole }, { cause: error })
          : error; // something of the bucket's own may deny it
      report({ doing: 'waiting-for-role', done: 0, total: 0, unit: 'none' });
      await tools.clock.wait(roleWaitMs, signal);
    }
  }
}

/** RAM tells the services of a new role or policy within a minute or so. */
const roleTries = 12;
const roleWaitMs = 5_000;

/** Only our own objects, and only once the image is there. One that cannot be removed stays a leftover; the image is fine. */
async function removeObjects({ plan, tools, checkpoints, signal, report, save, log }: StageContext): Promise<void> {
  const saved = checkpoints.import;
  if (saved === undefined || saved.objectsRemoved === true) return;
  report({ doing: 'cleaning-up', done: 0, total: 0, unit: 'none' });
  const { region, bucket, endpoint } = plan.target;
  const store = (await tools.cloud()).objects(region, bucket, { endpoint });
  try {
    for (const { key } of checkpoints.upload?.objects ?? []) await store.remove(key, signal);
  } catch (error) {
    if (!failedWith(error, 'account.forbidden') && !failedWith(error, 'cloud.bucket-locked')) throw error;
    log.write('warn', 'object could not be removed', { ...error.facts });
    return;
  }
  await save({ import: { ...saved, objectsRemoved: true } });
  log.write('info', 'objects removed, as the plan wishes');
}

async function followTask(context: StageContext, images: ImageService, imageId: string, taskId: string): Promise<void> {
  const { tools, report, signal } = context;
  const started = tools.clock.now();
  let percent = 0;
  let polls = 0;
  let snapshot: Awaited<ReturnType<typeof snapshotOf>> = {};
  for (;;) {
    const task = await images.task(taskId, signal);
    if (task.at === 'finished') return;
    if (task.at === 'failed') {
      await removeImage(context, images, imageId);
      // The task is over: trying again needs a new token, or ECS would answer with this same task.
      const { asked = [] } = context.checkpoints.import ?? {};
      await context.save({ import: undefined });
      await assertSame(context, asked); // else that is why
      throw new Failure('cloud.import-failed', { taskId, code: task.code, message: task.message });
    }
    percent = Math.max(percent, task.percent);
    if (polls++ % snapshotEvery === 0) snapshot = await snapshotOf(context, images, imageId);
    report({ doing: 'importing', done: percent, total: 100, unit: 'percent', ...snapshot });
    const slow = tools.clock.now() - started > slowlyAfterMs;
    await tools.clock.wait(slow ? pollSlowlyMs : pollMs, signal);
  }
}

/** How many polls of the task go by between looks at the snapshot. */
const snapshotEvery = 3;

/** Only for showing, so a missing right to look at snapshots is no failure. */
async function snapshotOf(
  { signal }: StageContext,
  images: ImageService,
  imageId: string,
): Promise<{ snapshot?: { id: string; status: string } }> {
  try {
    const ids = (await images.image(imageId, signal))?.snapshotIds ?? [];
    if (ids.length === 0) return {};
    const [first] = await images.snapshots(ids, signal);
    return first === undefined ? {} : { snapshot: { id: first.snapshotId, status: first.status } };
  } catch (error) {
    if (failedWith(error, 'account.forbidden')) return {};
    throw error;
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

/** An import whose answer was lost: if it began, there is an image with the plan's name. */
async function lostImport(context: StageContext, images: ImageService): Promise<{ imageId?: string; taskId?: string }> {
  if (context.checkpoints.import?.clientToken === undefined) return {};
  const image = await images.findByName(context.plan.image.name, context.signal);
  if (image === undefined) return {};
  try {
    return await images.importImage(requestOf(context), context.signal); // same token: answers with the lost ids
  } catch (error) {
    if (failedWith(error, 'cloud.image-name-taken')) return {}; // another image has the name: our request never arrived
    throw error;
  }
}

async function removeImage({ tools, signal, log }: StageContext, images: ImageService, imageId: string): Promise<void> {
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
