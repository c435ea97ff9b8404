/**
 * Plans a VHD after Microsoft's specification 1.0: growing (dynamic), or fixed, which is the disk and a footer. Its size is
 * the disk's in whole sectors, as qemu-img's `force_size=on` makes it.
 */
import { createHash } from 'node:crypto';
import { bytesRun, madeRun, type PlannedFile } from './planned-file.ts';
import { planRaw } from './raw-plan.ts';
import type { StoredUnits } from './stored-units.ts';

export const vhdBlockBytes = 2 ** 21;
const sectorBytes = 512;
const headerBytes = 1_024;
const entriesPerSector = sectorBytes / 4;
/** Before each block: which of its sectors are stored. All are. */
const bitmap = Buffer.alloc(sectorBytes, 0xff);
/** "No offset" and "no block". */
const none = 0xff;

/** `units`: of `vhdBlockBytes`. */
export function planVhd(sizeBytes: number, units: StoredUnits): PlannedFile {
  const tableAt = sectorBytes + headerBytes;
  const tableBytes = Math.ceil(units.diskUnits / entriesPerSector) * sectorBytes;
  const blocksAt = tableAt + tableBytes;
  const stride = sectorBytes + vhdBlockBytes;
  const footerAt = blocksAt + units.stored * stride;
  const footer = makeFooter(sizeBytes, 'dynamic', units);
  const head = Buffer.concat([footer, makeHeader(tableAt, units.diskUnits)]);
  const table = (sector: number): Buffer => {
    const bytes = Buffer.alloc(sectorBytes, none);
    const first = sector * entriesPerSector;
    for (let index = 0; index < entriesPerSector && first + index < units.diskUnits; index++) {
      const block = units.indexOf(first + index);
      if (block >= 0) bytes.writeUInt32BE((blocksAt + block * stride) / sectorBytes, index * 4);
    }
    return bytes;
  };
  return {
    byteLength: footerAt + sectorBytes,
    run(at, most) {
      if (at < tableAt) return bytesRun(head, at, most);
      if (at < blocksAt) return madeRun(at - tableAt, most, sectorBytes, table);
      if (at >= footerAt) return bytesRun(footer, at - footerAt, most);
      const within = (at - blocksAt) % stride;
      if (within < sectorBytes) return bytesRun(bitmap, within, most);
      const { unit } = units.unitAt(Math.floor((at - blocksAt) / stride));
      const into = within - sectorBytes;
      return { kind: 'disk', offset: unit * vhdBlockBytes + into, length: Math.min(most, vhdBlockBytes - into) };
    },
  };
}

export function planFixedVhd(sizeBytes: number, units: StoredUnits): PlannedFile {
  const disk = planRaw(sizeBytes, units);
  const footer = makeFooter(sizeBytes, 'fixed', units);
  return {
    byteLength: disk.byteLength + sectorBytes,
    run: (at, most) =>
      at < disk.byteLength
        ? disk.run(at, Math.min(most, disk.byteLength - at))
        : bytesRun(footer, at - disk.byteLength, most),
  };
}

function makeFooter(sizeBytes: number, kind: 'dynamic' | 'fixed', units: StoredUnits): Buffer {
  const size = BigInt(Math.ceil(sizeBytes / sectorBytes) * sectorBytes);
  const bytes = Buffer.alloc(sectorBytes);
  bytes.write('conectix', 'latin1');
  bytes.writeUInt32BE(2, 8); // the reserved feature bit, always set
  bytes.writeUInt32BE(0x10000, 12); // version 1.0
  if (kind === 'dynamic') bytes.writeBigUInt64BE(BigInt(sectorBytes), 16);
  else bytes.fill(none, 16, 24);
  bytes.write('win ', 28, 'latin1'); // readers take the size of such a disk from the footer, not from its geometry
  bytes.writeUInt32BE(0x50003, 32);
  bytes.write('Wi2k', 36, 'latin1');
  bytes.writeBigUInt64BE(size, 40);
  bytes.writeBigUInt64BE(size, 48);
  bytes.writeUInt16BE(65_535, 56); // the largest geometry there is
  bytes[58] = 16;
  bytes[59] = 255;
  bytes.writeUInt32BE(kind === 'dynamic' ? 3 : 2, 60);
  // its identity must not be random: the same plan is the same file
  const identity = createHash('sha256').update(`${kind} ${size}`);
  for (const { first, count } of units.runs) identity.update(` ${first} ${count}`);
  identity.digest().copy(bytes, 68, 0, 16);
  return sealed(bytes, 64);
}

function makeHeader(tableAt: number, blocks: number): Buffer {
  const bytes = Buffer.alloc(headerBytes);
  bytes.write('cxsparse', 'latin1');
  bytes.fill(none, 8, 16);
  bytes.writeBigUInt64BE(BigInt(tableAt), 16);
  bytes.writeUInt32BE(0x10000, 24); // version 1.0
  bytes.writeUInt32BE(blocks, 28);
  bytes.writeUInt32BE(vhdBlockBytes, 32);
  return sealed(bytes, 36);
}

/** With the checksum of all its bytes at `at`. */
function sealed(bytes: Buffer, at: number): Buffer {
  const sum = bytes.reduce((total, byte) => total + byte, 0);
  bytes.writeUInt32BE(~sum >>> 0, at);
  return bytes;
}
