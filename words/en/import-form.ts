/** English of each field of the import form: its name, what it is for, and what the console asks of it. */
import { limits } from '../../contract/limits.ts';
import type { FormFieldId } from '../../contract/import-form.ts';

const { min, max } = limits.diskGiB;

/** `name` is the console's. */
export interface FormFieldWords {
  readonly name: string;
  readonly help: string;
  /** What a value that is not accepted should be. */
  readonly wrong?: string;
  /** Beside the box of a switch. */
  readonly on?: string;
  /** Why it cannot be chosen. */
  notOffered?(platform: string): string;
  /** In the field while nothing is chosen. */
  readonly choose?: string;
  /** Choices that are not shown as they are. */
  readonly options?: Readonly<Record<string, string>>;
}

export const importForm: Readonly<Record<FormFieldId, FormFieldWords>> = {
  region: {
    name: 'Region of Image',
    help: 'Where the image will be. The bucket must be in the same region.',
  },
  objectAddress: {
    name: 'OSS Object Address',
    help: 'The object the disk is imported from. It is filled in for a disk that is uploaded here; for an object that is in the bucket already, paste its URL from the OSS console.',
  },
  name: {
    name: 'Image Name',
    help: '2 to 128 characters, a letter first; then letters, digits, periods, underscores, colons and hyphens. It must not begin with aliyun or acs:, and be new in the region.',
  },
  osType: {
    name: 'Operating System',
    help: 'Windows or Linux. For a platform that is not in the list, choose Linux.',
    options: { linux: 'Linux', windows: 'Windows' },
  },
  systemDiskGiB: {
    name: 'System Disk Size (GiB)',
    help: `${min} to ${max} GiB, and at least the disk’s virtual size. Below ${limits.advisedSystemGiB} GiB is accepted but not advised.`,
    wrong: 'Use a whole number from 1 to 2048.',
  },
  architecture: {
    name: 'System Architecture',
    help: 'x86_64 for 64-bit systems, i386 for 32-bit ones, arm64 for ARM servers.',
  },
  platform: {
    name: 'Platform',
    help: 'The distribution or Windows version. With “Others Linux” the cloud sets up neither network nor password; “Customized Linux” needs its own configuration file in the image.',
    choose: 'Choose the platform',
  },
  bootMode: {
    name: 'Boot Mode',
    help: 'How the disk starts: BIOS or UEFI. The wrong one gives an instance that does not start; arm64 knows UEFI only.',
  },
  format: {
    name: 'Image Format',
    help: 'QCOW2 or VHD are recommended; RAW is uploaded with all its zeros. ISO is never accepted.',
  },
  licenseType: {
    name: 'License Type',
    help: 'BYOL: the licence inside stays yours, and must be valid in Alibaba Cloud. Aliyun: Windows Server gets a licence of Alibaba Cloud, for a fee. Red Hat and SUSE are BYOL only.',
  },
  description: {
    name: 'Image Description',
    help: 'For people. 2 to 256 characters, not beginning with http:// or https://.',
    wrong: 'Use 2–256 characters, not beginning with http:// or https://.',
  },
  dataDisks: {
    name: 'Add Data Disk Image',
    help: `Up to ${limits.disks - 1} data disks become part of the image, ${min} to ${max} GiB each.`,
  },
  resourceGroupId: {
    name: 'Resource Group',
    help: 'Puts the image into a resource group, for rights and bills. Empty means the default group.',
    wrong: 'An ID begins with rg-.',
  },
  tags: {
    name: 'Tag',
    help: `Up to ${limits.imageTags} tags. A key has 1 to 128 characters and is unique whatever its case; a value has up to 128. Neither may begin with acs:, a key not with aliyun either, or contain http:// or https://.`,
  },
  imageCheck: {
    name: 'Image Check',
    help: 'After the import ECS looks for what would keep an instance from starting. Free; takes a few minutes; not available for every system.',
    on: 'Check the image after the import',
    notOffered: (platform) => `ECS does not check ${platform}.`,
  },
  nvmeSupport: {
    name: 'NVMe Support',
    help: 'Newer instance families need it. Say yes only if the guest has the NVMe driver where it is needed to start.',
    on: 'The system supports NVMe disks',
  },
};
