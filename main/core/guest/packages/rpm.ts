/** Packages installed by rpm, whichever of its three data bases holds them. */
import { GuestCorrupt, GuestError, guarded } from '../damage.ts';
import type { Volume } from '../sub-source.ts';
import { type InstalledPackage, mostPackages } from './package.ts';
import { berkeleyValues, isBerkeleyHash } from './rpm-berkeley.ts';
import { headerPrefixBytes, readRpmHeader } from './rpm-header.ts';
import { isNdb, ndbValues } from './rpm-ndb.ts';
import { isSqlite, sqliteRows } from './sqlite.ts';

/** Each header takes reading; a data base as large as this is no data base. */
const mostDatabaseBytes = 2 ** 30;
const structure = 'rpm data base';

/** All packages in the data base, told by how it begins. Fails with a GuestError. */
export async function readRpmDatabase(source: Volume): Promise<InstalledPackage[]> {
  return guarded(structure, async () => {
    if (source.size > mostDatabaseBytes)
      throw new GuestError('too-large', structure, 'more-than-read', source.size, mostDatabaseBytes);
    const found: InstalledPackage[] = [];
    for await (const header of headers(source)) {
      const installed = readRpmHeader(header);
      if (installed === undefined) continue;
      if (found.length === mostPackages)
        throw new GuestError('too-large', structure, 'too-many-packages', mostPackages);
      found.push(installed);
    }
    return found;
  });
}

async function* headers(source: Volume): AsyncGenerator<Buffer> {
  const head = await source.read(0, Math.min(32, source.size));
  if (isSqlite(head)) {
    for await (const [, blob] of sqliteRows(source, 'Packages', headerPrefixBytes)) {
      if (Buffer.isBuffer(blob)) yield blob;
    }
  } else if (isNdb(head)) yield* ndbValues(source);
  else if (isBerkeleyHash(head)) {
    for await (const value of berkeleyValues(source)) {
      // one value is not a header: the number of the next package
      if (value.length > 8) yield value;
    }
  } else throw new GuestCorrupt(structure, 'not-of-rpm');
}
