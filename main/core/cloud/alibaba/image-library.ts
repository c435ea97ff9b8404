/** Custom images of one region once they are there, through the ECS SDK. */
import type * as Ecs from '@alicloud/ecs20140526';
import { failedWith } from '../../../../contract/failure-error.ts';
import type { ImageEntry, ImageLibrary } from '../image-library.ts';
import { allPages } from './all-pages.ts';
import { askEcs } from './ecs-ask.ts';
import { anyStatus, factsOf } from './image-facts.ts';
import type { Wiring } from './wiring.ts';

const pageSize = 100;
/** ModifyImageSharePermission ignores accounts beyond this number. */
const accountsPerCall = 10;

export function imageLibrary(wiring: Wiring, region: string): ImageLibrary {
  const ask = askEcs(wiring, region);

  const change = async (
    imageId: string,
    side: 'addAccount' | 'removeAccount',
    accounts: readonly string[],
    signal?: AbortSignal,
  ): Promise<void> => {
    for (let start = 0; start < accounts.length; start += accountsPerCall) {
      const some = accounts.slice(start, start + accountsPerCall);
      const about = { image: imageId, account: some.join(', ') };
      await ask({ action: 'ecs:ModifyImageSharePermission', about, signal }, (client, sdk) =>
        client.modifyImageSharePermission(
          new sdk.ModifyImageSharePermissionRequest({ regionId: region, imageId, [side]: some }),
        ),
      );
    }
  };

  return {
    async list(whose, signal) {
      const found = await allPages(pageSize, async (pageNumber) => {
        const { body } = await ask({ action: 'ecs:DescribeImages', signal }, (client, sdk) =>
          client.describeImages(
            new sdk.DescribeImagesRequest({
              regionId: region,
              status: anyStatus,
              imageOwnerAlias: whose,
              pageSize,
              pageNumber,
            }),
          ),
        );
        return body?.images?.image ?? [];
      });
      return found.map(entryOf);
    },

    async copy({ imageId, toRegion, name, clientToken }, signal) {
      const about = { image: name };
      const { body } = await ask({ action: 'ecs:CopyImage', about, signal }, (client, sdk) =>
        client.copyImage(
          new sdk.CopyImageRequest({
            regionId: region,
            imageId,
            destinationRegionId: toRegion,
            destinationImageName: name,
            clientToken,
          }),
        ),
      );
      return { imageId: body?.imageId ?? '' };
    },

    async cancelCopy(imageId, signal) {
      try {
        const about = { image: imageId };
        await ask({ action: 'ecs:CancelCopyImage', about, signal }, (client, sdk) =>
          client.cancelCopyImage(new sdk.CancelCopyImageRequest({ regionId: region, imageId })),
        );
      } catch (error) {
        const over = failedWith(error, 'cloud.refused') && error.facts.code === 'IncorrectImageStatus';
        if (!over) throw error;
      }
    },

    async shares(imageId, signal) {
      const about = { image: imageId };
      const found = await allPages(pageSize, async (pageNumber) => {
        const { body } = await ask({ action: 'ecs:DescribeImageSharePermission', about, signal }, (client, sdk) =>
          client.describeImageSharePermission(
            new sdk.DescribeImageSharePermissionRequest({ regionId: region, imageId, pageSize, pageNumber }),
          ),
        );
        return body?.accounts?.account ?? [];
      });
      return found.map(({ aliyunId = '' }) => aliyunId);
    },

    async changeShares(imageId, { add, remove }, signal) {
      // remove first, so that a full list has room for the new ones
      await change(imageId, 'removeAccount', remove, signal);
      await change(imageId, 'addAccount', add, signal);
    },

    async create({ name, source, check, clientToken }, signal) {
      const { body } = await ask({ action: 'ecs:CreateImage', about: { image: name }, signal }, (client, sdk) =>
        client.createImage(
          new sdk.CreateImageRequest({
            regionId: region,
            imageName: name,
            clientToken,
            ...(check ? { detectionStrategy: 'Standard' } : {}),
            ...(source.kind === 'instance'
              ? { instanceId: source.instanceId }
              : {
                  diskDeviceMapping: source.snapshotIds.map(
                    (snapshotId) => new sdk.CreateImageRequestDiskDeviceMapping({ snapshotId }),
                  ),
                }),
          }),
        ),
      );
      return { imageId: body?.imageId ?? '' };
    },
  };
}

const entryOf = (image: Ecs.DescribeImagesResponseBodyImagesImage): ImageEntry => ({
  ...factsOf(image),
  description: image.description ?? '',
  created: image.creationTime ?? '',
  osType: image.OSType ?? '',
  platform: image.platform ?? '',
  architecture: image.architecture ?? '',
  bootMode: image.bootMode ?? '',
  sizeGiB: image.size ?? 0,
  dataDisksGiB: (image.diskDeviceMappings?.diskDeviceMapping ?? [])
    .filter(({ type }) => type === 'data')
    .map(({ size }) => Number(size ?? 0)),
  ownerId: image.imageOwnerId === undefined ? '' : String(image.imageOwnerId),
  copied: image.isCopied === true,
  tags: (image.tags?.tag ?? []).map(({ tagKey = '', tagValue = '' }) => ({ key: tagKey, value: tagValue })),
});
