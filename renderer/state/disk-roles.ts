/** Which place each disk takes in the image: the system disk, or a data disk numbered from 1. Pure functions. */
import type { DiskRole } from '../../contract/plan.ts';

/** A data disk is named by its number. */
export type Slot = 'system' | number;
interface Placed {
  readonly role: DiskRole;
}

/** Data disks are numbered in their order, as in ImportImage's DiskDeviceMapping. */
export function slotOf(disks: readonly Placed[], disk: Placed): Slot {
  return disk.role === 'system' ? 'system' : disks.filter((one) => one.role === 'data').indexOf(disk) + 1;
}

/** The slots there are for as many disks. */
export function slotsOf(disks: readonly Placed[]): Slot[] {
  const data = disks.filter((one) => one.role === 'data').length;
  return ['system', ...Array.from({ length: Math.max(1, data) }, (_, index) => index + 1)];
}

/** Gives a disk a slot; the disk that had it takes the slot that becomes free. */
export function withSlot<D extends Placed>(disks: readonly D[], disk: D, slot: Slot): D[] {
  const role = slot === 'system' ? 'system' : 'data';
  const taker = disks.find((one) => slotOf(disks, one) === slot);
  if (taker === disk) return [...disks];
  return disks.map((one) => {
    if (one === disk) return taker === undefined ? { ...disk, role } : { ...taker, role: disk.role };
    return one === taker ? { ...disk, role: taker.role } : one;
  });
}
