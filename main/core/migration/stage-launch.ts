/** launch: starts the trial instance the plan asks for, once, and follows it until it runs. */
import { Failure } from '../../../contract/failure-error.ts';
import type { Plan } from '../../../contract/plan.ts';
import { newClientToken } from '../base/ids.ts';
import type { LaunchRequest } from '../cloud/instances.ts';
import type { Stage, StageContext } from './stage.ts';

const pollMs = 2_000;
/** An instance that has not been listed for this long after its start is gone. */
const listedMs = 60_000;

/** What the instance is called; its release is asked by this name. */
export const trialName = (plan: Plan): string => `${plan.image.name}-trial`.slice(0, 128);

export const launchStage: Stage = {
  name: 'launch',

  async run(context) {
    const { plan, tools, log, save, signal } = context;
    if (plan.launch === undefined) return 'not-asked-for';
    const instances = (await tools.cloud()).instances(plan.target.region);
    const request = await requestOf(context, plan.launch);
    let { instanceId } = context.checkpoints.launch ?? {};
    if (instanceId === undefined) {
      context.report({ doing: 'starting-instance', done: 0, total: 0, unit: 'none' });
      await instances.dryRun(request, signal);
      ({ instanceId } = await instances.run(request, signal)); // the same token never starts a second one
      await save({ launch: { clientToken: request.clientToken, instanceId } });
      log.write('info', 'trial instance started', { instanceId, type: request.instanceType });
    }
    const started = tools.clock.now();
    for (;;) {
      const found = await instances.instance(instanceId, signal);
      const late = tools.clock.now() - started > listedMs;
      if ((found === undefined && late) || found?.status === 'Stopped' || found?.status === 'Stopping')
        throw new Failure('cloud.instance-gone', { instanceId, status: found?.status ?? '' });
      if (found?.status === 'Running') {
        const { osType, publicIp, privateIp } = found;
        const { clientToken } = request;
        await save({ launch: { clientToken, instanceId, running: { osType, publicIp, privateIp } } });
        log.write('info', 'trial instance runs', { instanceId, publicIp, privateIp });
        return 'done';
      }
      context.report({ doing: 'waiting-for-instance', done: 0, total: 0, unit: 'none' });
      await tools.clock.wait(pollMs, signal);
    }
  },

  /** It costs money, and its image is removed as well. */
  async undo(context) {
    const saved = context.checkpoints.launch;
    if (saved === undefined || context.plan.launch === undefined) return;
    const instances = (await context.tools.cloud()).instances(context.plan.target.region);
    const name = trialName(context.plan);
    const imageId = context.checkpoints.import?.imageId;
    // the answer to the start was lost: only our instance can be of this image
    const instanceId =
      saved.instanceId ??
      (await instances.list(context.signal)).find((instance) => instance.name === name && instance.imageId === imageId)
        ?.instanceId;
    if (instanceId !== undefined) await instances.release(instanceId, context.signal);
  },
};

async function requestOf(context: StageContext, wish: NonNullable<Plan['launch']>): Promise<LaunchRequest> {
  const clientToken = context.checkpoints.launch?.clientToken ?? newClientToken();
  if (context.checkpoints.launch === undefined) await context.save({ launch: { clientToken } });
  return {
    ...wish,
    imageId: context.checkpoints.import?.imageId ?? '',
    name: trialName(context.plan),
    clientToken,
  };
}
