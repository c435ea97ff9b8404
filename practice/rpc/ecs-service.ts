/** ECS: regions, tasks and images; importing is in `ecs-import.ts`, copies and shares in `ecs-images.ts`, servers in `ecs-instances.ts`. */
import { CloudError } from '../http/exchange.ts';
import { ownerOf } from '../world/caller.ts';
import { isRegion, regions } from '../world/regions.ts';
import { importState } from '../world/timetable.ts';
import type { ImportRecord, World } from '../world/world.ts';
import { describeImage } from './describe-image.ts';
import { importImage, type EcsParts } from './ecs-import.ts';
import { imageActions, isShared } from './ecs-images.ts';
import { instanceActions } from './ecs-instances.ts';
import { required, wholeNumber, type RpcAction, type RpcActions, type RpcRequest } from './rpc-service.ts';

type Parameters = ReadonlyMap<string, string>;

export function ecsService(parts: EcsParts): RpcActions {
  const { world, now } = parts;
  return {
    DescribeRegions: ({ parameters }) => ({
      Regions: {
        Region: regions.map((region) => ({
          RegionId: region.id,
          LocalName: parameters.get('AcceptLanguage') === 'en-US' ? region.english : region.chinese,
          RegionEndpoint: `ecs.${region.id}.aliyuncs.com`,
        })),
      },
    }),
    ImportImage: inRegion(importImage(parts)),
    ...Object.fromEntries(
      Object.entries({ ...imageActions(parts), ...instanceActions(parts) }).map(([name, action]) => [
        name,
        // the region of an instance is that of the host it is asked at, which here is one for all
        name === 'DeleteInstance' ? action : inRegion(action),
      ]),
    ),
    DescribeTasks: inRegion((request) => listTasks(world, request, now())),
    DescribeTaskAttribute: inRegion((request) => describeTask(findTask(world, request), now())),
    CancelTask: inRegion(async (request) => {
      const record = findTask(world, request);
      if (importState(record, now()).task !== 'Processing') {
        throw new CloudError(
          403,
          'InvalidTaskId.IncorrectTaskStatus',
          'The current status of the task does not support this operation.',
        );
      }
      record.stopped = {
        at: now(),
        cancelled: true,
        code: 'TaskCancelled',
        message: 'The task was cancelled.',
      };
      await world.save();
      return {};
    }),
    DescribeImages: inRegion((request) => listImages(world, request, now())),
    DeleteImage: inRegion(async ({ parameters, caller }) => {
      const imageId = required(parameters, 'ImageId');
      const record = world.state.imports.find(
        (one) =>
          ownerOf(one) === caller.account && one.region === parameters.get('RegionId') && one.imageId === imageId,
      );
      const image = record === undefined ? 'gone' : importState(record, now()).image;
      if (record === undefined || image === 'gone')
        throw new CloudError(404, 'InvalidImageId.NotFound', 'The specified ImageId does not exist.');
      if (image === 'Creating') throw new CloudError(403, 'ImageIsImporting', 'The specified image is being imported.');
      record.deleted = true;
      world.state.shares = world.state.shares.filter((share) => share.imageId !== imageId);
      await world.save();
      return {};
    }),
  };
}

/** Every import that is reading this object fails: it has been replaced or removed meanwhile. */
export async function failImportsOf(world: World, now: number, bucket: string, key: string): Promise<void> {
  const reading = world.state.imports.filter(
    (one) =>
      importState(one, now).task === 'Processing' &&
      one.form.disks.some((disk) => disk.bucket === bucket && disk.key === key),
  );
  for (const record of reading) {
    record.stopped = {
      at: now,
      cancelled: false,
      code: 'InvalidOSSObject.NotFound',
      message: 'The OSS object was removed or replaced during the import.',
    };
  }
  if (reading.length > 0) await world.save();
}

const inRegion =
  (action: RpcAction): RpcAction =>
  (request) => {
    if (!isRegion(required(request.parameters, 'RegionId'))) {
      throw new CloudError(404, 'InvalidRegionId.NotFound', 'The specified RegionId does not exist.');
    }
    return action(request);
  };

function findTask(world: World, { parameters, caller }: RpcRequest): ImportRecord {
  const taskId = required(parameters, 'TaskId');
  const record = world.state.imports.find(
    (one) =>
      ownerOf(one) === caller.account &&
      one.region === parameters.get('RegionId') &&
      one.made === undefined &&
      one.taskId === taskId,
  );
  if (record === undefined) throw new CloudError(404, 'InvalidTaskId.NotFound', 'The specified TaskId does not exist.');
  return record;
}

/** `2015-11-23T02:13Z`: tasks are dated to the minute. */
const toMinute = (at: number): string => `${new Date(at).toISOString().slice(0, 16)}Z`;

function taskFields(record: ImportRecord, now: number): Record<string, unknown> {
  const state = importState(record, now);
  return {
    TaskId: record.taskId,
    TaskAction: 'ImportImage',
    TaskStatus: state.task,
    SupportCancel: String(state.task === 'Processing'),
    CreationTime: toMinute(record.startedAt),
    FinishedTime: state.endedAt === undefined ? '' : toMinute(state.endedAt),
    ResourceId: record.imageId,
  };
}

function describeTask(record: ImportRecord, now: number): Record<string, unknown> {
  const state = importState(record, now);
  const [system] = record.form.disks;
  const related = [
    { Name: 'OSSBucket', Value: system?.bucket ?? '' },
    { Name: 'OSSObject', Value: system?.key ?? '' },
    { Name: 'ImageFormat', Value: system?.format ?? '' },
  ];
  const progress = {
    OperationStatus: state.task === 'Processing' ? 'Processing' : state.failure === undefined ? 'Success' : 'Failed',
    ErrorCode: state.failure?.code ?? '',
    ErrorMsg: state.failure?.message ?? '',
    RelatedItemSet: { RelatedItem: related },
  };
  return {
    ...taskFields(record, now),
    RegionId: record.region,
    TaskProcess: `${state.percent}%`,
    TotalCount: 1,
    SuccessCount: state.task === 'Finished' ? 1 : 0,
    FailedCount: state.task === 'Failed' ? 1 : 0,
    OperationProgressSet: { OperationProgress: [progress] },
  };
}

function listTasks(world: World, { parameters, caller }: RpcRequest, now: number): Record<string, unknown> {
  const ids = listOf(parameters.get('TaskIds'));
  const resources = repeated(parameters, 'ResourceIds');
  const status = parameters.get('TaskStatus');
  const action = parameters.get('TaskAction');
  const found = world.state.imports.filter(
    (one) =>
      ownerOf(one) === caller.account &&
      one.made === undefined &&
      one.region === parameters.get('RegionId') &&
      (ids === undefined || ids.includes(one.taskId)) &&
      (resources.length === 0 || resources.includes(one.imageId)) &&
      (action === undefined || action === 'ImportImage') &&
      (status === undefined ||
        !['Processing', 'Finished', 'Failed'].includes(status) ||
        importState(one, now).task === status),
  );
  return paged(parameters, found, 'TaskSet', 'Task', (one) => taskFields(one, now));
}

/** `self` are the caller's own images, `others` those shared with them. */
function listImages(world: World, { parameters, caller }: RpcRequest, now: number): Record<string, unknown> {
  const ids = listOf(parameters.get('ImageId'));
  const statuses = listOf(parameters.get('Status')) ?? ['Available'];
  const name = parameters.get('ImageName');
  const owner = parameters.get('ImageOwnerAlias') ?? 'self';
  const found = world.state.imports.filter((one) => {
    const { image } = importState(one, now);
    return (
      one.region === parameters.get('RegionId') &&
      (ownerOf(one) === caller.account
        ? owner === 'self'
        : owner === 'others' && image === 'Available' && isShared(world, one, caller.account)) &&
      image !== 'gone' &&
      (statuses.includes('ALL') || statuses.includes(image)) &&
      (ids === undefined || ids.includes(one.imageId)) &&
      (name === undefined || like(name, one.form.imageName))
    );
  });
  return paged(parameters, [...found].reverse(), 'Images', 'Image', (one) =>
    describeImage(one, now, ownerOf(one) === caller.account ? 'self' : 'others'),
  );
}

/** `*` stands for anything. */
function like(pattern: string, name: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  if (rest.length === 0) return name === pattern;
  const last = rest.pop() ?? '';
  if (!name.startsWith(first) || !name.endsWith(last) || name.length < first.length + last.length) return false;
  let middle = name.slice(first.length, name.length - last.length);
  return rest.every((piece) => {
    const at = middle.indexOf(piece);
    middle = middle.slice(at + piece.length);
    return at >= 0;
  });
}

const listOf = (text: string | undefined): string[] | undefined =>
  text === undefined || text === '' ? undefined : text.split(',').map((one) => one.trim());

const repeated = (parameters: Parameters, name: string): string[] =>
  [...parameters].filter(([key]) => key.startsWith(`${name}.`)).map(([, value]) => value);

function paged(
  parameters: Parameters,
  found: readonly ImportRecord[],
  outer: string,
  inner: string,
  describe: (record: ImportRecord) => Record<string, unknown>,
): Record<string, unknown> {
  const number = wholeNumber(parameters, 'PageNumber', 1, 1e6);
  const size = wholeNumber(parameters, 'PageSize', 10, 100);
  return {
    RegionId: parameters.get('RegionId'),
    PageNumber: number,
    PageSize: size,
    TotalCount: found.length,
    [outer]: { [inner]: found.slice((number - 1) * size, number * size).map(describe) },
  };
}
