/** What DescribeImages says of an image, in our words. */
import type * as Ecs from '@alicloud/ecs20140526';
import type { CheckItem } from '../../../../contract/images.ts';
import type { ImageFacts } from '../cloud.ts';

/** Left out, ECS answers with available images only and hides the one being imported. */
export const anyStatus = 'Creating,Waiting,Available,UnAvailable,CreateFailed,Deprecated';
const statuses = ['Creating', 'Waiting', 'Available', 'UnAvailable', 'CreateFailed', 'Deprecated'] as const;

export function factsOf(image: Ecs.DescribeImagesResponseBodyImagesImage): ImageFacts {
  return {
    imageId: image.imageId ?? '',
    name: image.imageName ?? '',
    status: statuses.find((status) => status === image.status) ?? 'unknown',
    percent: percentOf(image.progress),
    check: checkOf(image.detectionOptions),
    snapshotIds: (image.diskDeviceMappings?.diskDeviceMapping ?? []).flatMap(({ snapshotId }) => snapshotId ?? []),
  };
}

function checkOf(options: Ecs.DescribeImagesResponseBodyImagesImageDetectionOptions | undefined): ImageFacts['check'] {
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
export const percentOf = (text: string | undefined): number => Number.parseInt(text ?? '', 10) || 0;
