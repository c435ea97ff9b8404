/** The master file table: finds a record by number, and all attributes of a file however many records they take. */
import { GuestCorrupt, StepLimit } from '../damage.ts';
import type { Volume } from '../sub-source.ts';
import type { NtfsGeometry } from './boot-sector.ts';
import { attributeTypes, type Attribute, type FileRecord, parseRecord, recordNumber } from './record.ts';
import { openStream, type Stream } from './stream.ts';

export interface FileTable {
  /** A file's own record, in use, with all its attributes. Fails with GuestCorrupt when there is none. */
  file(number: number, signal?: AbortSignal): Promise<NtfsFile>;
}

export interface NtfsFile {
  readonly number: number;
  readonly sequence: number;
  readonly isDirectory: boolean;
  /** The value of the first such attribute that lies in a record; undefined when there is none. */
  value(type: number): Buffer | undefined;
  /** The stream of this type and name, e.g. `data` and ''. */
  stream(type: number, name: string): Stream | undefined;
  /** True when there is such a stream, not looking into it. */
  has(type: number, name: string): boolean;
}

/** Windows ends attribute lists at 256 KiB. */
const mostListBytes = 2 ** 18;
const mostRecords = 8_192;
const structure = 'NTFS file table';

/** Reads the table's own record first: it tells where the others are. */
export async function openFileTable(volume: Volume, geometry: NtfsGeometry, signal?: AbortSignal): Promise<FileTable> {
  const { recordBytes, clusterBytes, mftCluster } = geometry;
  const own = parseRecord(await volume.read(mftCluster * clusterBytes, recordBytes, signal), 0);
  let table: Stream | undefined;

  async function record(number: number, within?: AbortSignal): Promise<FileRecord> {
    const offset = number * recordBytes;
    if (table === undefined || offset + recordBytes > table.sizeBytes) {
      throw new GuestCorrupt(structure, 'record-behind-end', number);
    }
    return parseRecord(await table.read(offset, recordBytes, within), number);
  }

  /** The attributes in the record and in those that its list names. */
  async function allAttributes(base: FileRecord, within?: AbortSignal): Promise<Attribute[]> {
    const found = [...base.attributes];
    const lists = base.attributes.filter(({ type }) => type === attributeTypes.attributeList);
    const list = openStream(volume, geometry, lists);
    if (list === undefined) return found;
    if (list.sizeBytes > mostListBytes) throw new GuestCorrupt(structure, 'attribute-list-too-long');
    const seen = new Set([base.number]);
    const steps = new StepLimit(structure, mostRecords);
    for (const entry of listEntries(await list.read(0, list.sizeBytes, within))) {
      if (seen.has(entry.record)) continue;
      steps.step();
      seen.add(entry.record);
      const part = await record(entry.record, within);
      if (!part.inUse || part.base !== base.number) {
        throw new GuestCorrupt(structure, 'record-no-part', entry.record, base.number);
      }
      found.push(...part.attributes);
      // the table's own parts may lie in what the parts before have told
      if (base.number === 0) table = tableOf(found);
    }
    return found;
  }

  function tableOf(attributes: readonly Attribute[]): Stream {
    const parts = attributes.filter(({ type, name }) => type === attributeTypes.data && name === '');
    // while its own list is being read, the table reaches as far as the parts known so far
    const stream = openStream(volume, geometry, parts, { asFarAsKnown: true });
    if (stream === undefined) throw new GuestCorrupt(structure, 'no-data');
    return stream;
  }

  table = tableOf(own.attributes);
  table = tableOf(await allAttributes(own, signal));

  return {
    async file(number, within) {
      const base = await record(number, within);
      if (!base.inUse) throw new GuestCorrupt(structure, 'record-not-in-use', number);
      if (base.base !== 0) throw new GuestCorrupt(structure, 'record-belongs-to', number, base.base);
      const attributes = await allAttributes(base, within);
      const matching = (type: number, name: string): Attribute[] =>
        attributes.filter((each) => each.type === type && each.name === name);
      return {
        number,
        sequence: base.sequence,
        isDirectory: base.isDirectory,
        value: (type) => attributes.find((each) => each.type === type && each.value !== undefined)?.value,
        stream: (type, name) => openStream(volume, geometry, matching(type, name)),
        has: (type, name) => matching(type, name).length > 0,
      };
    },
  };
}

/** The records that an attribute list names, as often as it names them. */
function* listEntries(list: Buffer): Generator<{ readonly record: number }> {
  for (let at = 0; at < list.length;) {
    const length = list.readUInt16LE(at + 4);
    if (length < 26) throw new GuestCorrupt(structure, 'attribute-list-damaged');
    yield { record: recordNumber(list, at + 16) };
    at += length;
  }
}
