/** An image as DescribeImages shows it. */
import { ownerOf } from '../world/caller.ts';
import { importState } from '../world/timetable.ts';
import type { DiskForm, ImportRecord } from '../world/world.ts';

export function describeImage(record: ImportRecord, now: number, owner: 'self' | 'others'): Record<string, unknown> {
  const { form } = record;
  const state = importState(record, now);
  return {
    ImageId: record.imageId,
    ImageName: form.imageName,
    Description: form.description,
    Status: state.image,
    Progress: `${state.percent}%`,
    Size: form.disks[0]?.sizeGiB ?? 0,
    Architecture: form.architecture,
    Platform: form.platform,
    OSName: form.platform,
    OSNameEn: form.platform,
    OSType: form.osType,
    BootMode: form.bootMode,
    LicenseType: form.licenseType,
    ImageOwnerAlias: owner,
    ImageOwnerId: Number(ownerOf(record)),
    ImageVersion: '',
    IsSupportCloudinit: false,
    IsSupportIoOptimized: true,
    IsCopied: record.made?.from === 'copy',
    IsSelfShared: '',
    Usage: 'none',
    CreationTime: `${new Date(record.startedAt).toISOString().slice(0, 19)}Z`,
    ResourceGroupId: form.resourceGroupId,
    Tags: { Tag: form.tags.map(({ key, value }) => ({ TagKey: key, TagValue: value })) },
    Features: { NvmeSupport: form.nvmeSupport, ImdsSupport: form.imds },
    DiskDeviceMappings: {
      DiskDeviceMapping: form.disks.map((disk, index) => describeDisk(disk, index, record, now)),
    },
    ...(state.check === undefined ? {} : { DetectionOptions: detection(record, state.check) }),
  };
}

const detection = (record: ImportRecord, status: 'Processing' | 'Finished'): Record<string, unknown> => ({
  Status: status,
  Items: {
    Item:
      status === 'Processing'
        ? []
        : record.verdict.items.map(({ name, value, riskLevel, riskCode }) => ({
            Name: name,
            Value: value,
            ...(riskLevel === '' ? {} : { RiskLevel: riskLevel, RiskCode: riskCode }),
          })),
  },
});

/** An import makes a snapshot of each disk along with the image. */
export const snapshotIdOf = (record: ImportRecord, index: number): string =>
  `s-${record.imageId.replace(/^m-/, '')}d${index}`;

function describeDisk(disk: DiskForm, index: number, record: ImportRecord, now: number): Record<string, unknown> {
  const state = importState(record, now);
  const left = Math.max(0, record.startedAt + record.importMs - now);
  return {
    Type: index === 0 ? 'system' : 'data',
    Device: `/dev/xvd${String.fromCharCode(97 + index)}`,
    Size: String(disk.sizeGiB),
    Format: disk.format,
    ImportOSSBucket: disk.bucket,
    ImportOSSObject: disk.key,
    Progress: `${state.percent}%`,
    RemainTime: state.task === 'Processing' ? Math.ceil(left / 1000) : 0,
    Encrypted: false,
    SnapshotId: snapshotIdOf(record, index),
  };
}
