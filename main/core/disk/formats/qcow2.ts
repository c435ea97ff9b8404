/**
 * Reads QCOW2 headers and tables (qemu, docs/interop/qcow2.txt): refuses what points at other files or past the end,
 * because qemu-img reads missing clusters as zeros and reports success.
 */
import { say, type Text } from '../../../../contract/said.ts';
import { Failure } from '../../../../contract/failure-error.ts';
import { assertVirtualSize, unsupported, type DiskLayout, type Noticed, type Reading } from '../layout.ts';
import { corrupt, u64be, type SourceFile } from '../source-file.ts';
import { hasMark, type DiskFormat } from './format.ts';
import { followTables } from './qcow2-tables.ts';

const headerBytes = 104;
const incompatible = { dirty: 1, corrupt: 2, dataFile: 4, compression: 8, extendedL2: 16 };
const knownBits = 31;
/** `lazy_refcounts`, among the compatible features. */
const lateCounts = 1;
const dataFileExtension = 0x44415441;

export const qcow2: DiskFormat = {
  name: 'qcow2',
  endings: ['qcow2'],
  driver: 'qcow2',
  // the first version is a format of its own
  markedAt: (start) => (hasMark(start, 'QFI\xfb') && !hasMark(start, '\0\0\0\x01', 4) ? 'start' : undefined),
  read: readQcow2,
};

/** Fails with `source.differencing`, `.outside-reference`, `.encrypted`, `.dirty`, `.corrupt`, `.truncated`. */
async function readQcow2(file: SourceFile, { known, headersOnly = false }: Reading): Promise<DiskLayout> {
  // version 2 headers are shorter, but a table always follows within the same cluster
  const header = await file.read(0, headerBytes);
  const version = header.readUInt32BE(4);
  known.subformat = `version ${version}`;
  if (version !== 2 && version !== 3) throw unsupported(file, say('qcow-version', version));
  const clusterBits = header.readUInt32BE(20);
  if (clusterBits < 9 || clusterBits > 21) throw corrupt(file, 'cluster-bits', clusterBits);
  const virtualSizeBytes = u64be(header, 24, file.path);
  assertVirtualSize(file, virtualSizeBytes, known);

  await assertNoBackingFile(file, header);
  if (header.readUInt32BE(32) !== 0) throw new Failure('source.encrypted', { file: file.path, by: 'QCOW2' });
  const { extended, countsStale } =
    version === 3 ? await checkFeatures(file, header) : { extended: false, countsStale: false };

  const clusterBytes = 2 ** clusterBits;
  const geometry = { clusterBits, clusterBytes, entryBytes: extended ? 16 : 8, virtualSizeBytes };
  const followed = headersOnly ? undefined : await followTables(file, header, geometry);
  const snapshots = header.readUInt32BE(60);
  // zlib is method 0; the byte is there only when the header says it is that long
  const otherCompression = version === 3 && header.readUInt32BE(100) > 104 && (await file.read(104, 1))[0] !== 0;
  const noticed: Noticed[] = [];
  if (snapshots > 0) noticed.push({ rule: 'snapshots-inside', facts: { count: snapshots } });
  if (countsStale) noticed.push({ rule: 'counts-stale' });
  return {
    subformat: `version ${version}`,
    virtualSizeBytes,
    ...(followed === undefined ? {} : { allocatedBytes: followed.allocatedBytes }),
    files: [file.path],
    source: { format: 'qcow2', path: file.path },
    plain: snapshots === 0 && !extended && !otherCompression && !countsStale,
    ...(followed?.compressed === true ? { variant: 'compressed' as const } : {}),
    noticed,
    counted: !countsStale,
  };
}

async function assertNoBackingFile(file: SourceFile, header: Buffer): Promise<void> {
  const offset = u64be(header, 8, file.path);
  if (offset === 0) return;
  const length = Math.min(header.readUInt32BE(16), 1_023);
  const parent = offset + length <= file.bytes ? (await file.read(offset, length)).toString('utf8') : '';
  throw new Failure('source.differencing', { file: file.path, parent });
}

/**
 * `extended`: L2 entries are of the long kind. `countsStale`: counts of references were put off (`lazy_refcounts`) and the
 * file was never closed. What is where does not depend on them.
 */
async function checkFeatures(
  file: SourceFile,
  header: Buffer,
): Promise<{ readonly extended: boolean; readonly countsStale: boolean }> {
  const low = header.readUInt32BE(76);
  if (header.readUInt32BE(72) !== 0 || low > knownBits) {
    throw unsupported(file, say('newer-features', 'QCOW2'));
  }
  if ((low & incompatible.dataFile) !== 0) {
    throw new Failure('source.outside-reference', {
      file: file.path,
      reference: await dataFileName(file, header),
    });
  }
  const countsStale = (low & incompatible.dirty) !== 0;
  // only a file whose counts may be late is left so by a crash alone
  if (countsStale && (header.readUInt32BE(84) & lateCounts) === 0) {
    throw new Failure('source.dirty', { file: file.path, detail: say('references-not-written') });
  }
  if ((low & incompatible.corrupt) !== 0) throw corrupt(file, 'marked-corrupt');
  return { extended: (low & incompatible.extendedL2) !== 0, countsStale };
}

async function dataFileName(file: SourceFile, header: Buffer): Promise<Text> {
  let at = header.readUInt32BE(100);
  for (let steps = 0; steps < 32 && at >= 72 && at + 8 <= file.bytes; steps++) {
    const extension = await file.read(at, 8);
    const type = extension.readUInt32BE(0);
    const length = extension.readUInt32BE(4);
    if (type === 0) break;
    if (type === dataFileExtension && length <= 4_096 && at + 8 + length <= file.bytes) {
      return (await file.read(at + 8, length)).toString('utf8');
    }
    at += 8 + Math.ceil(length / 8) * 8;
  }
  return say('data-file');
}
