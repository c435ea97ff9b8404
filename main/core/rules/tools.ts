/** The tools the documents name and those of today: what each is for, whether it is still maintained, and what to use instead. */
import type { SourceId, ToolState } from '../../../contract/rules.ts';

export interface Tool {
  readonly id: string;
  /** A proper name. */
  readonly name: string;
  readonly job: 'capture' | 'convert' | 'migrate' | 'check' | 'upload';
  readonly runsOn: readonly ('windows' | 'linux' | 'cloud')[];
  readonly state: ToolState;
  readonly from: SourceId;
  /** Id of the tool to take in its place. */
  readonly instead?: string;
}

export const tools = [
  { id: 'alip2v', name: 'Alip2v', job: 'capture', runsOn: ['windows', 'linux'], state: 'retired', from: 'white-paper', instead: 'disk2vhd' },
  { id: 'cloud-migration-tool', name: 'Alibaba Cloud Migration Tool', job: 'migrate', runsOn: ['windows', 'linux'], state: 'retired', from: 'overview', instead: 'smc' },
  { id: 'smc', name: 'Server Migration Center (SMC)', job: 'migrate', runsOn: ['cloud', 'windows', 'linux'], state: 'current', from: 'import-custom-images' },
  { id: 'disk2vhd', name: 'Disk2vhd', job: 'capture', runsOn: ['windows'], state: 'current', from: 'white-paper' },
  { id: 'dd', name: 'dd', job: 'capture', runsOn: ['linux'], state: 'current', from: 'white-paper' },
  { id: 'xenconvert', name: 'XenConvert', job: 'convert', runsOn: ['windows'], state: 'retired', from: 'white-paper', instead: 'qemu-img' },
  { id: 'starwind', name: 'StarWind V2V Converter', job: 'convert', runsOn: ['windows'], state: 'usable', from: 'white-paper', instead: 'qemu-img' },
  { id: 'vmware-converter', name: 'VMware vCenter Converter', job: 'capture', runsOn: ['windows'], state: 'usable', from: 'tool-maker', instead: 'disk2vhd' },
  { id: 'qemu-img', name: 'qemu-img', job: 'convert', runsOn: ['linux', 'windows'], state: 'current', from: 'white-paper' },
  { id: 'vmware-vdiskmanager', name: 'vmware-vdiskmanager', job: 'convert', runsOn: ['windows', 'linux'], state: 'usable', from: 'white-paper', instead: 'qemu-img' },
  { id: 'virtualbox', name: 'VirtualBox', job: 'convert', runsOn: ['windows', 'linux'], state: 'current', from: 'import-instructions' },
  { id: 'packer', name: 'Packer', job: 'migrate', runsOn: ['linux', 'windows'], state: 'current', from: 'import-custom-images' },
  { id: 'oss-client', name: 'ossutil, ossbrowser', job: 'upload', runsOn: ['linux', 'windows'], state: 'current', from: 'import-custom-images' },
  { id: 'image-check-tool', name: 'image_check', job: 'check', runsOn: ['linux'], state: 'usable', from: 'check-tool' },
  { id: 'nfs', name: 'NFS', job: 'capture', runsOn: ['linux'], state: 'current', from: 'white-paper' },
  { id: 'smb', name: 'SMB', job: 'capture', runsOn: ['windows', 'linux'], state: 'current', from: 'white-paper' },
] as const satisfies readonly Tool[]; // prettier-ignore
