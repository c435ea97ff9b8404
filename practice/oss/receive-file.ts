/** Writes a request's body to a file as it arrives, with the checksums OSS answers; never holds more than a few MiB. */
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { CloudError, type Call } from '../http/exchange.ts';
import { newCrc64 } from './crc64.ts';

export interface Received {
  readonly bytes: number;
  /** Hex, in capitals. */
  readonly md5: string;
  readonly crc64: bigint;
}

/** 5 GB, for a part and for a simple upload (OSS limits). */
const maxBytes = 5_000_000_000;
/** Few large writes: at a gigabit each small one would be felt. */
const writeBytes = 1_048_576;

/** Fails when the body is too long, ends early, or is not what `Content-MD5` says; the file is then the caller's to remove. */
export async function receiveFile(call: Call, path: string): Promise<Received> {
  const announced = call.headers['content-length'];
  if (announced === undefined && call.headers['transfer-encoding'] === undefined) {
    throw new CloudError(411, 'MissingContentLength', 'You must provide the Content-Length HTTP header.');
  }
  const tooLarge = (): CloudError =>
    new CloudError(400, 'EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size.', {
      MaxSizeAllowed: String(maxBytes),
    });
  if (Number(announced ?? 0) > maxBytes) throw tooLarge();

  const md5 = createHash('md5');
  const crc64 = await newCrc64();
  const file = await open(path, 'wx');
  let bytes = 0;
  let waiting: Buffer[] = [];
  let waitingBytes = 0;
  let writing: Promise<unknown> = Promise.resolve();
  /** The disk works while the next bytes arrive; one write at a time. */
  const write = async (): Promise<void> => {
    await writing;
    const chunks = waiting;
    waiting = [];
    waitingBytes = 0;
    writing = file.writev(chunks);
    writing.catch(() => undefined); // thrown where it is awaited
  };
  try {
    for await (const chunk of call.body) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw tooLarge();
      md5.update(chunk);
      crc64.update(chunk);
      waiting.push(chunk);
      waitingBytes += chunk.length;
      if (waitingBytes >= writeBytes) await write();
    }
    if (waiting.length > 0) await write();
    await writing;
  } finally {
    await writing.catch(() => undefined);
    await file.close();
  }
  const digest = md5.digest();
  const expected = call.headers['content-md5'];
  if (expected !== undefined && expected !== digest.toString('base64')) {
    throw new CloudError(400, 'InvalidDigest', 'The Content-MD5 you specified was invalid.', {
      'Content-MD5': expected,
    });
  }
  return { bytes, md5: digest.toString('hex').toUpperCase(), crc64: crc64.value() };
}
