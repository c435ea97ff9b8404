/** Spells the names of FAT: the short ones in the alphabet of DOS, the long ones collected from the entries before. */

/** The upper half of code page 437, which DOS and every EFI start from. */
const upperHalf =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0';

export const shortText = (bytes: Buffer): string =>
  Array.from(bytes, (byte) => (byte < 128 ? String.fromCharCode(byte) : (upperHalf[byte - 128] ?? '?'))).join('');

/** `NAME    TXT` as people write it; two bits say that Windows NT shows a part in small letters. */
export function shortName(entry: Buffer): string {
  const bytes = Buffer.from(entry.subarray(0, 11));
  // 0xe5 would mark a deleted entry
  if (bytes[0] === 0x05) bytes[0] = 0xe5;
  const small = entry.readUInt8(12);
  const stem = shortText(bytes.subarray(0, 8)).trimEnd();
  const ending = shortText(bytes.subarray(8)).trimEnd();
  const shown = [small & 0x08 ? stem.toLowerCase() : stem, small & 0x10 ? ending.toLowerCase() : ending];
  return ending === '' ? (shown[0] ?? '') : shown.join('.');
}

/** Ties a long name to its short one. */
export function shortChecksum(entry: Buffer): number {
  let sum = 0;
  for (let at = 0; at < 11; at++) sum = (((sum & 1) << 7) + (sum >>> 1) + entry.readUInt8(at)) & 0xff;
  return sum;
}

/** The 13 letters of one entry of a long name. */
export const longPart = (entry: Buffer): Buffer =>
  Buffer.concat([entry.subarray(1, 11), entry.subarray(14, 26), entry.subarray(28, 32)]);

/** Parts in their order; a zero ends the name, and only fills follow. */
export function longName(parts: readonly Buffer[]): string {
  return Buffer.concat(parts).toString('utf16le').split('\0')[0] ?? '';
}
