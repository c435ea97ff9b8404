/** The key that keeps other programs on this machine from a disk served on loopback, and the files qemu needs for it. */
import { createDiffieHellmanGroup, randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SharedKey } from './nbd-handshake.ts';

/** A new key, written into a folder only we may enter, under the names that qemu's `tls-creds-psk` looks for. */
export async function writeSharedKey(folder: string): Promise<SharedKey> {
  const shared = { identity: 'reader', key: randomBytes(32) };
  const line = `${shared.identity}:${shared.key.toString('hex')}\n`;
  await writeFile(join(folder, 'keys.psk'), line, { mode: 0o600 });
  // without it qemu searches for a prime of its own, for seconds at times
  await writeFile(join(folder, 'dh-params.pem'), groupAsPem());
  return shared;
}

/** The 2048-bit group of RFC 3526 as PKCS #3 has it: prime and generator. */
function groupAsPem(): string {
  const group = createDiffieHellmanGroup('modp14');
  const parameters = der(0x30, Buffer.concat([derInteger(group.getPrime()), derInteger(group.getGenerator())]));
  const lines = parameters.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN DH PARAMETERS-----', ...lines, '-----END DH PARAMETERS-----', ''].join('\n');
}

function derInteger(value: Buffer): Buffer {
  const digits = value.subarray(value.findIndex((byte) => byte !== 0));
  // a first bit that is set would be a sign
  const sign = Buffer.alloc((digits[0] ?? 0) < 128 ? 0 : 1);
  return der(0x02, Buffer.concat([sign, digits]));
}

function der(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size = length < 128 ? [length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}
