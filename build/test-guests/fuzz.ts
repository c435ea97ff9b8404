/** Damages whole volumes and reads everything in them: the readers must report any damage, quickly, and continue. */
import { open } from 'node:fs/promises';
import { isGuestError } from '../../main/core/guest/damage.ts';
import type { FileSystem } from '../../main/core/guest/file-system.ts';
import { assertWithin, type Volume } from '../../main/core/guest/sub-source.ts';
import { damager } from './mutate.ts';

const sectorBytes = 512;
const pageBytes = 65_536;
const zeros = Buffer.alloc(pageBytes);

/** A volume in memory, without its zeros. */
export interface Image {
  readonly size: number;
  readonly pages: ReadonlyMap<number, Buffer>;
  /** Offsets of the sectors that are not zeros. */
  readonly sectors: readonly number[];
}

export async function readImage(path: string, offset = 0, sizeBytes?: number): Promise<Image> {
  const file = await open(path, 'r');
  try {
    const size = sizeBytes ?? (await file.stat()).size - offset;
    const pages = new Map<number, Buffer>();
    const sectors: number[] = [];
    for (let at = 0; at < size; at += pageBytes) {
      const page = Buffer.alloc(Math.min(pageBytes, size - at));
      await file.read(page, 0, page.length, offset + at);
      if (page.equals(zeros.subarray(0, page.length))) continue;
      pages.set(at / pageBytes, page);
      for (let from = 0; from < page.length; from += sectorBytes)
        if (!page.subarray(from, from + sectorBytes).equals(zeros.subarray(0, sectorBytes))) sectors.push(at + from);
    }
    return { size, pages, sectors };
  } finally {
    await file.close();
  }
}

export interface CountedVolume extends Volume {
  /** Counted down by every read; at 0 reading fails with a plain Error. */
  readsLeft: number;
}

/** The volume with `patches` (by offset) over it. */
export function volumeOf(image: Image, patches: ReadonlyMap<number, Buffer> = new Map()): CountedVolume {
  return {
    size: image.size,
    readsLeft: Infinity,
    async read(offset, length) {
      assertWithin(image.size, offset, length);
      if (--this.readsLeft < 0) throw new Error('the reader never stops');
      const bytes = Buffer.alloc(length);
      const lay = (piece: Buffer, at: number): void => {
        if (at < offset + length && at + piece.length > offset)
          piece.copy(bytes, Math.max(0, at - offset), Math.max(0, offset - at));
      };
      for (let page = Math.floor(offset / pageBytes); page * pageBytes < offset + length; page++) {
        const stored = image.pages.get(page);
        if (stored) lay(stored, page * pageBytes);
      }
      for (const [at, piece] of patches) lay(piece, at);
      return bytes;
    },
  };
}

export interface FuzzOptions {
  readonly image: Image;
  /** May fail with a GuestError, as everything it opens may. */
  readonly open: (volume: Volume) => Promise<FileSystem>;
  readonly runs: number;
  /** Where damage falls; absent: in any sector that is not zeros. */
  readonly sectors?: readonly number[];
  /** Sectors that get damage more often than one time in thousands, like a superblock. */
  readonly often?: readonly number[];
  /** Puts checksums right again, so that the damage gets past them. */
  readonly seal?: (image: Image, patches: Map<number, Buffer>) => void;
}

/** Time a test needs for so many runs on a busy machine, in milliseconds. */
export const fuzzTimeoutMs = (runs: number): number => 60_000 + runs * 200;

/** Every operation on a damaged volume ends within so many reads. */
const mostReads = 60_000;
/** A damaged folder may hold itself, so the number of names looked at has an end. */
const mostPaths = 300;

/** Fails on anything but a GuestError. Resolves to how many volumes could be opened and how many told of damage. */
export async function fuzz(options: FuzzOptions): Promise<{ opened: number; damaged: number }> {
  const result = { opened: 0, damaged: 0 };
  for (let seed = 1; seed <= options.runs; seed++) {
    try {
      await fuzzOnce(options, seed, result);
    } catch (error) {
      throw new Error(`seed ${seed}`, { cause: error });
    }
  }
  return result;
}

/** Reads one damaged copy, the same for the same seed. Resolves to how many of its structures were damaged. */
export async function fuzzOnce(
  options: Omit<FuzzOptions, 'runs'>,
  seed: number,
  result = { opened: 0, damaged: 0 },
): Promise<number> {
  const { image, sectors = image.sectors, often = sectors } = options;
  const random = damager(seed * 7_919);
  for (let warm = 0; warm < 8; warm++) random.number(2);
  const patches = new Map<number, Buffer>();
  for (let count = 1 + random.number(3); count > 0; count--) {
    const from = random.number(4) === 0 ? often : sectors;
    const at = from[random.number(from.length)] ?? 0;
    const sound = await volumeOf(image, patches).read(at, Math.min(sectorBytes, image.size - at));
    const harmed = random.damage(sound);
    patches.set(at, Buffer.concat([harmed, Buffer.alloc(sound.length - harmed.length)]));
  }
  const structures = patches.size;
  options.seal?.(image, patches);
  await readAll(options.open, volumeOf(image, patches), result);
  return structures;
}

async function readAll(
  openVolume: FuzzOptions['open'],
  volume: CountedVolume,
  result: { opened: number; damaged: number },
): Promise<void> {
  let damage = false;
  const attempt = async <T>(read: () => Promise<T>): Promise<T | undefined> => {
    volume.readsLeft = mostReads;
    try {
      return await read();
    } catch (error) {
      if (!isGuestError(error)) throw error;
      damage = true;
      return undefined;
    }
  };
  const files = await attempt(() => openVolume(volume));
  if (files) {
    result.opened++;
    const folders = ['/'];
    let paths = 0;
    for (let folder = folders.shift(); folder !== undefined && paths < mostPaths; folder = folders.shift()) {
      const at = folder;
      await attempt(async () => {
        for await (const { name, kind } of files.list(at)) {
          if (++paths > mostPaths) return;
          const path = `${at}/${name}`;
          if (kind === 'directory') folders.push(path);
          else if (kind === 'link') await attempt(() => files.readLink(path));
          else await attempt(() => files.read(path, { maxBytes: 2 ** 20 }));
        }
      });
    }
  }
  if (damage) result.damaged++;
}
