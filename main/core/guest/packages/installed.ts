/** Finds the package data bases of a Linux guest and reads the first that is there. */
import { cachedSource } from '../cached-source.ts';
import { isGuestError } from '../damage.ts';
import { type FileReads, guestFile } from '../guest-file.ts';
import { readDpkgStatus } from './dpkg.ts';
import type { InstalledPackage } from './package.ts';
import { readRpmDatabase } from './rpm.ts';

export interface Installed {
  readonly manager: 'dpkg' | 'rpm';
  /** The data base's path in the guest. */
  readonly path: string;
  readonly packages: readonly InstalledPackage[];
  /** True when changes lie beside the data base that never reached it: the machine was switched off. */
  readonly mayBeStale: boolean;
}

const dpkgStatus = '/var/lib/dpkg/status';
/** Newest kind first: an upgraded system keeps the old files for a while. */
const rpmFolders = ['/usr/lib/sysimage/rpm', '/var/lib/rpm'];
const rpmFiles = ['rpmdb.sqlite', 'Packages.db', 'Packages'];
const mostStatusBytes = 64 * 2 ** 20;

/** Undefined when there is none. Fails with a GuestError when one is there and cannot be read. */
export async function readInstalled(files: FileReads, signal?: AbortSignal): Promise<Installed | undefined> {
  const options = signal ? { signal } : {};
  if (await sizeOf(files, dpkgStatus, signal)) {
    const text = (await files.read(dpkgStatus, { maxBytes: mostStatusBytes, ...options })).toString('utf8');
    return { manager: 'dpkg', path: dpkgStatus, packages: readDpkgStatus(text), mayBeStale: false };
  }
  for (const folder of rpmFolders) {
    for (const file of rpmFiles) {
      const path = `${folder}/${file}`;
      if (!(await sizeOf(files, path, signal))) continue;
      const volume = await guestFile(files, path, signal);
      const source = cachedSource({
        ...volume,
        async *map() {
          yield { offset: 0, length: volume.size, data: true };
        },
        close: () => Promise.resolve(),
      });
      const packages = await readRpmDatabase(source);
      return { manager: 'rpm', path, packages, mayBeStale: !!(await sizeOf(files, `${path}-wal`, signal)) };
    }
  }
  return undefined;
}

/** Undefined when it is not there. */
async function sizeOf(files: FileReads, path: string, signal?: AbortSignal): Promise<number | undefined> {
  try {
    const { kind, sizeBytes } = await files.stat(path, signal ? { signal } : {});
    return kind === 'file' ? sizeBytes : undefined;
  } catch (error) {
    if (isGuestError(error, 'not-found') || isGuestError(error, 'not-a-directory')) return undefined;
    throw error;
  }
}
