/** Whether the drive letter C belongs to the partition of Windows. If it does not, Windows starts and does not find its own files. */
import type { WindowsGuest } from '../../facts/windows.ts';
import { guidText } from '../../../disk/guid.ts';
import { type Check, absent, fails, passes } from '../check.ts';

/** Windows notes a GPT partition as this mark and its identifier, an MBR partition as the disk's signature and an offset. */
const gptMark = 'DMIO:ID:';

export const driveLetters: Check<WindowsGuest> = {
  rule: 'windows.drive-letters',
  about: { effect: 'cannot-start', from: 'judgement' },
  async assess({ tree, system, root, tables }) {
    const { place } = root.volume;
    if (place.kind !== 'partition') return 'not-applicable';
    const value = await tree.attempt(async () => system.hive?.value('MountedDevices', '\\DosDevices\\C:'));
    // without the value, Windows gives out its letters again
    if (value === undefined) return system.hive === undefined ? 'undecided' : passes(absent('C:', 'MountedDevices'));
    const { data } = value;
    if (data.toString('latin1', 0, 8) === gptMark && data.length === 24) {
      return guidText(data.subarray(8)) === place.partition.uuid.toLowerCase()
        ? passes({ says: 'letter', what: 'C:', volume: root.volume.name })
        : fails({ says: 'letter-elsewhere', where: 'MountedDevices', what: 'C:' });
    }
    if (data.length !== 12) return 'undecided';
    const table = tables[place.disk];
    const signature = data.readUInt32LE(0).toString(16).padStart(8, '0');
    const isHere =
      Number(data.readBigUInt64LE(4)) === place.partition.startBytes &&
      table !== undefined &&
      'diskId' in table &&
      table.diskId === signature;
    return isHere
      ? passes({ says: 'letter', what: 'C:', volume: root.volume.name })
      : fails({ says: 'letter-elsewhere', where: 'MountedDevices', what: 'C:' });
  },
};
