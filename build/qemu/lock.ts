/** The packages our qemu programs are made of: what is wanted of each, and which revision the lock names. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Revision } from './archive.ts';
import { qemuFolder } from './outputs.ts';

export interface Wanted {
  readonly name: string;
  /** The version without Debian's revision: another one may need other options, so a person looks at it first. */
  readonly upstream: string;
  /** Comes ready to run; nothing of it is in the programs. */
  readonly tool?: true;
}
export interface Part extends Wanted {
  readonly licence: string;
  /** Files with licence texts, inside the unpacked source. */
  readonly texts: readonly string[];
}

export const lockFile = join(import.meta.dirname, 'sources.lock.json');
export const wantedParts = read<Part[]>(join(import.meta.dirname, 'packages.json'));

/** Kept between builds: the sources are ours to offer. */
export const sourcesFolder = join(qemuFolder, 'sources');

export const readLock = (file = lockFile): Revision[] => read(file);

/** Each package with its locked revision; the lock changes while a build takes newer ones. */
export function lockedParts(): (Part & Revision)[] {
  const lock = readLock();
  return wantedParts.flatMap((part) =>
    lock.filter(({ name }) => name === part.name).map((revision) => ({ ...part, ...revision })),
  );
}

function read<T>(file: string): T {
  return JSON.parse(readFileSync(file, 'utf8')) as T;
}
