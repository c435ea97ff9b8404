/** Keeps the last measured upload speeds between runs: the next upload chooses its part size by them. */
import { z } from '../../../contract/schema.ts';
import { writeFileAtomic } from '../base/atomic-file.ts';
import { readRecordIfThere } from '../base/record-file.ts';

const speeds = z.record(z.string(), z.number().positive());

export interface KnownSpeeds {
  /** In bytes per second; undefined where nothing was measured yet. */
  get(place: string): number | undefined;
  set(place: string, bytesPerSecond: number): Promise<void>;
}

/** A file that cannot be read says nothing and is replaced: it is only ever a hint. */
export async function openKnownSpeeds(path: string): Promise<KnownSpeeds> {
  let known = (await readRecordIfThere(path, speeds).catch(() => undefined)) ?? {};
  return {
    get: (place) => (Object.hasOwn(known, place) ? known[place] : undefined),
    async set(place, bytesPerSecond) {
      known = { ...known, [place]: Math.max(1, Math.round(bytesPerSecond)) };
      await writeFileAtomic(path, `${JSON.stringify(known, undefined, 1)}\n`);
    },
  };
}
