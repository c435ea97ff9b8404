/** Spells the GUIDs of GPT and VHDX. */

/** The usual spelling of 16 bytes; the first three groups are stored little-endian. */
export function guidText(bytes: Buffer): string {
  const hex = bytes.toString('hex', 0, 16);
  const reversed = (from: number, to: number): string =>
    Buffer.from(bytes.subarray(from, to)).reverse().toString('hex');
  return [reversed(0, 4), reversed(4, 6), reversed(6, 8), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}
