/** Whether everything that the start waits for is on these disks, under a name that a disk of ECS can have. */
import type { Evidence } from '../../../../../contract/evidence.ts';
import type { LinuxGuest } from '../../facts/linux.ts';
import { matchDevice } from '../../facts/fstab.ts';
import { hasSubvolume } from '../../facts/linux-root.ts';
import { fstabWaits, isHostFolder, isShare, type StartWait } from '../../facts/start-waits.ts';
import { absent, type Check, fails, gravest, mayFail, passes, type Verdict, undecided } from '../check.ts';

const { signal } = new AbortController();

export const fstab: Check<LinuxGuest> = {
  rule: 'linux.fstab',
  about: { effect: 'cannot-start', item: 'Fstab', prepare: 'fstab', from: 'image-check' },
  async assess(guest) {
    const { fstab: lines, tree, waits: others, crypttab } = guest;
    if (lines.length === 0 && others.length === 0)
      return (await tree.exists('/etc/fstab'))
        ? mayFail(absent('/', '/etc/fstab'))
        : undecided('absent', ['/etc/fstab']);
    const waits = [...fstabWaits(lines), ...others];
    const found: Verdict[] = [];
    for (const wait of waits) {
      const verdict = await judged(guest, wait);
      if (verdict) found.push(verdict);
    }
    for (const { name, device, options, key } of crypttab) {
      if (options.some((one) => /^(noauto|nofail)$/.test(one))) continue;
      const what = [`${name} ${device}`];
      const where = '/etc/crypttab';
      const match = matchDevice(device, guest.volumes);
      if (match === 'missing') found.push(elsewhere(guest, where, what, false));
      else if (match === 'cannot-be') found.push(fails({ says: 'name-cannot-be', where, what }));
      else if (/^(none|-)$/.test(key) || options.some((one) => /^(tpm2|fido2|pkcs11)-/.test(one)))
        found.push(fails({ says: 'asks-to-open', where, what }));
    }
    return gravest(found) ?? passes({ says: 'all-devices-there', where: '/etc/fstab', count: waits.length });
  },
};

async function judged(guest: LinuxGuest, wait: StartWait): Promise<Verdict | undefined> {
  const { volumes, opened, root, mappedNames } = guest;
  const { device, mountPoint, file: where, options, onlyDelays } = wait;
  const what = [`${device} (${mountPoint})`];
  const grave = (evidence: Evidence): Verdict => (onlyDelays ? mayFail : fails)(evidence);
  if (isHostFolder(wait)) return grave({ says: 'name-cannot-be', where, what });
  if (isShare(wait)) return mayFail({ says: 'share', where, what });
  const match = matchDevice(device, volumes, mappedNames);
  if (match === 'not-ours') return undefined;
  if (match === 'missing') return elsewhere(guest, where, what, onlyDelays);
  if (match === 'cannot-be') return grave({ says: 'name-cannot-be', where, what });
  if (match === 'by-name') return mayFail({ says: 'by-driver-name', where, what });
  const open = match === root.volume ? root : opened.find(({ volume }) => volume === match);
  const subvolume = open === undefined ? true : await hasSubvolume(open.files, options, signal);
  if (subvolume === undefined) return undecided('unreadable', [match.name]);
  return subvolume ? undefined : fails({ says: 'no-subvolume', where, what: [`${what[0]} ${options.join(',')}`] });
}

/** What is not on this disk may lie on another one, as long as these are not all. */
const elsewhere = ({ complete }: LinuxGuest, where: string, what: string[], onlyDelays: boolean): Verdict =>
  (complete && !onlyDelays ? fails : mayFail)({ says: 'elsewhere', where, what, complete });
