/** Whether the boot configuration is there and its default entry points at a partition of these disks. */
import { isNt5, isOnAny, type WindowsGuest } from '../../facts/windows.ts';
import { type Check, fails, notHere, passes, seen } from '../check.ts';

export const bcd: Check<WindowsGuest> = {
  rule: 'windows.bcd',
  about: { effect: 'cannot-start', item: 'BCD', prepare: 'win-boot-mode', from: 'image-check' },
  async assess(guest) {
    const { bcds, volumes, tables, complete } = guest;
    if (await isNt5(guest))
      return (await isOnAny(guest, '/boot.ini')) ? passes(seen('boot.ini')) : notHere(complete, ['boot.ini']);
    const [first] = bcds;
    if (first === undefined) return notHere(complete, ['Boot\\BCD']);
    const read = bcds.find(({ bcd: each }) => each !== undefined);
    if (read?.bcd === undefined) return fails({ says: 'unreadable', where: first.where });
    const entry = read.bcd.defaultEntry;
    if (entry === undefined) return fails({ says: 'no-default-entry', where: read.where });
    const device = entry.osDevice;
    const title = entry.description ?? entry.id;
    if (device?.kind === 'gpt-partition') {
      return volumes.some(
        ({ place }) => place.kind === 'partition' && place.partition.uuid.toLowerCase() === device.partitionId,
      )
        ? passes(seen(title, read.where))
        : notHere(complete, [title], read.where);
    }
    if (device?.kind === 'mbr-partition') {
      const signature = device.diskSignature.toString(16).padStart(8, '0');
      const isHere = volumes.some(({ place }) => {
        const table = place.kind === 'partition' ? tables[place.disk] : undefined;
        return (
          place.kind === 'partition' &&
          place.partition.startBytes === device.offset &&
          table !== undefined &&
          'diskId' in table &&
          table.diskId === signature
        );
      });
      return isHere ? passes(seen(title, read.where)) : notHere(complete, [title], read.where);
    }
    return device === undefined
      ? fails({ says: 'no-device', where: read.where, what: title })
      : passes(seen(title, read.where));
  },
};
