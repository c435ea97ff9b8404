/**
 * The image check report, from what is really on the disk. Only items that can be judged from the outside of a guest are
 * listed; values taken from the form carry no risk. The service publishes no list of risk codes: these are ours.
 */
import type { CheckItem, ImportForm } from '../world/world.ts';
import type { BootFacts } from './partitions.ts';

export function checkImage(facts: BootFacts, form: ImportForm): CheckItem[] {
  const reported = [item('GUESTOS.Platform', form.platform), item('GUESTOS.Architecture', form.architecture)];
  const noSystem = facts.table === 'none' && !(facts.bootSignature && facts.bootCode);
  if (noSystem)
    return [
      ...reported,
      item('GUESTOS.SystemImage', 'no partition table and no boot sector', 'High', 'SystemImage.NotBootable'),
    ];
  return [
    ...reported,
    item('GUESTOS.SystemImage', `${facts.table}, ${facts.partitions} partition${facts.partitions === 1 ? '' : 's'}`),
    bootMode(facts, form),
  ];
}

/** Of an image made from a server here, which has no disks to look into: it runs already, and has one thing to improve. */
export const checkServer = (osType: string): CheckItem[] =>
  osType === 'windows'
    ? [item('GUESTOS.Platform', 'windows'), item('GUESTOS.Virtio', 'installed'), item('GUESTOS.BCD', 'valid')]
    : [
        item('GUESTOS.Platform', 'linux'),
        item('GUESTOS.Virtio', 'installed'),
        item('GUESTOS.Fstab', 'valid'),
        item('GUESTOS.Grub', 'valid'),
        item('GUESTOS.Nvme', 'not installed', 'Medium', 'NVMe.NotInstalled'),
      ];

function bootMode(facts: BootFacts, form: ImportForm): CheckItem {
  const modes = [
    ...(facts.bootCode && facts.bootSignature ? ['LEGACY'] : []),
    ...(facts.efiSystemPartition ? ['UEFI'] : []),
  ];
  const value = modes.join(',') || 'none';
  const wanted = form.bootMode === 'UEFI' ? 'UEFI' : 'LEGACY';
  if (!modes.includes(wanted)) return item('GUESTOS.BootMode', value, 'High', 'BootMode.NotMatched');
  // the boot code of Windows starts the active partition and nothing else
  const stuck = wanted === 'LEGACY' && form.osType === 'windows' && facts.table === 'MBR' && !facts.activePartition;
  return stuck
    ? item('GUESTOS.BootMode', value, 'High', 'BootMode.NoActivePartition')
    : item('GUESTOS.BootMode', value);
}

const item = (name: string, value: string, riskLevel: CheckItem['riskLevel'] = '', riskCode = ''): CheckItem => ({
  name,
  value,
  riskLevel,
  riskCode,
});
