/** What the volumes of a disk say by themselves: parts that lie on disks that are not here, and what we cannot open. */
import type { GuestCheck } from '../../../../contract/guest.ts';
import { disksOf, type GuestVolume } from '../volumes.ts';
import { recommended, strong } from './check.ts';

/** Locked or put together by what we do not imitate. */
const notOpened: ReadonlySet<GuestVolume['content']['kind']> = new Set(['luks', 'bitlocker', 'md', 'refs']);

/** `disk` counted from 0; a volume over several disks is told with the first. */
export function volumeChecks(volumes: readonly GuestVolume[], disk: number, complete: boolean): GuestCheck[] {
  const own = volumes.filter(({ place }) => disksOf(place)[0] === disk);
  const torn = own.filter(({ problem }) => problem?.reason === 'not-found').map(({ name }) => name);
  const closed = own
    .filter(({ content }) => notOpened.has(content.kind))
    .map(({ name, content }) => ({ volume: name, holds: content.kind }));
  return [
    ...(torn.length === 0
      ? []
      : [
          {
            rule: 'guest.disk-missing' as const,
            ...(complete ? strong : recommended)({ says: 'torn', what: torn }),
          },
        ]),
    ...(closed.length === 0
      ? []
      : [{ rule: 'guest.not-opened' as const, ...recommended({ says: 'holds', volumes: closed }) }]),
  ];
}
