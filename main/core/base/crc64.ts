/**
 * CRC-64/XZ, the checksum OSS answers in `x-oss-hash-crc64ecma`: streaming, and joined for neighbouring ranges without
 * reading them again.
 */
import { createCRC64 } from 'hash-wasm';

export interface Crc64 {
  /** Starts over. */
  init(): void;
  update(bytes: Uint8Array): void;
  /** Of everything since `init`; call once, then `init` before the next use. */
  value(): bigint;
}

/** A reusable hasher, started. Keeps no reference to the bytes it was given. */
export async function newCrc64(): Promise<Crc64> {
  const hasher = await createCRC64();
  hasher.init();
  return {
    init: () => void hasher.init(),
    update: (bytes) => void hasher.update(bytes),
    value: () => BigInt(`0x${hasher.digest('hex')}`),
  };
}

/** Of no bytes at all. */
export const emptyCrc64 = 0n;

/** ECMA-182's polynomial in reflected order: bit 63 is x^0. */
const polynomial = 0xc96c5795d7870f42n;
const one = 1n << 63n;

/** The product of two polynomials over GF(2), modulo ours. */
function multiply(a: bigint, b: bigint): bigint {
  let product = 0n;
  for (let bit = one; bit !== 0n; bit >>= 1n) {
    if ((a & bit) !== 0n) product ^= b;
    b = (b & 1n) === 0n ? b >> 1n : (b >> 1n) ^ polynomial;
  }
  return product;
}

/** x^(8·2^k): what 2^k more bytes do to a CRC. Enough for any length a number can hold exactly. */
const powers: readonly bigint[] = (() => {
  const table: bigint[] = [];
  let power = one >> 8n;
  for (let k = 0; k < 53; k++) {
    table.push(power);
    power = multiply(power, power);
  }
  return table;
})();

/** The CRC-64 of A followed by B, from the CRC-64 of each and the length of B. */
export function crc64Combine(a: bigint, b: bigint, bytesOfB: number): bigint {
  if (!Number.isSafeInteger(bytesOfB) || bytesOfB < 0) throw new RangeError(`not a length: ${bytesOfB}`);
  let shifted = a;
  let rest = bytesOfB;
  for (const power of powers) {
    if (rest === 0) break;
    if (rest % 2 === 1) shifted = multiply(power, shifted);
    rest = Math.floor(rest / 2);
  }
  return shifted ^ b;
}

/** The CRC-64 of so many zero bytes, without looking at any. */
export function crc64OfZeros(bytes: number): bigint {
  let crc = emptyCrc64;
  let doubled = ofOneZero;
  for (let rest = bytes, step = 1; rest > 0; rest = Math.floor(rest / 2), step *= 2) {
    if (rest % 2 === 1) crc = crc64Combine(crc, doubled, step);
    doubled = crc64Combine(doubled, doubled, step);
  }
  return crc;
}

const ofOneZero: bigint = (() => {
  const ones = 2n ** 64n - 1n;
  let crc = ones;
  for (let bit = 0; bit < 8; bit++) crc = (crc & 1n) === 0n ? crc >> 1n : (crc >> 1n) ^ polynomial;
  return crc ^ ones;
})();
