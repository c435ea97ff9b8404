/** Looks inside a disk: which system it holds, what is known of it, and what would keep it from starting on ECS. */
import type { GuestCheck, GuestFacts, GuestReport } from '../../../contract/guest.ts';
import type { BlockSource } from '../disk/block-source.ts';
import { cachedSource } from './cached-source.ts';
import { type GuestError, isGuestError } from './damage.ts';
import { linuxFacts } from './facts/linux-facts.ts';
import { isLinuxRoot, readLinux } from './facts/linux.ts';
import { openVolumes } from './facts/open-volumes.ts';
import { windowsFacts } from './facts/windows-facts.ts';
import { isWindowsRoot, readWindows } from './facts/windows.ts';
import { linuxChecks } from './findings/linux-checks.ts';
import { runChecks } from './findings/run-checks.ts';
import { windowsChecks } from './findings/windows-checks.ts';
import { findVolumes, type GuestVolumes } from './volumes.ts';

/** Unpacking an initramfs may take longer than all the rest; what it would tell is then left open. */
const initramfsMs = 3_000;

/**
 * Reads the guest of one disk. What its structures get wrong becomes a check that failed; it throws only what the
 * source fails with, or the reason of `signal`.
 */
export async function inspectGuest(source: BlockSource, signal: AbortSignal): Promise<GuestReport> {
  const found = await findVolumes([cachedSource(source)], signal);
  const { opened, problems: unopened } = await openVolumes(found.volumes, signal);
  const problems = [...earlier(found), ...unopened];
  for (const root of opened) {
    if (await isLinuxRoot(root, signal)) {
      const initramfsSignal = AbortSignal.any([signal, AbortSignal.timeout(initramfsMs)]);
      const guest = await readLinux(root, opened, found.volumes, problems, { signal, initramfsSignal });
      const checks = await runChecks(guest, linuxChecks, signal);
      return { ...linuxFacts(guest), checks: [...damage(guest.tree.problems), ...checks] };
    }
    if (await isWindowsRoot(root, signal)) {
      const guest = await readWindows(root, opened, found, problems, signal);
      const facts = await windowsFacts(guest);
      const checks = await runChecks(guest, windowsChecks, signal);
      return { ...facts, checks: [...damage(guest.tree.problems), ...checks] };
    }
  }
  return { ...noFacts, checks: [...damage(problems), ...noSystem(found)] };
}

const noFacts: GuestFacts = {
  osType: 'unknown', kernels: [], bootMode: 'unknown', bootLoaders: [], networkCards: [], packages: {}, bootDrivers: [],
}; // prettier-ignore

const earlier = ({ tables, volumes }: GuestVolumes): GuestError[] => [
  ...tables.filter((table) => isGuestError(table)),
  ...volumes.flatMap(({ problem }) => problem ?? []),
];

function damage(problems: readonly GuestError[]): GuestCheck[] {
  const damaged = problems.filter(({ reason }) => reason === 'damaged');
  const [first] = damaged;
  if (first === undefined) return [];
  const more = damaged.length > 1 ? `, and ${damaged.length - 1} more` : '';
  return [
    { rule: 'guest.damaged', severity: 'recommended', evidence: `${first.subject}: ${first.detail}${more}` },
  ];
}

/** What we cannot read may hold a system all the same, so this is no strong finding. */
function noSystem({ volumes }: GuestVolumes): GuestCheck[] {
  const kinds = volumes.map(({ name, content }) => `${name}: ${content.kind}`).slice(0, 8);
  return [{ rule: 'guest.no-system', severity: 'recommended', evidence: kinds.join(', ') || 'no volumes' }];
}
