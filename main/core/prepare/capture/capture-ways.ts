/** The ways to get a disk as a file: for which platforms, in which steps, how fast, and what lies there at the end. */
import type { SourcePlatform } from '../../../../contract/assess.ts';
import type { CaptureWay } from '../../../../contract/prepare.ts';
import type { SourceId } from '../../../../contract/rules.ts';
import { cmd, parsed, powershell, run, type Snippet } from '../items/snippet.ts';

export interface CaptureStep {
  readonly id: string;
  readonly snippets: readonly Snippet[];
}
export interface Capture {
  readonly from: readonly SourcePlatform[];
  readonly systems: readonly ('linux' | 'windows')[];
  readonly steps: readonly CaptureStep[];
  /** `virtual`: the file is as large as the disk; `used`: about as large as its data. */
  readonly file: 'virtual' | 'used';
  /** MiB/s, slowest and quickest; our judgement. */
  readonly rate: { readonly slow: number; readonly fast: number };
  readonly sources: readonly SourceId[];
}

const step = (id: string, ...snippets: Snippet[]): CaptureStep => ({ id, snippets });
const both = ['linux', 'windows'] as const;
const lan = { slow: 40, fast: 110 };
const local = { slow: 80, fast: 400 };
const export_ = { slow: 10, fast: 60 };

/**
 * dd from a rescue system: progress where dd has it, a checksum of exactly what was read, and one to compare with. The old
 * dd is asked only after a while: the signal ends a dd that has not yet begun to listen for it.
 */
const ddSteps: readonly CaptureStep[] = [
  step('rescue'),
  step('find-disk', parsed('asks-the-machine', 'lsblk -o NAME,SIZE,MODEL,MOUNTPOINT')),
  step('share', parsed('needs-network', 'mkdir -p /mnt/store', 'mount -t nfs 192.168.0.10:/sharestore /mnt/store')),
  step('read', run('disk=/dev/sda', 'out=/mnt/store/server', 'mkfifo "$out.fifo"', 'sha256sum < "$out.fifo" > "$out.sha256" &', 'dd if="$disk" bs=4M status=progress | tee "$out.fifo" > "$out.raw"', 'wait', 'rm "$out.fifo"')),
  step('read-old', run('disk=/dev/sda', 'out=/mnt/store/server', 'dd if="$disk" of="$out.raw" bs=4096k &', 'dd_job=$!', 'while sleep 30 && kill -USR1 "$dd_job" 2>/dev/null; do :; done', 'wait "$dd_job"', 'sha256sum < "$out.raw" > "$out.sha256"')),
  step('compare', run('out=/mnt/store/server', 'sha256sum < "$out.raw" | cmp - "$out.sha256" && echo same')),
]; // prettier-ignore

export const captures: { readonly [C in CaptureWay]: Capture } = {
  'vmware-copy': {
    from: ['vmware'], systems: both, file: 'virtual', rate: lan, sources: ['white-paper'],
    steps: [step('snapshots', parsed('needs-hypervisor', 'vim-cmd vmsvc/getallvms')), step('shut-down'), step('copy', parsed('needs-hypervisor', 'vmkfstools -i /vmfs/volumes/datastore1/server/server.vmdk /vmfs/volumes/store/server.vmdk -d thin')), step('fetch', parsed('needs-network', "scp 'root@esxi.example:/vmfs/volumes/store/server*.vmdk' ."))],
  },
  'vmware-ovf': { from: ['vmware'], systems: both, file: 'used', rate: lan, sources: ['tool-maker'], steps: [step('shut-down'), step('export'), step('ovftool', parsed('needs-hypervisor', "ovftool 'vi://esxi.example/server' server.ova"))] },
  'vmware-split': { from: ['vmware'], systems: both, file: 'used', rate: local, sources: ['white-paper', 'measured'], steps: [step('shut-down'), step('all-pieces'), step('choose')] },
  'hyper-v-export': { from: ['hyper-v'], systems: both, file: 'used', rate: lan, sources: ['tool-maker'], steps: [step('checkpoints', powershell("Get-VMSnapshot -VMName 'server'")), step('shut-down', powershell("Stop-VM -Name 'server'")), step('export', powershell("Export-VM -Name 'server' -Path 'D:\\export'"))] },
  'virtualbox-copy': { from: ['virtualbox'], systems: both, file: 'used', rate: local, sources: ['import-instructions', 'tool-maker'], steps: [step('shut-down', parsed('needs-hypervisor', 'VBoxManage controlvm server acpipowerbutton')), step('flatten', parsed('needs-hypervisor', 'VBoxManage clonevm server --name server-copy --register')), step('choose')] },
  'kvm-copy': { from: ['kvm'], systems: both, file: 'used', rate: lan, sources: ['tool-maker'], steps: [step('shut-down', parsed('needs-hypervisor', 'virsh shutdown server', 'virsh domblklist server')), step('copy', run('qemu-img convert -p -O qcow2 disk.qcow2 server.qcow2')), step('choose')] },
  'xen-copy': { from: ['xen'], systems: both, file: 'virtual', rate: lan, sources: ['tool-maker'], steps: [step('shut-down', parsed('needs-hypervisor', 'xe vm-shutdown vm=server')), step('export', parsed('needs-hypervisor', 'xe vm-disk-list vm=server', 'xe vdi-export uuid=00000000-0000-0000-0000-000000000000 filename=server.vhd format=vhd')), step('choose')] },
  disk2vhd: { from: ['physical', 'hyper-v', 'vmware', 'xen', 'aws', 'azure', 'gcp', 'other-cloud'], systems: ['windows'], file: 'used', rate: lan, sources: ['white-paper'], steps: [step('get'), step('quiet'), step('window'), step('command', cmd('disk2vhd64.exe -accepteula C: \\\\station\\VHD_DIR\\server.vhd')), step('check')] },
  'dd-rescue': { from: ['physical', 'kvm', 'xen', 'vmware', 'hyper-v', 'virtualbox'], systems: both, file: 'virtual', rate: lan, sources: ['white-paper'], steps: ddSteps },
  'aws-export': { from: ['aws'], systems: both, file: 'used', rate: export_, sources: ['tool-maker'], steps: [step('image', parsed('needs-network', 'aws ec2 create-image --instance-id i-0123456789abcdef0 --name server')), step('export', parsed('needs-network', 'aws ec2 export-image --image-id ami-0123456789abcdef0 --disk-image-format VMDK --s3-export-location S3Bucket=bucket')), step('fetch', parsed('needs-network', 'aws s3 cp s3://bucket/export-ami-0123.vmdk .'))] },
  'azure-export': { from: ['azure'], systems: both, file: 'virtual', rate: export_, sources: ['tool-maker'], steps: [step('shut-down', parsed('needs-network', 'az vm deallocate -g group -n server')), step('export', parsed('needs-network', 'az disk grant-access -g group -n server-disk --duration-in-seconds 86400 --access-level Read')), step('fetch', parsed('needs-network', "curl -C - -o server.vhd 'https://example.blob.storage/the-address-it-answered'"))] },
  'gcp-export': { from: ['gcp'], systems: both, file: 'used', rate: export_, sources: ['tool-maker'], steps: [step('image', parsed('needs-network', 'gcloud compute instances stop server', 'gcloud compute images create server-image --source-disk=server')), step('export', parsed('needs-network', 'gcloud compute images export --image=server-image --destination-uri=gs://bucket/server.qcow2 --export-format=qcow2')), step('fetch', parsed('needs-network', 'gcloud storage cp gs://bucket/server.qcow2 .'))] },
  'other-cloud-dd': { from: ['other-cloud', 'aws', 'azure', 'gcp'], systems: both, file: 'virtual', rate: export_, sources: ['white-paper'], steps: [step('own-export'), ...ddSteps] },
  'alibaba-image': { from: ['alibaba'], systems: both, file: 'used', rate: local, sources: ['white-paper'], steps: [step('stop'), step('image'), step('next')] },
}; // prettier-ignore

/** The ways that fit this platform and system, the usual one first. */
export const capturesFor = (from: SourcePlatform, system: 'linux' | 'windows'): CaptureWay[] =>
  (Object.keys(captures) as CaptureWay[]).filter(
    (way) => captures[way].from.includes(from) && captures[way].systems.includes(system),
  );
