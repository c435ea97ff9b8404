/** English names of the stages, of how they and migrations stand, of what a running stage is doing, and of the pre-flight questions. */
import type { Doing, StageName, StageState } from '../../contract/stages.ts';
import type { MigrationView, PreflightLine } from '../../contract/migrations.ts';

export const stage: { readonly [S in StageName]: string } = {
  inspect: 'Inspect',
  convert: 'Convert',
  upload: 'Upload',
  import: 'Import',
  check: 'Image check',
  launch: 'Trial instance',
};

export const stageState: { readonly [S in StageState['at']]: string } = {
  pending: 'Not begun',
  running: 'Running',
  waiting: 'Waiting',
  paused: 'Paused',
  failed: 'Failed',
  done: 'Done',
  skipped: 'Skipped',
  cancelled: 'Cancelled',
};

export const migrationStatus: { readonly [S in MigrationView['status']]: string } = {
  draft: 'Draft',
  running: 'Running',
  waiting: 'Waiting',
  paused: 'Paused',
  failed: 'Failed',
  done: 'Done',
  cancelled: 'Cancelled',
  unreadable: 'Unreadable',
};

export const doing: { readonly [D in Doing]: string } = {
  'reading-headers': 'Reading the disk’s headers',
  'checking-hashes': 'Comparing the package’s hashes',
  measuring: 'Measuring the space the converted disk needs',
  converting: 'Converting with qemu-img',
  digesting: 'Computing the digest of every byte',
  comparing: 'Comparing the converted disk with the source disk',
  'preparing-upload': 'Finding out which parts are already in the bucket',
  uploading: 'Uploading parts',
  'finishing-parts': 'Letting the parts on their way arrive before it pauses',
  'finishing-upload': 'Joining the parts to one object',
  'checking-object': 'Comparing the object’s CRC-64 with ours',
  'asking-import': 'Asking ECS to import the object',
  'waiting-for-role': 'Waiting until ECS knows its new role',
  importing: 'ECS is importing the image',
  'waiting-for-check': 'Waiting for the image check to begin',
  'checking-image': 'ECS is checking the image',
  'starting-instance': 'Asking ECS to start the trial instance',
  'waiting-for-instance': 'Waiting until the trial instance runs',
  'cleaning-up': 'Removing what is no longer needed',
};

export const preflight: { readonly [I in PreflightLine['id']]: string } = {
  sources: 'Source disks are present, unchanged and readable',
  findings: 'Strong findings inside the disk are mended or accepted',
  format: 'Format and the object’s name go together',
  sizes: 'Disk sizes are within what ECS accepts',
  platform: 'Platform, operating system and architecture go together',
  'boot-mode': 'Boot mode suits the disk and the architecture',
  licence: 'Licence and platform go together',
  staging: 'Enough space to convert',
  identity: 'Account is accepted',
  clock: 'This machine’s clock is right',
  region: 'Region exists and can be reached',
  'oss-activated': 'OSS is activated and paid for',
  bucket: 'Bucket exists and belongs to this account',
  'bucket-region': 'Bucket is in the image’s region',
  'bucket-encryption': 'Bucket is not encrypted',
  'storage-class': 'Bucket stores so that ECS can read it',
  object: 'Object name is free, or the object to import is there',
  delete: 'Objects can be removed from the bucket',
  write: 'Objects can be written from here, at this endpoint',
  role: 'ECS may read the bucket',
  'image-name': 'Image name is free',
  'image-quota': 'There is room for one more image',
  'resource-group': 'Resource group exists',
  'dry-run': 'ECS accepts the import (dry run)',
  duration: 'Time the upload will take',
};
