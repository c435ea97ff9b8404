/**
 * CRC-64/XZ as OSS answers it. The value of joined parts comes from the parts' values by polynomial arithmetic: moving a
 * remainder past n bytes is multiplying it with x^(8n).
 */
import { createCRC64, type IHasher } from 'hash-wasm';

/** Reflected, as is every value here: the top bit stands for x^0. */
const polynomial = 0xc96c5795d7870f42n;
const one = 1n << 63n;

export interface Crc64 {
  update(bytes: Uint8Array): void;
  value(): bigint;
}

export async function newCrc64(): Promise<Crc64> {
  const hasher: IHasher = await createCRC64(polynomial.toString(16));
  hasher.init();
  return {
    update: (bytes) => void hasher.update(bytes),
    value: () => BigInt(`0x${hasher.digest('hex')}`),
  };
}

/** The value of everything joined. Parts of equal length cost one multiplication each. */
export function joinCrc64(parts: readonly { readonly crc64: bigint; readonly bytes: number }[]): bigint {
  const shifts = new Map<number, bigint>();
  let whole = 0n;
  for (const part of parts) {
    const shift = shifts.get(part.bytes) ?? powerOfX(8n * BigInt(part.bytes));
    shifts.set(part.bytes, shift);
    whole = multiply(whole, shift) ^ part.crc64;
  }
  return whole;
}

/** a·b modulo the polynomial. */
function multiply(a: bigint, b: bigint): bigint {
  let product = 0n;
  let shifted = b;
  for (let bit = one; bit !== 0n && (a & ((bit << 1n) - 1n)) !== 0n; bit >>= 1n) {
    if ((a & bit) !== 0n) product ^= shifted;
    shifted = (shifted & 1n) === 0n ? shifted >> 1n : (shifted >> 1n) ^ polynomial;
  }
  return product;
}

function powerOfX(exponent: bigint): bigint {
  let power = one;
  let square = one >> 1n;
  for (let left = exponent; left > 0n; left >>= 1n) {
    if ((left & 1n) === 1n) power = multiply(power, square);
    square = multiply(square, square);
  }
  return power;
}
