/** What can be told of a disk's guest from tables and signatures: partitions, how it boots and how sure that is, which family of system. */
import type { FileSystem } from '../../../contract/disks.ts';
import type { DiskReport } from '../../../contract/disks.ts';
import type { BlockSource } from './block-source.ts';
import { contentOf, type Content } from './content.ts';
import type { Noticed } from './layout.ts';
import { readPartitionTable, type PartitionTable } from './partitions.ts';

export type GuestFacts = Pick<
  DiskReport,
  'partitionTable' | 'partitions' | 'fileSystem' | 'bootMode' | 'bootCertainty' | 'os'
> & { noticed: Noticed[] };

/** No server has more file systems on one disk. */
const mostLookedAt = 24;
const linuxSystems = new Set<FileSystem>(['ext2', 'ext3', 'ext4', 'xfs', 'btrfs', 'swap', 'lvm', 'linux-raid', 'luks']); // prettier-ignore
const windowsSystems = new Set<FileSystem>(['ntfs', 'refs', 'bitlocker']);
/** Where a system could have its root. */
const rootSystems = new Set<FileSystem>(['ext2', 'ext3', 'ext4', 'xfs', 'btrfs', 'ntfs', 'lvm', 'linux-raid', 'luks', 'bitlocker', 'ufs', 'zfs', 'apfs', 'hfs+', 'refs']); // prettier-ignore

export async function readGuestFacts(disk: BlockSource, signal?: AbortSignal): Promise<GuestFacts> {
  const table = await readPartitionTable(disk, disk.size);
  const contents: Content[] = [];
  for (const { startBytes, sizeBytes } of table.partitions.slice(0, mostLookedAt)) {
    const size = Math.min(sizeBytes, disk.size - startBytes);
    const read: BlockSource['read'] = (at, length) => disk.read(startBytes + at, length, signal);
    contents.push(await contentOf({ size, read }));
  }
  const partitions = table.partitions.map(({ number, type, startBytes, sizeBytes, active }, at) => ({
    number,
    type,
    startBytes,
    sizeBytes,
    active,
    fileSystem: contents[at]?.fileSystem ?? 'unknown',
  }));
  const whole = table.partitionTable === 'none' ? await contentOf(disk, signal) : undefined;
  const all = [...contents, ...(whole === undefined ? [] : [whole])];
  const systems = new Set(all.map(({ fileSystem }) => fileSystem));
  const boot = bootOf({ ...table, partitions });
  return {
    partitionTable: table.partitionTable,
    partitions,
    ...(whole === undefined ? {} : { fileSystem: whole.fileSystem }),
    bootMode: boot.mode,
    bootCertainty: boot.certainty,
    os: osOf(
      systems,
      partitions.map(({ type }) => type),
    ),
    noticed: noticedIn({
      ...table,
      partitions,
      systems,
      boot,
      notShutDown: all.some((one) => one.notShutDown),
    }),
  };
}

interface Table extends Omit<PartitionTable, 'partitions'> {
  readonly partitions: DiskReport['partitions'];
}

interface Boot {
  readonly mode: DiskReport['bootMode'];
  readonly certainty: DiskReport['bootCertainty'];
  readonly loader: boolean;
}

/**
 * UEFI needs an EFI system partition; BIOS needs code in the first sector, and with a GPT usually a partition to load
 * more from. Signs of both leave it open: the person has to say.
 */
function bootOf({ partitionTable, partitions, bootCode }: Table): Boot {
  const efi = partitions.find(({ type }) => type === 'EFI system');
  const efiReadable = efi !== undefined && efi.fileSystem.startsWith('fat');
  const biosBoot = partitions.some(({ type }) => type === 'BIOS boot');
  const active = partitions.some((one) => one.active);
  const byGpt = partitionTable === 'gpt' || partitionTable === 'hybrid';
  const bios = byGpt ? biosBoot : bootCode || active;
  if (efi !== undefined && byGpt && bios) return { mode: 'unknown', certainty: 'none', loader: true };
  if (efi !== undefined)
    return { mode: 'UEFI', certainty: efiReadable && !bootCode ? 'certain' : 'likely', loader: true };
  if (!bios) return { mode: 'unknown', certainty: 'none', loader: false };
  return {
    mode: 'BIOS',
    certainty: bootCode && (active || biosBoot) ? 'certain' : 'likely',
    loader: bootCode || biosBoot,
  };
}

function osOf(systems: ReadonlySet<FileSystem>, types: readonly string[]): DiskReport['os'] {
  const linux = [...systems].some((one) => linuxSystems.has(one)) || types.some((type) => type.startsWith('Linux'));
  const windows =
    [...systems].some((one) => windowsSystems.has(one)) || types.some((type) => /^(Windows|Microsoft)/.test(type));
  if (linux !== windows) return linux ? 'linux' : 'windows';
  if (linux) return 'unknown';
  return ['ufs', 'apfs', 'hfs+', 'zfs'].some((one) => systems.has(one as FileSystem)) ? 'other' : 'unknown';
}

function noticedIn(facts: Table & { systems: Set<FileSystem>; boot: Boot; notShutDown: boolean }): Noticed[] {
  const { partitionTable, partitions, systems, boot, gptCopy } = facts;
  const noticed: Noticed[] = [];
  const locked = partitions.filter(({ fileSystem }) => fileSystem === 'luks' || fileSystem === 'bitlocker');
  if (partitionTable === 'none') noticed.push({ rule: 'no-partition-table' });
  if (partitionTable === 'unreadable') noticed.push({ rule: 'partition-table-unreadable' });
  if (partitionTable === 'hybrid') noticed.push({ rule: 'hybrid-table' });
  if (gptCopy === 'missing') noticed.push({ rule: 'gpt-backup-missing' });
  if (facts.longSectorBytes !== undefined) noticed.push({ rule: 'sectors-4096' });
  if (facts.needsActive === true && !partitions.some(({ active }) => active))
    noticed.push({ rule: 'no-active-partition' });
  if (gptCopy === 'used') noticed.push({ rule: 'gpt-first-missing' });
  if (partitions.some(({ type }) => type === 'Windows dynamic disk')) noticed.push({ rule: 'dynamic-disk' });
  if (locked.length > 0) {
    const facts = { partitions: locked.map((one) => `${one.number} (${one.fileSystem})`).join(', ') };
    noticed.push({ rule: 'encrypted-volume', facts });
  }
  if (systems.has('linux-raid')) noticed.push({ rule: 'raid-member' });
  if (systems.has('lvm')) noticed.push({ rule: 'lvm' });
  if (partitions.some(({ fileSystem }) => fileSystem === 'swap')) noticed.push({ rule: 'swap-partition' });
  if (facts.notShutDown) noticed.push({ rule: 'not-shut-down' });
  if (boot.mode === 'unknown' && boot.loader) noticed.push({ rule: 'boot-mode-unclear' });
  if (!boot.loader) noticed.push({ rule: 'no-boot-loader' });
  if (![...systems].some((one) => rootSystems.has(one))) noticed.push({ rule: 'no-root' });
  return noticed;
}
