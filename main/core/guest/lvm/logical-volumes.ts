/** Puts logical volumes together from the physical volumes of all disks: linear, striped, mirrored and thin; others are named. */
import type { Damage } from '../../../../contract/said.ts';
import type { BlockSource, Extent } from '../../disk/block-source.ts';
import { GuestCorrupt, GuestError, isGuestError } from '../damage.ts';
import { assertWithin } from '../sub-source.ts';
import { idOf, listOf, type LvmSection, numberOf, sectionsIn, textOf } from './metadata-text.ts';
import type { PhysicalVolume } from './physical-volume.ts';
import { thinVolume } from './thin.ts';

const sectorBytes = 512;
/** A volume with more segments was never made by people; each costs a hundred bytes. */
const mostSegments = 100_000;
const mostStripes = 128;

export interface LogicalVolume {
  readonly group: string;
  readonly name: string;
  readonly uuid: string;
  readonly sizeBytes: number;
  /** The physical volumes it lies on, by UUID, found or not. */
  readonly on: readonly string[];
  /** Absent when it cannot be read; `problem` says why. */
  readonly source?: BlockSource;
  readonly problem?: GuestError;
}

/** All visible volumes of all groups; the newest metadata of a group counts. */
export function logicalVolumes(physical: readonly PhysicalVolume[]): LogicalVolume[] {
  const groups = new Map<string, NonNullable<PhysicalVolume['group']>>();
  for (const { group } of physical) {
    if (!group) continue;
    const id = idOf(group.section);
    if ((groups.get(id)?.sequence ?? -1) < group.sequence) groups.set(id, group);
  }
  const sources = new Map(physical.map(({ uuid, source }) => [uuid, source]));
  return [...groups.values()].flatMap(({ name, section }) => {
    const logical = new Map(sectionsIn(section, 'logical_volumes'));
    const physicalVolumes = new Map(sectionsIn(section, 'physical_volumes'));
    const group: Group = { name, section, physical: physicalVolumes, logical, sources, below: new Map() };
    return [...logical]
      .filter(([, volume]) => listOf(volume, 'status').includes('VISIBLE'))
      .map(([volumeName, volume]) => logicalVolume(group, volumeName, volume));
  });
}

interface Group {
  readonly name: string;
  readonly section: LvmSection;
  /** What the group says of its physical volumes, by the names it has for them. */
  readonly physical: ReadonlyMap<string, LvmSection>;
  /** Its volumes by name, those among them that only others are made of. */
  readonly logical: ReadonlyMap<string, LvmSection>;
  /** Of these, the ones others are made of, each put together once; undefined while it is put together, so that a circle ends. */
  readonly below: Map<string, LogicalVolume | undefined>;
  /** Those that were found, by UUID. */
  readonly sources: ReadonlyMap<string, BlockSource>;
}

function logicalVolume(group: Group, name: string, volume: LvmSection): LogicalVolume {
  const uuid = idOf(volume);
  const on = physicalOf(volume, group);
  let sizeBytes = 0;
  try {
    const extentBytes = numberOf(group.section, 'extent_size') * sectorBytes;
    const segments = segmentsOf(volume);
    sizeBytes = segments.reduce((sum, segment) => sum + numberOf(segment, 'extent_count'), 0) * extentBytes;
    if (!Number.isSafeInteger(sizeBytes) || sizeBytes === 0) throw damaged('volume-bytes', name, sizeBytes);
    const pieces = segments.map((segment) => pieceOf(segment, extentBytes, group));
    return { group: group.name, name, uuid, sizeBytes, on, source: joined(name, sizeBytes, pieces) };
  } catch (error) {
    if (!isGuestError(error)) throw error;
    return { group: group.name, name, uuid, sizeBytes, on, problem: error };
  }
}

/** Also of a volume that cannot be read, so that its disks are known all the same. */
function physicalOf(volume: LvmSection, group: Group, seen = new Set<LvmSection>()): string[] {
  if (seen.has(volume)) return [];
  seen.add(volume);
  const ids = sectionsIn({ volume }, 'volume').flatMap(([, segment]) => [
    ...listOf(segment, 'stripes').flatMap((place) => {
      const described = typeof place === 'string' ? group.physical.get(place) : undefined;
      return described === undefined ? [] : idOf(described);
    }),
    ...madeOf(segment).flatMap((name) => {
      const below = group.logical.get(name);
      return below === undefined ? [] : physicalOf(below, group, seen);
    }),
  ]);
  return [...new Set(ids)];
}

/** The other volumes that a segment lies on. */
function madeOf(segment: LvmSection): string[] {
  const single = ['thin_pool', 'pool', 'metadata'].map((name) => segment[name]);
  return [...single, ...listOf(segment, 'raids'), ...listOf(segment, 'mirrors')].filter(
    (name) => typeof name === 'string',
  );
}

function segmentsOf(volume: LvmSection): LvmSection[] {
  const count = numberOf(volume, 'segment_count');
  if (count > mostSegments) throw damaged('segment-count', count);
  const sections = new Map(sectionsIn({ volume }, 'volume'));
  return Array.from({ length: count }, (_, n) => {
    const segment = sections.get(`segment${n + 1}`);
    if (!segment) throw damaged('no-segment', n + 1);
    return segment;
  });
}

interface Piece {
  readonly at: number;
  readonly length: number;
  /** One for a linear piece; else the parts lie on them in turns. */
  readonly stripes: readonly { readonly source: BlockSource; readonly from: number }[];
  readonly stripeBytes: number;
}

function pieceOf(segment: LvmSection, extentBytes: number, group: Group): Piece {
  const type = textOf(segment, 'type');
  const length = numberOf(segment, 'extent_count') * extentBytes;
  const at = numberOf(segment, 'start_extent') * extentBytes;
  const whole = (source: BlockSource): Piece => {
    assertWithin(source.size, at, length);
    return { at, length, stripes: [{ source, from: at }], stripeBytes: length };
  };
  if (type === 'thin') return whole(thinOf(segment, at + length, group));
  if (type === 'raid1' || type === 'mirror') return whole(imageOf(segment, group));
  if (type !== 'striped' && type !== 'linear') throw new GuestError('unsupported', 'lvm', 'segment-type', type);
  const places = listOf(segment, 'stripes');
  const count = places.length / 2;
  if (!Number.isInteger(count) || count < 1 || count > mostStripes) throw damaged('stripe-count', count);
  const stripeBytes = count === 1 ? length : numberOf(segment, 'stripe_size') * sectorBytes;
  const each = length / count;
  if (stripeBytes <= 0 || each % 1 !== 0 || (count > 1 && each % stripeBytes !== 0))
    throw damaged('stripe-size', stripeBytes);
  const stripes = Array.from({ length: count }, (_, n) => {
    const [name, start] = [places[2 * n], places[2 * n + 1]];
    const described = typeof name === 'string' ? group.physical.get(name) : undefined;
    if (!described || typeof start !== 'number' || !Number.isSafeInteger(start) || start < 0)
      throw damaged('segment-nowhere');
    const uuid = textOf(described, 'id');
    const source = group.sources.get(uuid);
    if (!source) throw new GuestError('not-found', 'lvm', 'no-physical-volume', uuid);
    const from = numberOf(described, 'pe_start') * sectorBytes + start * extentBytes;
    assertWithin(source.size, from, each);
    return { source, from };
  });
  return { at, length, stripes, stripeBytes };
}

/** A volume that others are made of. */
function belowOf(group: Group, name: string): BlockSource {
  const { below, logical } = group;
  const volume = logical.get(name);
  if (volume !== undefined && !below.has(name)) {
    below.set(name, undefined);
    below.set(name, logicalVolume(group, name, volume));
  }
  const made = below.get(name);
  if (made?.source === undefined) throw made?.problem ?? damaged('segment-nowhere');
  return made.source;
}

function thinOf(segment: LvmSection, size: number, group: Group): BlockSource {
  if (segment['external_origin'] !== undefined)
    throw new GuestError('unsupported', 'lvm', 'segment-type', 'thin, external_origin');
  const pool = group.logical.get(textOf(segment, 'thin_pool'));
  const [first] = pool === undefined ? [] : segmentsOf(pool);
  if (first === undefined) throw damaged('segment-nowhere');
  const [metadata, data] = ['metadata', 'pool'].map((name) => belowOf(group, textOf(first, name)));
  if (metadata === undefined || data === undefined) throw damaged('segment-nowhere');
  return thinVolume({ metadata, data }, numberOf(segment, 'device_id'), size);
}

/** Any image of a mirror holds everything. Of those in the list, the ones that hold only what is about them are left out. */
function imageOf(segment: LvmSection, group: Group): BlockSource {
  let missing: GuestError = damaged('segment-nowhere');
  for (const name of madeOf(segment).filter((each) => !/_rmeta_\d+$/.test(each))) {
    try {
      return belowOf(group, name);
    } catch (error) {
      if (!isGuestError(error)) throw error;
      missing = error;
    }
  }
  throw missing;
}

/** The pieces as one disk; they come in order and leave no gap. */
function joined(name: string, size: number, pieces: readonly Piece[]): BlockSource {
  let reached = 0;
  for (const { at, length } of pieces) {
    if (at !== reached || length === 0) throw damaged('segments-gap', name);
    reached += length;
  }
  return {
    size,
    async read(offset, length, signal) {
      assertWithin(size, offset, length);
      const parts: Buffer[] = [];
      for (let at = offset; at < offset + length;) {
        const part = partAt(pieces, at, offset + length - at);
        parts.push(await part.source.read(part.from, part.length, signal));
        at += part.length;
      }
      const [only] = parts;
      return parts.length === 1 && only ? only : Buffer.concat(parts);
    },
    // the map of the disks below would have to be put together piece by piece, and it is not needed here
    async *map(): AsyncGenerator<Extent> {
      yield { offset: 0, length: size, data: true };
    },
    close: () => Promise.resolve(),
  };
}

interface Part {
  readonly source: BlockSource;
  readonly from: number;
  readonly length: number;
}

/** At most `most` bytes from `at` that lie together. */
function partAt(pieces: readonly Piece[], at: number, most: number): Part {
  let [low, high] = [0, pieces.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((pieces[middle]?.at ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  const piece = pieces[low];
  if (!piece) throw damaged('volume-without-segments');
  const within = at - piece.at;
  const turn = Math.floor(within / piece.stripeBytes);
  const stripe = piece.stripes[turn % piece.stripes.length];
  if (!stripe) throw damaged('segment-without-stripes');
  const inStripe = within % piece.stripeBytes;
  return {
    source: stripe.source,
    from: stripe.from + Math.floor(turn / piece.stripes.length) * piece.stripeBytes + inStripe,
    length: Math.min(most, piece.stripeBytes - inStripe, piece.length - within),
  };
}

const damaged = (...what: Damage): GuestCorrupt => new GuestCorrupt('lvm', ...what);
