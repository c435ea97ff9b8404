/** Custom images of one region: import, its task, and what the image check says. */
import type * as Ecs from '@alicloud/ecs20140526';
import { failedWith } from '../../../../contract/failure-error.ts';
import type { ImageService, ImportRequest, ImportTask } from '../cloud.ts';
import { allPages } from './all-pages.ts';
import { askEcs, passed } from './ecs-ask.ts';
import { anyStatus, factsOf, percentOf } from './image-facts.ts';
import { importImageRequest } from './import-image-request.ts';
import type { About } from './said.ts';
import type { Wiring } from './wiring.ts';

export function imageService(wiring: Wiring, region: string): ImageService {
  const ask = askEcs(wiring, region);

  const describe = async (filter: { imageId?: string; imageName?: string }, about: About, signal?: AbortSignal) => {
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
      await passed(
        ask({ action: 'ecs:ImportImage', about, signal }, (client, sdk) =>
          client.importImage(importImageRequest(sdk, region, request, true)),
        ),
      );
    },

    async importImage(request, signal) {
      const about = aboutImport(request);
      const { body } = await ask({ action: 'ecs:ImportImage', about, signal }, (client, sdk) =>
        client.importImage(importImageRequest(sdk, region, request, false)),
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
        if (failedWith(error, 'cloud.refused') && error.facts.code === 'InvalidTaskId.IncorrectTaskStatus') return;
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

    async snapshots(ids, signal) {
      const found = await allPages(100, async (pageNumber) => {
        const { body } = await ask({ action: 'ecs:DescribeSnapshots', signal }, (client, sdk) =>
          client.describeSnapshots(
            new sdk.DescribeSnapshotsRequest({
              regionId: region,
              pageSize: 100,
              pageNumber,
              ...(ids === undefined ? {} : { snapshotIds: JSON.stringify(ids) }),
            }),
          ),
        );
        return body?.snapshots?.snapshot ?? [];
      });
      return found.map((one) => ({
        snapshotId: one.snapshotId ?? '',
        name: one.snapshotName ?? '',
        diskType: one.sourceDiskType === 'data' ? 'data' : 'system',
        sizeGiB: Number(one.sourceDiskSize ?? 0),
        status: one.status ?? '',
        percent: percentOf(one.progress),
        created: one.creationTime ?? '',
      }));
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
  return {
    image: form.name,
    form,
    ...(form.resourceGroupId === undefined ? {} : { resourceGroup: form.resourceGroupId }),
    ...(system === undefined ? {} : { bucket: system.bucket, key: system.key, format: system.format }),
  };
}

/** States we do not know are taken for running, as the list of states has grown before. */
function taskOf(body: Ecs.DescribeTaskAttributeResponseBody | undefined): ImportTask {
  if (body?.taskStatus === 'Finished') return { at: 'finished' };
  if (body?.taskStatus === 'Failed') {
    const reason = body.operationProgressSet?.operationProgress?.find(({ errorCode }) => (errorCode ?? '') !== '');
    return { at: 'failed', code: reason?.errorCode ?? '', message: reason?.errorMsg ?? '' };
  }
  return {
    at: 'processing',
    percent: percentOf(body?.taskProcess),
    cancellable: body?.supportCancel === 'true',
  };
}
