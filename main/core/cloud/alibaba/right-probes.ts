/**
 * Questions that show whether an action is allowed, without doing anything: reads, dry runs, and changes to things that
 * do not exist. Rights are checked before anything else, so every answer but "forbidden" means yes.
 */
import { failedWith, Failure } from '../../../../contract/failure-error.ts';
import type { FailureCode } from '../../../../contract/failure.ts';
import type { ImageService, ObjectStore, RightProbe } from '../cloud.ts';
import type { ImageLibrary } from '../image-library.ts';
import type { InstanceService } from '../instances.ts';
import { askEcs, type AskEcs } from './ecs-ask.ts';
import { askRpc } from './rpc-ask.ts';
import { z } from '../../../../contract/schema.ts';
import type { Roles } from './roles.ts';
import type { Wiring } from './wiring.ts';

/** Looks like an id of the service, but names nothing. */
const noImage = 'm-00000000000000000000';
const noInstance = 'i-00000000000000000000';
const noTask = 't-00000000000000000000';
const noKey = 'ecs-image-migrator-never-written';
const noUpload = '0'.repeat(32);

interface Parts {
  readonly wiring: Wiring;
  readonly region: string;
  readonly images: ImageService;
  readonly library: ImageLibrary;
  readonly instances: InstanceService;
  readonly roles: Roles;
  readonly buckets: (signal?: AbortSignal) => Promise<unknown>;
  readonly objects: ObjectStore | undefined;
}
type Question = (signal?: AbortSignal) => Promise<unknown>;

export function rightProbes(parts: Parts): RightProbe[] {
  const questions: Record<string, Question> = {
    ...ecsQuestions(parts),
    'oss:ListBuckets': parts.buckets,
    ...(parts.objects === undefined ? {} : ossQuestions(parts.objects)),
    'ram:GetRole': (signal) => parts.roles.look('import', signal),
    'resourcemanager:ListResourceGroups': (signal) =>
      askRpc(
        parts.wiring,
        {
          service: 'resourcemanager',
          version: '2020-03-31',
          action: 'ListResourceGroups',
          region: parts.region,
          query: { PageSize: '1' },
          signal,
        },
        z.unknown(),
      ),
  };
  return Object.entries(questions).map(([action, ask]) => ({
    action,
    async allowed(signal) {
      try {
        await ask(signal);
        return 'yes';
      } catch (error) {
        if (failedWith(error, 'account.forbidden')) return 'no';
        if (!(error instanceof Failure)) throw error;
        // a service that cannot be reached or does not accept our keys tells nothing about rights
        const { code } = error as Failure<FailureCode>;
        if (/^(network|account)\./.test(code) && code !== 'account.role-missing') throw error;
        return error.retry === 'automatic' ? 'cannot-tell' : 'yes';
      }
    },
  }));
}

function ecsQuestions({ wiring, region, images, library, instances }: Parts): Record<string, Question> {
  const ask: AskEcs = askEcs(wiring, region);
  const regionId = region;
  return {
    'ecs:DescribeRegions': (signal) =>
      ask({ action: 'ecs:DescribeRegions', signal }, (client, sdk) =>
        client.describeRegions(new sdk.DescribeRegionsRequest({})),
      ),
    'ecs:DescribeImages': (signal) => images.image(noImage, signal),
    'ecs:ImportImage': (signal) =>
      // without a disk it is refused for that, once the right is there
      ask({ action: 'ecs:ImportImage', signal }, (client, sdk) =>
        client.importImage(new sdk.ImportImageRequest({ regionId, dryRun: true })),
      ),
    'ecs:DescribeTaskAttribute': (signal) => images.task(noTask, signal),
    'ecs:CancelTask': (signal) => images.cancelTask(noTask, signal),
    'ecs:DeleteImage': (signal) => images.removeImage(noImage, signal),
    'ecs:DescribeSnapshots': (signal) => images.snapshots([], signal),
    'ecs:CopyImage': (signal) =>
      ask({ action: 'ecs:CopyImage', signal }, (client, sdk) =>
        client.copyImage(
          new sdk.CopyImageRequest({ regionId, imageId: noImage, destinationRegionId: region, dryRun: true }),
        ),
      ),
    'ecs:CancelCopyImage': (signal) => library.cancelCopy(noImage, signal),
    'ecs:DescribeImageSharePermission': (signal) => library.shares(noImage, signal),
    'ecs:ModifyImageSharePermission': (signal) =>
      ask({ action: 'ecs:ModifyImageSharePermission', signal }, (client, sdk) =>
        client.modifyImageSharePermission(
          new sdk.ModifyImageSharePermissionRequest({ regionId, imageId: noImage, dryRun: true }),
        ),
      ),
    'ecs:CreateImage': (signal) =>
      ask({ action: 'ecs:CreateImage', signal }, (client, sdk) =>
        client.createImage(new sdk.CreateImageRequest({ regionId, instanceId: noInstance, dryRun: true })),
      ),
    'ecs:DescribeImageSupportInstanceTypes': (signal) => instances.types(noImage, signal),
    'ecs:DescribeAvailableResource': (signal) =>
      ask({ action: 'ecs:DescribeAvailableResource', signal }, (client, sdk) =>
        client.describeAvailableResource(
          new sdk.DescribeAvailableResourceRequest({ regionId, destinationResource: 'Zone' }),
        ),
      ),
    'ecs:DescribeSecurityGroups': (signal) => instances.securityGroups('vpc-0', signal),
    'ecs:DescribeKeyPairs': (signal) => instances.keyPairs(signal),
    'ecs:DescribeInstances': (signal) => instances.instance(noInstance, signal),
    'ecs:RunInstances': (signal) =>
      ask({ action: 'ecs:RunInstances', signal }, (client, sdk) =>
        client.runInstances(new sdk.RunInstancesRequest({ regionId, imageId: noImage, dryRun: true })),
      ),
    'ecs:DeleteInstance': (signal) => instances.release(noInstance, signal),
    'vpc:DescribeVpcs': (signal) => instances.networks(signal),
    'vpc:DescribeVSwitches': (signal) => instances.switches('vpc-0', signal),
  };
}

/** About parts of an upload that never was, and one empty upload that is given up at once. */
function ossQuestions(store: ObjectStore): Record<string, Question> {
  return {
    'oss:GetBucketInfo': (signal) => store.bucket(signal),
    'oss:GetObject': (signal) => store.head(noKey, signal),
    'oss:ListParts': (signal) => store.listParts(noKey, noUpload, signal),
    'oss:ListMultipartUploads': (signal) => store.listUploads(noKey, signal),
    'oss:AbortMultipartUpload': (signal) => store.abortUpload(noKey, noUpload, signal),
    'oss:DeleteObject': (signal) => store.remove(noKey, signal),
    'oss:PutObject': async (signal) => {
      const { uploadId } = await store.beginUpload(noKey, signal);
      await store.abortUpload(noKey, uploadId, signal);
    },
  };
}
