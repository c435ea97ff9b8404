/** Fields of on-disk structures that Buffer has no method for and every room reads: text, UUIDs, CRC-32C. */

/** Text up to the first NUL. */
export function textField(bytes: Buffer, at: number, length: number, encoding: BufferEncoding = 'utf8'): string {
  const field = bytes.subarray(at, at + length);
  const end = field.indexOf(0);
  return field.toString(encoding, 0, end < 0 ? field.length : end);
}

/** 16 bytes as Linux spells a UUID: in the order they are stored. */
export function uuidField(bytes: Buffer, at: number): string {
  const hex = bytes.toString('hex', at, at + 16);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** CRC-32C (Castagnoli, reflected 0x82f63b78) as a register: neither inverted before nor after. */
export function crc32cRegister(bytes: Uint8Array, register = 0xffffffff): number {
  let crc = register;
  for (const byte of bytes) crc = (castagnoli[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return crc >>> 0;
}

/** The usual CRC-32C, with `gap` (where the sum itself is stored) counted as zeros. */
export function crc32c(bytes: Uint8Array, gap?: { at: number; length: number }): number {
  if (!gap) return ~crc32cRegister(bytes) >>> 0;
  const before = crc32cRegister(bytes.subarray(0, gap.at));
  const within = crc32cRegister(Buffer.alloc(gap.length), before);
  return ~crc32cRegister(bytes.subarray(gap.at + gap.length), within) >>> 0;
}

const castagnoli = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1;
  return value;
});
