/**
 * What core asks of a cloud, in our words. `alibaba/` answers with the SDKs; every error it throws is a `Failure`.
 * All calls are safe to repeat unless the comment says otherwise. Sizes in bytes, CRC-64 in OSS's decimal spelling.
 */
import type { ImageForm } from '../../../contract/import-form.ts';
import type { TargetFormat } from '../../../contract/plan.ts';
import type { BucketView } from '../../../contract/target.ts';
import type { CheckItem } from '../../../contract/images.ts';
import type { OssEndpoint } from '../../../contract/network.ts';
import type { Line } from '../base/line.ts';
import type { PartStore, SignedPut, StoredObject } from '../base/part-store.ts';
import type { Credentials, CredentialSource, Session } from './credentials.ts';
import type { ImageLibrary } from './image-library.ts';
import type { InstanceService } from './instances.ts';

export type { Credentials } from './credentials.ts';

/** Where a cloud answers. `practice`: everything on one loopback URL. */
export type CloudAddress = { readonly kind: 'alibaba' } | { readonly kind: 'practice'; readonly url: string };

export interface Identity {
  readonly accountId: string;
  readonly arn: string;
}

export interface BucketFacts {
  /** Without the `oss-` prefix. */
  readonly region: string;
  readonly storageClass: string;
  readonly encrypted: boolean;
}

/** What a bucket does to what is in it; what may not be asked is taken for absent. */
export interface BucketRules {
  /** Objects cannot be removed for a time. */
  readonly retention: boolean;
  /** Unfinished uploads under a key are removed after so many days; undefined: never. */
  abortsUploadAfterDays(key: string): number | undefined;
}

export interface ObjectFacts extends StoredObject {
  /** This program wrote it (its own object metadata says so); anything else in a bucket is never replaced. */
  readonly ours: boolean;
  /** The migration that wrote it, where the mark says so. */
  readonly owner: string | undefined;
}

/** A bucket: what an upload asks of it, and what the rest of core does. */
export interface ObjectStore extends PartStore {
  bucket(signal?: AbortSignal): Promise<BucketFacts>;
  rules(signal?: AbortSignal): Promise<BucketRules>;
  head(key: string, signal?: AbortSignal): Promise<ObjectFacts | undefined>;
  /** A few bytes of an object, which must be within it. Fails with `account.forbidden` where it may be seen but not read. */
  read(key: string, offset: number, length: number, signal?: AbortSignal): Promise<Buffer>;
  /** One small object, whole, marked as ours. Replaces one of the same name: only for names that no other program uses. */
  put(key: string, bytes: Uint8Array, signal?: AbortSignal): Promise<{ encrypted: boolean }>;
  /** A whole small object at once, as measuring the network needs it. */
  signPut(key: string, bytes: number): Promise<SignedPut>;
  /** Succeeds when there is no such object. */
  remove(key: string, signal?: AbortSignal): Promise<void>;
}

export interface ImportDisk {
  readonly bucket: string;
  readonly key: string;
  readonly format: TargetFormat;
  /** Whole GiB, at least the virtual size. */
  readonly sizeGiB: number;
}

export interface ImportRequest {
  readonly form: ImageForm;
  /** System disk first. */
  readonly disks: readonly ImportDisk[];
  /** The same token never starts a second import. */
  readonly clientToken: string;
}

export type ImportTask =
  | { readonly at: 'processing'; readonly percent: number; readonly cancellable: boolean }
  | { readonly at: 'finished' }
  /** `code` and `message` are the service's own words. */
  | { readonly at: 'failed'; readonly code: string; readonly message: string };

export interface ImageFacts {
  readonly imageId: string;
  readonly name: string;
  readonly status: 'Creating' | 'Waiting' | 'Available' | 'UnAvailable' | 'CreateFailed' | 'Deprecated' | 'unknown';
  readonly percent: number;
  /** Absent until ECS was asked to check, `processing` until it has. */
  readonly check:
    { readonly at: 'processing' } | { readonly at: 'finished'; readonly items: readonly CheckItem[] } | undefined;
  /** One for each disk, made along with the image. */
  readonly snapshotIds: readonly string[];
}

export interface SnapshotFacts {
  readonly snapshotId: string;
  readonly name: string;
  readonly diskType: 'system' | 'data';
  readonly sizeGiB: number;
  /** `failed` is also what a snapshot says whose image is still being imported. */
  readonly status: string;
  readonly percent: number;
  readonly created: string;
}

export interface ImageService {
  /** Resolves when ECS would accept the request; changes nothing. */
  dryRun(request: ImportRequest, signal?: AbortSignal): Promise<void>;
  importImage(request: ImportRequest, signal?: AbortSignal): Promise<{ imageId: string; taskId: string }>;
  task(taskId: string, signal?: AbortSignal): Promise<ImportTask>;
  /** Resolves when the task is over already. */
  cancelTask(taskId: string, signal?: AbortSignal): Promise<void>;
  /** In any state; undefined when there is no such image (any more). */
  image(imageId: string, signal?: AbortSignal): Promise<ImageFacts | undefined>;
  findByName(name: string, signal?: AbortSignal): Promise<ImageFacts | undefined>;
  /** Those with these ids; without ids, all of the region. */
  snapshots(ids: readonly string[] | undefined, signal?: AbortSignal): Promise<SnapshotFacts[]>;
  /** Succeeds when there is no such image. */
  removeImage(imageId: string, signal?: AbortSignal): Promise<void>;
}

export interface RoleFacts {
  readonly present: boolean;
  /** ECS may assume it. */
  readonly trusted: boolean;
  /** Names of the policies attached to it; undefined where they could not be read. */
  readonly policies: readonly string[] | undefined;
}

/** The two roles ECS works with in a bucket: one to read disks that are imported, one to write disks that are exported. */
export type RoleUse = 'import' | 'export';

/** A request that does nothing, asked only to learn whether it is allowed. */
export interface RightProbe {
  /** The RAM action, e.g. `ecs:ImportImage`. */
  readonly action: string;
  /** Fails only where the question could not be asked at all. */
  allowed(signal?: AbortSignal): Promise<'yes' | 'no' | 'cannot-tell'>;
}

/** How a bucket is asked. */
export interface ObjectsHow {
  /** Absent: by its public endpoint. */
  readonly endpoint?: OssEndpoint | undefined;
  /** The migration that writes; its objects carry the id in their mark. */
  readonly owner?: string | undefined;
  /** Each request is tried once; the caller decides whether to try again. */
  readonly once?: boolean;
}

export interface Cloud {
  identity(signal?: AbortSignal): Promise<Identity>;
  regions(signal?: AbortSignal): Promise<{ id: string; name: string }[]>;
  buckets(signal?: AbortSignal): Promise<BucketView[]>;
  /** Standard storage, private. Fails with `cloud.bucket-taken` when the name is not free. */
  createBucket(region: string, bucket: string, signal?: AbortSignal): Promise<void>;
  role(use: RoleUse, signal?: AbortSignal): Promise<RoleFacts>;
  /** Creates what is missing of it: the role, ECS's right to assume it, its policy. Changes nothing that is right already. */
  setUpRole(use: RoleUse, signal?: AbortSignal): Promise<void>;
  resourceGroups(signal?: AbortSignal): Promise<{ id: string; name: string }[]>;
  /** Begins a session of a role. */
  assumeRole(
    wish: { readonly roleArn: string; readonly sessionName: string; readonly seconds: number },
    signal?: AbortSignal,
  ): Promise<Session>;
  /** What this program asks of a cloud, as questions; those about a bucket only with one. */
  rightProbes(region: string, bucket: string | undefined): readonly RightProbe[];
  objects(region: string, bucket: string, how?: ObjectsHow): ObjectStore;
  images(region: string): ImageService;
  library(region: string): ImageLibrary;
  instances(region: string): InstanceService;
  /** How far this machine's clock is ahead of the service's; 0 while that does not matter. Signatures allow for it. */
  clockAheadMs(): number;
}

/** Opens a cloud for these credentials. Makes no request. */
export type OpenCloud = (
  credentials: Credentials | CredentialSource,
  address: CloudAddress,
  /** Absent: straight, whatever the settings say. */
  line?: Line,
) => Cloud;
