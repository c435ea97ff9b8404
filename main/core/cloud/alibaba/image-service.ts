/** Custom images of one region: import, its task, and what the image check says. */
import type * as Ecs from '@alicloud/ecs20140526';
import { failedWith } from '../../../../contract/failure-error.ts';
import type { CheckItem } from '../../../../contract/views.ts';
import type { Credentials, Endpoint, ImageFacts, ImageService, ImportRequest, ImportTask } from '../cloud.ts';
import type { RetryTable } from '../../base/retry.ts';
import { importRole } from './errors.ts';
import type { About } from './said.ts';
import { loadEcs, sdkAsker, sdkConfig, type SdkCall } from './sdk.ts';

/** Left out, ECS answers with available images only and hides the one being imported. */
const anyStatus = 'Creating,Waiting,Available,UnAvailable,CreateFailed,Deprecated';
/** How ECS says that a dry run would have succeeded: as an error, in two spellings. */
const dryRunPassed = ['DryRunOperation', 'DRYRUN.SUCCESS'];

export function imageService(
  credentials: Credentials,
  endpoint: Endpoint,
  region: string,
  retry: RetryTable,
): ImageService {
  const host = endpoint.kind === 'practice' ? new URL(endpoint.url).host : `ecs.${region}.aliyuncs.com`;
  const asker = sdkAsker(host, retry);
  const ask = async <T>(
    wish: Pick<SdkCall, 'action'> & Partial<SdkCall>,
    send: (client: Ecs.default, sdk: typeof Ecs) => Promise<T>,
  ): Promise<T> => {
    const sdk = await loadEcs();
    const client = new sdk.default(await sdkConfig(credentials, endpoint, region));
    const about = { region, ...wish.about };
    return asker.ask({ repeatable: true, ...wish, about }, () => send(client, sdk));
  };

  const describe = async (
    filter: { imageId?: string; imageName?: string },
    about: About,
    signal?: AbortSignal,
  ) => {
    const { body } = await ask({ action: 'ecs:DescribeImages', about, signal }, (client, sdk) =>
      client.describeImages(
        new sdk.DescribeImagesRequest({
          regionId: region,
          status: anyStatus,
          imageOwnerAlias: 'self',
          pageSize: 100,
          ...filter,
        }),
      ),
    );
    return body?.images?.image ?? [];
  };

  return {
    async dryRun(request, signal) {
      const about = aboutImport(request);
      try {
        await ask({ action: 'ecs:ImportImage', about, signal }, (client, sdk) =>
          client.importImage(importRequest(sdk, region, request, true)),
        );
      } catch (error) {
        if (failedWith(error, 'cloud.refused') && dryRunPassed.includes(error.facts.code)) return;
        throw error;
      }
    },

    async importImage(request, signal) {
      const about = aboutImport(request);
      const { body } = await ask({ action: 'ecs:ImportImage', about, signal }, (client, sdk) =>
        client.importImage(importRequest(sdk, region, request, false)),
      );
      return { imageId: body?.imageId ?? '', taskId: body?.taskId ?? '' };
    },

    async task(taskId, signal) {
      const { body } = await ask({ action: 'ecs:DescribeTaskAttribute', signal }, (client, sdk) =>
        client.describeTaskAttribute(new sdk.DescribeTaskAttributeRequest({ regionId: region, taskId })),
      );
      return taskOf(body);
    },

    async cancelTask(taskId, signal) {
      try {
        await ask({ action: 'ecs:CancelTask', signal }, (client, sdk) =>
          client.cancelTask(new sdk.CancelTaskRequest({ regionId: region, taskId })),
        );
      } catch (error) {
        if (failedWith(error, 'cloud.refused') && error.facts.code === 'InvalidTaskId.IncorrectTaskStatus')
          return;
        throw error;
      }
    },

    async image(imageId, signal) {
      const images = await describe({ imageId }, { image: imageId }, signal);
      const found = images.find((image) => image.imageId === imageId);
      return found === undefined ? undefined : factsOf(found);
    },

    async findByName(name, signal) {
      // the filter takes patterns and ignores case: only the very name counts
      const images = await describe({ imageName: name }, { image: name }, signal);
      const found = images.find((image) => image.imageName === name);
      return found === undefined ? undefined : factsOf(found);
    },

    async removeImage(imageId, signal) {
      try {
        await ask({ action: 'ecs:DeleteImage', about: { image: imageId }, signal }, (client, sdk) =>
          client.deleteImage(new sdk.DeleteImageRequest({ regionId: region, imageId })),
        );
      } catch (error) {
        if (!failedWith(error, 'cloud.image-missing')) throw error;
      }
    },
  };
}

function aboutImport({ form, disks }: ImportRequest): About {
  const [system] = disks;
  return { image: form.name, ...(system === undefined ? {} : { bucket: system.bucket, key: system.key }) };
}

/** Says everything aloud: ECS's defaults have changed over the years (LicenseType, DetectionStrategy). */
function importRequest(sdk: typeof Ecs, regionId: string, request: ImportRequest, dryRun: boolean) {
  const { form, disks, clientToken } = request;
  return new sdk.ImportImageRequest({
    regionId,
    imageName: form.name,
    ...(form.description === undefined || form.description === '' ? {} : { description: form.description }),
    OSType: form.osType,
    platform: form.platform,
    architecture: form.architecture,
    bootMode: form.bootMode,
    licenseType: form.licenseType,
    roleName: importRole,
    ...(form.imageCheck === false ? {} : { detectionStrategy: 'Standard' }),
    features: new sdk.ImportImageRequestFeatures({
      nvmeSupport: form.nvmeSupport === true ? 'supported' : 'unsupported',
    }),
    diskDeviceMapping: disks.map(
      (disk) =>
        new sdk.ImportImageRequestDiskDeviceMapping({
          format: disk.format.toUpperCase(),
          OSSBucket: disk.bucket,
          OSSObject: disk.key,
          diskImageSize: disk.sizeGiB,
        }),
    ),
    // a dry run must not use up the token of the import it stands for
    ...(dryRun ? { dryRun } : { clientToken }),
  });
}

/** States we do not know are taken for running, as the list of states has grown before. */
function taskOf(body: Ecs.DescribeTaskAttributeResponseBody | undefined): ImportTask {
  if (body?.taskStatus === 'Finished') return { at: 'finished' };
  if (body?.taskStatus === 'Failed') {
    const reason = body.operationProgressSet?.operationProgress?.find(
      ({ errorCode }) => (errorCode ?? '') !== '',
    );
    return { at: 'failed', code: reason?.errorCode ?? '', message: reason?.errorMsg ?? '' };
  }
  return {
    at: 'processing',
    percent: percentOf(body?.taskProcess),
    cancellable: body?.supportCancel === 'true',
  };
}

const statuses = ['Creating', 'Waiting', 'Available', 'UnAvailable', 'CreateFailed', 'Deprecated'] as const;

function factsOf(image: Ecs.DescribeImagesResponseBodyImagesImage): ImageFacts {
  return {
    imageId: image.imageId ?? '',
    name: image.imageName ?? '',
    status: statuses.find((status) => status === image.status) ?? 'unknown',
    percent: percentOf(image.progress),
    check: checkOf(image.detectionOptions),
  };
}

function checkOf(
  options: Ecs.DescribeImagesResponseBodyImagesImageDetectionOptions | undefined,
): ImageFacts['check'] {
  if (options?.status === undefined || options.status === '') return undefined;
  if (options.status !== 'Finished') return { at: 'processing' };
  const items = options.items?.item ?? [];
  return {
    at: 'finished',
    items: items.map(({ name, value, riskLevel, riskCode }) => ({
      name: name ?? '',
      value: value ?? '',
      group: groupOf(riskLevel),
      riskCode: riskCode ?? '',
    })),
  };
}

/** The console shows three groups; that the API's levels stand for them in this order is our inference. */
function groupOf(level: string | undefined): CheckItem['group'] {
  if (level === 'High') return 'strongly-recommended';
  return level === undefined || level === '' ? 'no-risk' : 'recommended';
}

/** `45%` → 45. */
const percentOf = (text: string | undefined): number => Number.parseInt(text ?? '', 10) || 0;
