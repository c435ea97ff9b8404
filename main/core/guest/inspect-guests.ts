/** Looks inside all disks of a server at once: which system they hold, and what would keep it from starting on ECS. */
import type { GuestCheck, GuestFacts, GuestReport } from '../../../contract/guest.ts';
import type { BlockSource } from '../disk/block-source.ts';
import { cachedSource } from './cached-source.ts';
import { isGuestError } from './damage.ts';
import type { Problem } from './facts/guest-tree.ts';
import { linuxFacts } from './facts/linux-facts.ts';
import { linuxRoot } from './facts/linux-root.ts';
import { readLinux } from './facts/linux.ts';
import { type OpenVolume, openVolumes } from './facts/open-volumes.ts';
import { windowsFacts } from './facts/windows-facts.ts';
import { isWindowsRoot, readWindows } from './facts/windows.ts';
import { diskRules } from './checks/both/disk-rules.ts';
import { volumeChecks } from './checks/both/volume-checks.ts';
import { fails, mayFail, none, passes, reported } from './checks/check.ts';
import { linuxChecks } from './checks/linux-checks.ts';
import { type Checked, runChecks } from './checks/run-checks.ts';
import { windowsChecks } from './checks/windows-checks.ts';
import { processorLimit } from './processor-limit.ts';
import { disksOf, findVolumes, type GuestVolume, type GuestVolumes } from './volumes.ts';

/** Of the processor. Unpacking an initramfs may take longer than all the rest; what it would tell is then left open. */
const initramfsMs = 6_000;
const initramfsWallMs = 60_000;

export interface InspectOptions {
  readonly signal: AbortSignal;
  /** Ends the look, and nothing else: what was found until then is told. */
  readonly limit: AbortSignal;
  /** These are all the disks that the server will have; else what is not found may lie on another one. */
  readonly complete: boolean;
}

export interface GuestsLook {
  /** One for each disk, in their order; the system is told with the first disk that its root lies on. */
  readonly reports: readonly GuestReport[];
  readonly found: GuestVolumes;
}

interface System {
  readonly root: OpenVolume;
  readonly report: GuestReport;
  readonly mounts: readonly { readonly volume: GuestVolume; readonly at: string }[];
}

/**
 * What the disks' structures get wrong becomes a check that failed. Throws what a source fails with, the reason of
 * `signal`, and that of `limit` when it came before any system was read.
 */
export async function inspectGuests(disks: readonly BlockSource[], options: InspectOptions): Promise<GuestsLook> {
  const either = AbortSignal.any([options.signal, options.limit]);
  const found = await findVolumes(
    disks.map((disk) => cachedSource(disk)),
    either,
  );
  const { opened, problems } = await openVolumes(found.volumes, either);
  const damaged = [
    ...found.volumes.flatMap(({ name, place, problem }) =>
      problem === undefined ? [] : { disk: disksOf(place)[0] ?? 0, where: name, error: problem },
    ),
    ...found.tables.flatMap((table, disk) => (isGuestError(table) ? { disk, error: table } : [])),
    ...problems.map(({ volume, error }) => ({
      disk: disksOf(volume.place)[0] ?? 0,
      where: volume.name,
      error,
    })),
  ];
  const systems = new Map<number, System>();
  for (const root of opened) {
    const disk = disksOf(root.volume.place)[0] ?? 0;
    if (systems.has(disk)) continue;
    const own = damaged.filter((each) => each.disk === disk);
    const system = await readSystem(root, { opened, found, problems: own }, options, either);
    if (system !== undefined) systems.set(disk, system);
  }
  const reports = disks.map((_, disk): GuestReport => {
    const about = volumeChecks(found.volumes, disk, { complete: options.complete, hasSystem: systems.size > 0 });
    const system = systems.get(disk);
    if (system !== undefined) return { ...system.report, checks: [...about, ...system.report.checks] };
    const own = damaged.filter((each) => each.disk === disk);
    return {
      ...noFacts,
      checks: [...damage(own), ...about, use(disk, systems, found.volumes) ?? noSystem(disk, found.volumes)],
    };
  });
  return { reports, found };
}

interface Around {
  readonly opened: readonly OpenVolume[];
  readonly found: GuestVolumes;
  readonly problems: readonly Problem[];
}

async function readSystem(
  root: OpenVolume,
  { opened, found, problems }: Around,
  options: InspectOptions,
  either: AbortSignal,
): Promise<System | undefined> {
  const around = { ...found, complete: options.complete };
  const linux = await linuxRoot(root, either);
  if (linux !== undefined) {
    const limit = processorLimit(initramfsMs, initramfsWallMs);
    const initramfsSignal = AbortSignal.any([either, limit.signal]);
    const guest = await readLinux(linux, opened, around, problems, { signal: either, initramfsSignal });
    limit.stop();
    const checked = await runChecks(guest, linuxChecks, options);
    const checks = [...damage(guest.tree.problems), ...told(checked)];
    return { root, report: { ...linuxFacts(guest), checks }, mounts: guest.mounts };
  }
  if (await isWindowsRoot(root, either)) {
    const guest = await readWindows(root, opened, around, problems, either);
    const facts = await windowsFacts(guest);
    const checked = await runChecks(guest, windowsChecks, options);
    const checks = [...damage(guest.tree.problems), ...told(checked)];
    return { root, report: { ...facts, checks }, mounts: [{ volume: root.volume, at: 'C:' }] };
  }
  return undefined;
}

const noFacts: GuestFacts = {
  osType: 'unknown', kernels: [], bootMode: 'unknown', bootLoaders: [], networkCards: [], packages: {}, bootDrivers: [],
}; // prettier-ignore

function told({ checks, left }: Checked): GuestCheck[] {
  if (left === 0) return checks;
  const of = checks.length + left;
  return [...checks, reported(diskRules.notRead, fails({ says: 'checks-left', count: left, of }))];
}

function damage(problems: readonly Problem[]): GuestCheck[] {
  const damaged = problems.filter(({ error }) => error.reason === 'damaged');
  const [first] = damaged;
  if (first === undefined) return [];
  const { where, error } = first;
  const what = {
    says: 'damaged',
    ...(where === undefined ? {} : { where }),
    structure: error.subject,
    detail: error.detail,
    more: damaged.length - 1,
  } as const;
  return [reported(diskRules.damaged, fails(what))];
}

/** What a disk without a system of its own is to the systems of the other disks. */
function use(
  disk: number,
  systems: ReadonlyMap<number, System>,
  volumes: readonly GuestVolume[],
): GuestCheck | undefined {
  for (const [home, { mounts, root }] of systems) {
    const here = mounts.filter(({ volume }) => disksOf(volume.place).includes(disk));
    const { place } = root.volume;
    const group = place.kind === 'logical' ? place.group : undefined;
    const inGroup = volumes.some(
      ({ place: other }) => other.kind === 'logical' && other.group === group && other.disks.includes(disk),
    );
    if (here.length === 0 && !inGroup) continue;
    const what = here.map(({ at }) => at);
    return reported(
      diskRules.dataDisk,
      passes(
        what.length > 0
          ? { says: 'of-system', what, disk: home + 1 }
          : { says: 'of-group', what: group ?? '', disk: home + 1 },
      ),
    );
  }
  return undefined;
}

/** What we cannot read may hold a system all the same, so this is no strong finding. */
function noSystem(disk: number, volumes: readonly GuestVolume[]): GuestCheck {
  const found = volumes
    .filter(({ place }) => disksOf(place).includes(disk))
    .map(({ name, content, problem }) => ({ volume: name, holds: problem?.reason ?? content.kind }));
  return reported(diskRules.noSystem, mayFail(found.length === 0 ? none : { says: 'holds', volumes: found }));
}
