/** English help for each field of the import form: what it is for, and what the console asks of it. */
import { limits } from '../../contract/limits.ts';
import type { FormFieldId } from '../../contract/import-form.ts';

const { min, max } = limits.diskGiB;

export const importForm: { readonly [F in FormFieldId]: string } = {
  region: 'Where the image will be. The bucket must be in the same region.',
  'object-address':
    'The object the disk is imported from. It is filled in for a disk that is uploaded here; for an object that is in the bucket already, paste its URL from the OSS console.',
  'image-name':
    '2 to 128 characters, a letter first; then letters, digits, periods, underscores, colons and hyphens. It must not begin with aliyun or acs:, and be new in the region.',
  'operating-system': 'Windows or Linux. For a platform that is not in the list, choose Linux.',
  'system-disk-size': `${min} to ${max} GiB, and at least the disk’s virtual size. Below ${limits.advisedSystemGiB} GiB is accepted but not advised.`,
  architecture: 'x86_64 for 64-bit systems, i386 for 32-bit ones, arm64 for ARM servers.',
  platform:
    'The distribution or Windows version. With “Others Linux” the cloud sets up neither network nor password; “Customized Linux” needs its own configuration file in the image.',
  'boot-mode':
    'How the disk starts: BIOS or UEFI. The wrong one gives an instance that does not start; arm64 knows UEFI only.',
  'image-format': 'QCOW2 or VHD are recommended; RAW is uploaded with all its zeros. ISO is never accepted.',
  'licence-type':
    'BYOL: the licence inside stays yours, and must be valid in Alibaba Cloud. Aliyun: Windows Server gets a licence of Alibaba Cloud, for a fee. Red Hat and SUSE are BYOL only.',
  description: 'For people. 2 to 256 characters, not beginning with http:// or https://.',
  'data-disks': `Up to ${limits.disks - 1} data disks become part of the image, ${min} to ${max} GiB each.`,
  'resource-group':
    'Puts the image into a resource group, for rights and bills. Empty means the default group.',
  tags: `Up to ${limits.imageTags} tags. A key has 1 to 128 characters and is unique whatever its case; a value has up to 128. Neither may begin with acs:, a key not with aliyun either, or contain http:// or https://.`,
  'image-check':
    'After the import ECS looks for what would keep an instance from starting. Free; takes a few minutes; not available for every system.',
  nvme: 'Newer instance families need it. Say yes only if the guest has the NVMe driver where it is needed to start.',
};
