/** What the volumes of a disk tell before any system is read: that a part is on another disk, or that we cannot open one. */
import type { GuestCheck } from '../../../../../contract/guest.ts';
import { disksOf, type GuestVolume } from '../../volumes.ts';
import { fails, mayFail, reported } from '../check.ts';
import { diskRules } from './disk-rules.ts';

/** Locked, or made by a system whose way of storing we do not read. */
const notOpened: ReadonlySet<GuestVolume['content']['kind']> = new Set(['luks', 'bitlocker', 'md', 'refs']);

/** `disk` counted from 0; a volume over several disks is told with the first. */
export function volumeChecks(
  volumes: readonly GuestVolume[],
  disk: number,
  { complete, hasSystem }: { readonly complete: boolean; readonly hasSystem: boolean },
): GuestCheck[] {
  const own = volumes.filter(({ place }) => disksOf(place)[0] === disk);
  const torn = own.filter(({ problem }) => problem?.reason === 'not-found').map(({ name }) => name);
  const closed = own
    .filter(({ content, isSpare }) => notOpened.has(content.kind) && !isSpare)
    .map(({ name, content }) => ({ volume: name, holds: content.kind }));
  // without a system elsewhere it is the system that is locked
  const locked = !hasSystem && closed.some(({ holds }) => holds === 'luks' || holds === 'bitlocker') ? fails : mayFail;
  const isTorn = complete ? fails : mayFail;
  return [
    ...(torn.length === 0 ? [] : [reported(diskRules.diskMissing, isTorn({ says: 'torn', what: torn }))]),
    ...(closed.length === 0 ? [] : [reported(diskRules.notOpened, locked({ says: 'holds', volumes: closed }))]),
  ];
}
