/** The contract's version: a digest of every call's schemas, so that no change of a shape can be forgotten. */
import { calls } from './calls.ts';
import type { Contract } from './rpc.ts';
import { z } from './schema.ts';

/** Put in by the build, as computing it takes half a second; absent where the sources run as they are. */
declare const builtContractVersion: string | undefined;

/** FNV-1a over UTF-16 units, 32 bits: enough to tell two builds apart, and the same in the page and in Node. */
function digest(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return hash.toString(16).padStart(8, '0');
}

export function versionOf(contract: Contract): string {
  const shapes = Object.entries(contract).map(([name, { kind, input, output }]) => [
    name,
    kind,
    z.toJSONSchema(input, { unrepresentable: 'any', io: 'input' }),
    z.toJSONSchema(output, { unrepresentable: 'any', io: 'output' }),
  ]);
  return digest(JSON.stringify(shapes));
}

let known = typeof builtContractVersion === 'string' ? builtContractVersion : undefined;

/** Two sides understand each other only when theirs are equal. */
export const contractVersion = (): string => (known ??= versionOf(calls));
