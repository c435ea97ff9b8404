/** The contract's version: a digest of every call's schemas, so that no change of a shape can be forgotten. */
import { calls } from './calls.ts';
import type { Contract } from './rpc.ts';
import { z } from './schema.ts';

/** FNV-1a over UTF-16 units, 32 bits: enough to tell two builds apart, and the same in the page and in Node. */
function digest(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return hash.toString(16).padStart(8, '0');
}

/** Each side as one schema, so that what many calls share is told once: it takes a twentieth of a second. */
const shapesOf = (contract: Contract, side: 'input' | 'output'): object =>
  z.toJSONSchema(z.object(Object.fromEntries(Object.entries(contract).map(([name, call]) => [name, call[side]]))), {
    unrepresentable: 'any',
    io: side,
    reused: 'ref',
  });

export const versionOf = (contract: Contract): string =>
  digest(
    JSON.stringify([
      Object.entries(contract).map(([name, { kind }]) => [name, kind]),
      shapesOf(contract, 'input'),
      shapesOf(contract, 'output'),
    ]),
  );

let known: string | undefined;

/** Two sides understand each other only when theirs are equal. */
export const contractVersion = (): string => (known ??= versionOf(calls));
